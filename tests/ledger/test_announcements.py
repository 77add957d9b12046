from datetime import datetime
from typing import Any

from ledger import announcements, people
from ledger.announcements import of, put
from ledger.database import Ledger
from schemas.announcement import Announcement


def said(now: datetime, subject: str = "Dời Lễ phát động") -> Announcement:
    text = "Dòng một\nDòng hai; 'nháy', \"kép\", %s ?"
    return Announcement(subject, text, "Người ký", "Phó Giám đốc", True, now)


def test_a_text_comes_back_as_it_was_and_is_kept_once(
    ledger: Ledger, season: Any, now: datetime
) -> None:
    first = said(now)
    with ledger.write() as tx:
        put(tx, season.campaign, "a", first)
        put(tx, season.campaign, "a", said(now, "Khác"))
    with ledger.read() as tx:
        assert of(tx, season.campaign) == {"a": first}
        assert of(tx, season.campaign, ["a", "b"]) == {"a": first}
        assert of(tx, season.campaign, ["b"]) == {}
        assert of(tx, season.campaign + 1) == {}


def test_it_is_forgotten_after_the_season(
    ledger: Ledger, season: Any, now: datetime
) -> None:
    with ledger.write() as tx:
        put(tx, season.campaign, "a", said(now))
        people.purge(tx, season.campaign + 1)
        assert announcements.of(tx, season.campaign)
        people.purge(tx, season.campaign)
        assert not announcements.of(tx, season.campaign)
