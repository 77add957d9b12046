from datetime import datetime

import pytest

from desk.beat import beat
from desk.forecast import foresee
from desk.links import drawn
from desk.plans.read import read_plan
from desk.progress import progress
from desk.season import NotIssuedError
from desk.start import sign_off, start
from ledger import entries
from schemas.base import VN
from schemas.entry import Entry, EntryKind
from schemas.plan import Plan
from tests.desk.desks import ISSUED, NAME, SIGNING, docket, issued, started

MAY_10 = datetime(2024, 5, 10, 8, tzinfo=VN)
NEXT = datetime(2027, 5, 6, 8, tzinfo=VN)


def next_year(desk) -> None:
    """Start and issue a campaign of 2027 with the agencies of 2024."""
    plan, roster = read_plan(NAME, desk.days).require()
    text = plan.model_dump_json().replace('"2024-', '"2027-')
    named = {"id": "lai-chau-2027", "year": 2027}
    moved = Plan.model_validate_json(text).model_copy(update=named)
    start(desk, moved, roster, NEXT, drawn("next"))
    sign_off(desk, "lai-chau-2027", SIGNING, NEXT, drawn("links-2027"))


def test_before_anything_is_due_there_is_nothing_to_say():
    desk = issued()
    beat(desk, ISSUED)
    assert foresee(desk, NAME, ISSUED) is None
    with pytest.raises(NotIssuedError):
        foresee(started(), NAME, ISSUED)


def test_who_had_to_be_asked_for_a_receipt_is_at_risk():
    desk = issued()
    beat(desk, ISSUED)
    row = docket(desk, "so-gddt")
    with desk.ledger.write() as tx:
        fact = Entry(row.n + 1, ISSUED, EntryKind.CONFIRMED, "2.1")
        entries.append(tx, row.id, [fact])
    found = foresee(desk, NAME, MAY_10)
    assert found is not None
    assert (found.expected, found.given) == (19, 0)
    at_risk = {one.agency for one in found.at_risk}
    assert len(at_risk) == 18
    assert "so-gddt" not in at_risk


def test_last_years_record_counts_for_the_same_agency_and_for_its_successor():
    desk = issued()
    beat(desk, ISSUED)
    next_year(desk)
    found = foresee(desk, "lai-chau-2027", NEXT)
    assert found is not None
    due = {one.agency: one.due for one in found.chances}
    owes = progress(desk, NAME, NEXT).dockets
    own, inherited = (len(owes[one].assignments) for one in ("so-vhttdl", "so-tttt"))
    assert due["so-vhttdl"] == own + inherited + 2, "with both their receipts"
    assert due["so-tttt"] == 0
    assert due["muong-te"] == 0, "districts have no heirs"


def test_a_year_before_does_not_learn_from_the_one_after():
    desk = issued()
    beat(desk, ISSUED)
    next_year(desk)
    assert foresee(desk, NAME, ISSUED) is None
