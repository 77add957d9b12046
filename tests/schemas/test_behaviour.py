from datetime import date

import pytest
from pydantic import ValidationError

from schemas.behaviour import USUAL, Amended, Behaviour, Outage

DAY = date(2024, 6, 10)


def test_seven_in_ten_answer_in_time_unless_somebody_says_otherwise():
    assert (USUAL.on_time, USUAL.late, USUAL.silent) == (70, 20, 10)


@pytest.mark.parametrize("shares", [(70, 20, 20), (70, 20, 0), (0, 0, 0)])
def test_the_shares_are_those_of_all_agencies(shares: tuple[int, int, int]):
    with pytest.raises(ValidationError, match="not 100 %"):
        Behaviour(on_time=shares[0], late=shares[1], silent=shares[2])


@pytest.mark.parametrize("share", [-1, 101])
def test_a_share_is_a_percentage(share: int):
    with pytest.raises(ValidationError):
        Behaviour(on_time=share, late=100 - share, silent=0)


def test_an_outage_ends_after_it_began():
    assert Outage(first=DAY, last=DAY).first == DAY
    with pytest.raises(ValidationError, match="first day or later"):
        Outage(first=DAY, last=date(2024, 6, 9))


@pytest.mark.parametrize("later", [DAY, date(2024, 6, 9)])
def test_amendments_come_one_by_one(later: date):
    first, second = (Amended(plan="p", day=day, digest="d") for day in (DAY, later))
    assert Behaviour(amendments=(first,)).amendments == (first,)
    with pytest.raises(ValidationError, match="each on a later day"):
        Behaviour(amendments=(first, second))
