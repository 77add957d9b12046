from datetime import date

import pytest

from rules.retention import (
    may_purge_from,
    recipient_without_address,
    superior_without_person,
    without_persons,
)
from schemas.agency import Agency, Contact, Later, Recipient, StandIn, Superior
from schemas.retention import RETENTION_DAYS

CLOSE = date(2024, 7, 31)
PERSON = Contact(
    post="Văn thư", address="ten@so.example", name="Một người", telephone="0911000000"
)


def agency(**more: object) -> Agency:
    return Agency.model_validate(
        {"id": "so", "name": "Sở", "contact": PERSON, "valid_to": CLOSE, **more}
    )


@pytest.mark.parametrize(
    ("days", "first"),
    [
        (0, date(2024, 8, 1)),
        (30, date(2024, 8, 31)),
        (RETENTION_DAYS, date(2025, 1, 28)),
    ],
)
def test_persons_are_kept_for_so_many_days_after_the_close(days: int, first: date):
    assert may_purge_from(CLOSE, days) == first


def test_of_an_agency_its_name_and_its_posts_stay():
    away = StandIn(**PERSON.model_dump(), first=CLOSE, last=CLOSE)
    then = Later(since=CLOSE, name="Sở mới", contact=PERSON)
    whole = agency(head=PERSON, others=(PERSON,), stand_in=away, later=(then,))
    left = without_persons(whole)
    contact = Contact(post="Văn thư", address="so@purged.invalid")
    head = Contact(post="Văn thư", address="head.so@purged.invalid")
    changed = Later(since=CLOSE, name="Sở mới")
    assert left == Agency.model_validate(
        {**agency().model_dump(), "contact": contact, "head": head, "later": (changed,)}
    )
    assert without_persons(left) == left
    for gone in ("ten@so", "Một người", "0911"):
        assert gone not in left.model_dump_json()


def test_an_agency_without_a_head_gets_none():
    assert without_persons(agency()).head is None


def test_of_a_leader_the_post_stays_and_of_a_recipient_the_name():
    leader = Superior(**PERSON.model_dump() | {"id": "chair"})
    blank = Superior(id="chair", post="Văn thư", address="chair@purged.invalid")
    assert superior_without_person(leader) == blank
    copy = Recipient(id="bo", name="Bộ", address="vanthu@bo.example", valid_to=CLOSE)
    assert recipient_without_address(copy) == Recipient(
        id="bo", name="Bộ", address="bo@purged.invalid", valid_to=CLOSE
    )
