"""The small campaign on a ledger, its plan issued, and edits of it."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from desk.amendments.apply import apply_amendment
from desk.amendments.preview import Preview, preview_amendment
from desk.amendments.proposal import Edited
from desk.beat import beat
from desk.desk import Desk, open_desk
from desk.links import drawn
from desk.start import sign_off, start
from ledger import dockets, entries, letters
from schemas.agency import Roster
from schemas.base import VN
from schemas.entry import Entry, Person
from schemas.in_force import Signing
from schemas.letter import Letter
from schemas.plan import Plan
from tests.small_campaign import PLAN, ROSTER, data

NAME = "spring-2024"
ISSUED = datetime(2024, 5, 6, 8, tzinfo=VN)
CLERK = Person("Người thử", "Văn thư")


def signing(number: str, day: date, *, confirmed: bool = True) -> Signing:
    return Signing(
        number=number, signed_on=day, signer="Phó Chủ tịch", dates_confirmed=confirmed
    )


@dataclass
class Files:
    """The two files as data, to be edited."""

    plan: dict[str, Any] = field(default_factory=lambda: data(PLAN))
    roster: dict[str, Any] = field(default_factory=lambda: data(ROSTER))

    def copy(self) -> "Files":
        return Files(deepcopy(self.plan), deepcopy(self.roster))

    def read(self) -> Edited:
        return Edited(
            Plan.model_validate(self.plan), Roster.model_validate(self.roster)
        )

    def duty(self, name: str) -> dict[str, Any]:
        return next(one for one in self.duties() if one["id"] == name)

    def duties(self) -> Iterator[dict[str, Any]]:
        for entry in self.plan["entries"]:
            yield from entry["duties"]
        yield from self.plan["laid_on_all"]

    def move(self, name: str, day: date) -> "Files":
        self.duty(name)["deadline"] = {
            "bound": "through",
            "day": day,
            "origin": "stated",
        }
        return self

    def drop(self, name: str) -> "Files":
        for entry in self.plan["entries"]:
            entry["duties"] = [one for one in entry["duties"] if one["id"] != name]
            for one in entry["duties"]:
                one["awaits"] = [a for a in one.get("awaits", ()) if a != name]
        laid = self.plan["laid_on_all"]
        self.plan["laid_on_all"] = [one for one in laid if one["id"] != name]
        return self

    def add(self, entry: int, name: str, day: date) -> "Files":
        owed = self.plan["entries"][entry]
        new = {
            "id": name,
            "title": f"Việc {name}",
            "summary": f"Làm việc {name}.",
            "source": {"section": owed["source"]},
            "phase": "activities",
        }
        owed["duties"].append(new)
        return self.move(name, day)

    def without(self, *agencies: str) -> "Files":
        """Take members of the group away, from the roster as well."""
        group = self.plan["groups"][0]
        group["members"] = [one for one in group["members"] if one not in agencies]
        known = self.roster["agencies"]
        self.roster["agencies"] = [one for one in known if one["id"] not in agencies]
        return self

    def member(self, agency: str, name: str) -> "Files":
        """Let another agency owe as the group does."""
        self.plan["groups"][0]["members"].append(agency)
        contact = {"post": "Văn thư", "address": f"vanthu@{agency}.example"}
        new = {"id": agency, "name": name, "contact": contact, "superior": "chair"}
        self.roster["agencies"].append(new)
        return self


@dataclass
class Spring:
    """A desk with the small campaign, and the moment it is at."""

    desk: Desk
    now: datetime = ISSUED

    def beat(self, now: datetime | None = None) -> None:
        self.now = max(self.now, now or self.now)
        beat(self.desk, self.now)

    def preview(self, files: Files) -> Preview:
        return preview_amendment(self.desk, files.read(), self.now, confirmed=True)

    def amend(self, files: Files, number: str = "201/KH-UBND") -> Preview:
        """Look at the preview and apply it."""
        seen = self.preview(files)
        signed = signing(number, self.now.date())
        apply_amendment(
            self.desk, files.read(), signed, seen.seen, self.now, drawn(number)
        )
        return seen

    def facts(self, agency: str) -> tuple[Entry, ...]:
        with self.desk.ledger.read() as tx:
            row = dockets.find(tx, 1, agency)
            return entries.of(tx, [row.id])[row.id] if row else ()

    def id(self, agency: str) -> int:
        with self.desk.ledger.read() as tx:
            row = dockets.find(tx, 1, agency)
        assert row is not None
        return row.id

    def owners(self) -> list[str]:
        with self.desk.ledger.read() as tx:
            return [one.agency for one in dockets.of(tx, 1)]

    def letters(self, since: datetime) -> dict[str, list[Letter]]:
        """Return what was queued from a moment on, by the docket's owner."""
        with self.desk.ledger.read() as tx:
            owner = {one.id: one.agency for one in dockets.of(tx, 1)}
            found: dict[str, list[Letter]] = {name: [] for name in owner.values()}
            for one in letters.of_campaign(tx, 1):
                if one.queued >= since:
                    found[owner[one.docket]].append(one)
        return found

    def wake(self) -> datetime | None:
        with self.desk.ledger.read() as tx:
            return dockets.next_wake(tx)

    def play(self, until: datetime) -> None:
        """Beat from wake to wake, nobody acting."""
        self.beat()
        while (wake := self.wake()) is not None and wake <= until:
            self.beat(wake)
        self.now = max(self.now, until)

    def close(self) -> None:
        self.desk.ledger.close()


def spring(files: Files | None = None, where: str = ":memory:") -> Spring:
    desk = open_desk(where, "secret", "http://campaign.example")
    edited = (files or Files()).read()
    start(desk, edited.plan, edited.roster, ISSUED, drawn("office"))
    signed = signing("156/KH-UBND", ISSUED.date())
    sign_off(desk, NAME, signed, ISSUED, drawn("links"))
    return Spring(desk)


def next_morning(now: datetime) -> datetime:
    return (now + timedelta(days=1)).replace(hour=8, minute=0)
