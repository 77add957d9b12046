from datetime import date

import pytest
from pydantic import ValidationError

from schemas.agency import Agency, Contact, Recipient, StandIn, Succession

ONE = Contact(post="Văn thư", address="vanthu@so.example")
OTHER = Contact(post="Chuyên viên", address="chuyenvien@so.example")
AWAY = StandIn(
    post="Văn thư",
    address="thay@so.example",
    first=date(2024, 6, 3),
    last=date(2024, 6, 7),
)
AGENCY = Agency(id="so", name="Sở", contact=ONE, others=(OTHER,), stand_in=AWAY)


@pytest.mark.parametrize(
    ("day", "readers"),
    [
        (date(2024, 6, 2), (ONE, OTHER)),
        (date(2024, 6, 3), (AWAY, ONE, OTHER)),
        (date(2024, 6, 7), (AWAY, ONE, OTHER)),
        (date(2024, 6, 8), (ONE, OTHER)),
    ],
)
def test_a_stand_in_is_written_to_on_the_days_of_leave(day: date, readers):
    assert AGENCY.readers(day) == readers
    assert AGENCY.model_copy(update={"stand_in": None}).readers(day) == (ONE, OTHER)


def test_a_leave_does_not_end_before_it_begins():
    with pytest.raises(ValidationError, match="a leave ends on its first day or later"):
        StandIn.model_validate(AWAY.model_dump() | {"last": date(2024, 6, 2)})


@pytest.mark.parametrize(
    ("number", "right"),
    [
        ("0213 3876 123", True),
        ("+84 213 3876123", True),
        ("(0213) 3876", False),
        ("call me", False),
        ("=1+1", False),
        ("1" * 30, False),
    ],
)
def test_a_telephone_is_a_number(number: str, right: bool):
    values = {**ONE.model_dump(), "telephone": number}
    if right:
        assert Contact.model_validate(values).telephone == number
    else:
        with pytest.raises(ValidationError):
            Contact.model_validate(values)


def test_a_body_is_over_after_its_last_day_or_from_its_successors_day_on():
    ended = AGENCY.model_copy(update={"valid_to": date(2025, 6, 30)})
    heir = Succession(to=("b",), since=date(2025, 7, 1))
    recipient = Recipient(id="a", name="Bộ", address="a@bo.example", successor=heir)
    for body in (ended, recipient):
        assert not body.over(date(2025, 6, 30))
        assert body.over(date(2025, 7, 1))
    assert not AGENCY.over(date(2100, 1, 1))
