"""A season in which every field that people write says the same hostile text."""

import asyncio
from copy import deepcopy
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

from pydantic import TypeAdapter, ValidationError

from calendars.working_days import WorkingDays
from desk.announce import announce
from desk.audience import Audience
from desk.beat import beat
from desk.boards.board import (
    board_text,
    confirm_text,
    morning_text,
    reports_text,
    story,
    weekly_text,
)
from desk.boards.briefs import brief
from desk.boards.timeline import timeline_svg, timeline_text
from desk.boards.views import Link
from desk.contact_sheet import export_contacts
from desk.desk import Desk
from desk.extend import Ruling, rule
from desk.feeds import feed_address
from desk.letters.claim import claim
from desk.letters.deliver import send
from desk.links import Links, drawn
from desk.morning import morning_sheet
from desk.plans.document import document_of
from desk.progress import progress
from desk.reports.consolidate import consolidate_reports
from desk.reports.files import files_of
from desk.reports.steps import NARRATIVE
from desk.start import fix_launch, sign_off, start
from desk.state import docket_of
from desk.templates import render
from desk.urging import draft, waiting
from documents.plan import plan_docx
from flows.cards import cards_of
from ledger.database import open_ledger
from ledger.dockets import DocketRow
from schemas.agency import Roster
from schemas.announcement import Announcement
from schemas.base import VN, Text, Title
from schemas.entry import Person
from schemas.errors import CampaignError
from schemas.in_force import Ceremony, Signing
from schemas.plan import Plan
from schemas.report import Narrative
from tests.desk.desks import Post
from tests.small_campaign import PLAN, ROSTER, data
from tests.torture.ground import Answered, ask
from tests.web.reading import Page
from web.app import create_app

ISSUED = datetime(2024, 5, 6, 9, tzinfo=VN)
REPORTING = datetime(2024, 7, 10, 9, tzinfo=VN)
LATE = datetime(2024, 7, 29, 9, tzinfo=VN)
NAME = "spring-2024"
_AGENCY = "school"
_STORIES = ("issuance", "launch", "activities", "reports")
_TITLES = {
    *("title", "short_title", "symbol", "issued_by", "place", "locality", "theme"),
    *("hotline", "slogans", "said", "basis", "number", "name", "mark", "post"),
    *("authority", "capacity", "label", "unit", "by", "to", "through", "section"),
    *("consolidated_for", "covers", "source"),
}
"""Fields of one line."""
_TEXTS = {"summary", "note"}
_TITLE: TypeAdapter[str] = TypeAdapter(Title)
_TEXT: TypeAdapter[str] = TypeAdapter(Text)
INDICATORS = {
    "groups": [{"id": "all", "title": "Số liệu"}],
    "items": [
        {"id": "children", "group": "all", "label": "Trẻ em", "unit": "em"},
        {"id": "events", "group": "all", "label": "Hoạt động", "unit": "cuộc"},
    ],
}


class Out(NamedTuple):
    """All that a season brought before people, by what it is."""

    pages: list[tuple[str, Answered]]
    letters: list[bytes]
    feeds: list[bytes]
    boards: list[tuple[str, str]]
    pictures: list[str]
    names: list[str]
    files: list[tuple[str, bytes]]
    refused: list[str]


def play(payload: str) -> Out:
    """Play a season whose every text is the payload, where it is taken at all."""
    return asyncio.run(_Season(payload).play())


class _Titled(NamedTuple):
    title: str
    links: list[Link]


class _Season:
    """One season, played hour by hour by the pages, the office and the beat."""

    def __init__(self, payload: str) -> None:
        self.payload = payload
        self.now = ISSUED
        self.out = Out([], [], [], [], [], [], [], [])
        ledger = open_ledger(":memory:")
        links = Links("a secret", "http://testserver")
        self.desk = Desk(ledger, WorkingDays.vietnam(), links)
        minutes = count(step=60)
        self.app = create_app(self.desk, lambda: self.now, seconds=minutes.__next__)
        self.cookie = ""

    async def play(self) -> Out:
        title, text = self._taken(_TITLE), self._taken(_TEXT)
        plan = data(PLAN) | {"indicators": deepcopy(INDICATORS)}
        plan["entries"][1]["duties"][0]["note"] = "Ghi chú."
        self.plan = Plan.model_validate(_spoilt(plan, title, text), strict=False)
        self.roster = Roster.model_validate(
            _spoilt(data(ROSTER), title, text), strict=False
        )
        self._issue(title or "Chủ tịch")
        await self._answer()
        self._rule()
        self._announce()
        self._pass(timedelta(hours=1), timedelta(days=1))
        await self._report()
        self._pass(timedelta(hours=2), timedelta(days=1), timedelta(days=7))
        self._show()
        self.now = LATE
        self._pass(timedelta(0), timedelta(days=1))
        self._write()
        self.desk.ledger.close()
        return self.out

    def _taken(self, fields: TypeAdapter[str]) -> str | None:
        try:
            return fields.validate_python(self.payload.strip())
        except ValidationError:
            self.out.refused.append("plan")
            return None

    def _issue(self, title: str) -> None:
        start(self.desk, self.plan, self.roster, ISSUED, drawn("1"))
        day = ISSUED.date()
        signing = Signing(
            number=title, signed_on=day, signer=title, dates_confirmed=True
        )
        sign_off(self.desk, NAME, signing, ISSUED, drawn("2"))
        ceremony = Ceremony(place=title, starts=datetime(2024, 5, 31, 8, tzinfo=VN))
        fix_launch(self.desk, NAME, ceremony, ISSUED)
        self._pass(timedelta(0), timedelta(days=1))

    async def _answer(self) -> None:
        link = await self._link()
        await self._get(link)
        opened = await self._post(link, {})
        self.path = opened.header(b"location").decode()
        await self._get(self.path)
        for kind, duty in (
            ("nhan", "2.1"),
            ("dang", "2.1"),
            ("gia-han", "2.2"),
            ("khong-thuoc", "2.1"),
            ("du", ""),
        ):
            fields = self._signed() | {"viec": kind, "nhiem-vu": duty}
            fields |= {"tien-do": "50", "so-nguoi": "2", "den-ngay": "2024-07-02"}
            got = await self._post(self.path, fields)
            if got.status == 303:
                await self._get(got.header(b"location").decode())
            else:
                self.out.refused.append(kind)
        colleague = {
            "nguoi-nhan": self.payload,
            "chuc-vu-nguoi-nhan": self.payload,
            "dia-chi-nguoi-nhan": "khac@school.example",
        }
        await self._post(f"{self.path}/chuyen", self._signed() | colleague)
        wrong = {"dia-chi-nguoi-nhan": self.payload}
        await self._post(f"{self.path}/chuyen", self._signed() | colleague | wrong)
        await self._post("/duong-dan", {"dia-chi": self.payload})
        await self._get(self.path)
        await self._get(f"/khau-hieu/{NAME}")
        await self._get("/d/" + self.payload.replace("\n", "").replace("\r", ""))

    async def _report(self) -> None:
        self.now = REPORTING
        link = await self._link()
        await self._post(link, {})
        report = f"{self.path}/bao-cao"
        await self._get(report)
        for figure in (self.payload, "5"):
            figures = {"figure.children": figure, "figure.events": "7"}
            await self._fill(f"{report}/muc/all", figures)
        parts = {f"part.{one}": self.payload for one in Narrative.model_fields}
        await self._fill(f"{report}/{NARRATIVE}", parts)
        whys = {"why.children": self.payload, "why.events": self.payload}
        typed = self._signed() | {"viec": "nop", "ma": "last"} | whys
        got = await self._fill(f"{report}/xem-lai", typed)
        if got.status == 303:
            await self._get(got.header(b"location").decode())
        else:
            self.out.refused.append("report")
        await self._get(report)

    def _rule(self) -> None:
        person = Person(self._line(), self._line(), self._line())
        ruling = Ruling("2.2", date(2024, 7, 2), person, "ruling")
        try:
            rule(self.desk, self._row().id, ruling, self.now)
        except CampaignError:
            self.out.refused.append("ruling")

    def _announce(self) -> None:
        said = Announcement(
            self.payload[:80], self.payload, self.payload, self.payload, False, self.now
        )
        try:
            announce(self.desk, NAME, Audience(every=True), said)
        except CampaignError:
            self.out.refused.append("announcement")

    def _pass(self, *steps: timedelta) -> None:
        """Let time pass, beat, and take what the post gets."""
        began = self.now
        for step in steps:
            self.now = began + step
            post = Post()
            beat(self.desk, self.now)
            while ready := claim(self.desk, self.now):
                for one in ready:
                    send(self.desk, post, one, self.now)
            self.out.letters.extend(raw for _, raw in post.sent)

    def _show(self) -> None:
        seen = progress(self.desk, NAME, self.now)
        links = [Link("Biểu mẫu", "http://127.0.0.1:4200/x")]
        titled = [_Titled(seen.plan.short_title, links)]
        self.out.boards.extend(
            [
                ("board", board_text(seen, self.now, links)),
                ("morning", morning_text(brief(seen, self.now))),
                ("weekly", weekly_text(brief(seen, self.now))),
                ("timeline", timeline_text(seen, self.now)),
                ("reports", reports_text(self.desk, seen, self.now)),
                ("confirm", confirm_text(seen, _AGENCY, self.now)),
                *(
                    (f"story {phase}", story(self.desk, NAME, phase, self.now))
                    for phase in _STORIES
                ),
                (
                    "deployment",
                    render(
                        "boards/deployment.md",
                        campaigns=titled,
                        marked=self.desk.marked,
                    ),
                ),
            ]
        )
        self.out.pictures.append(timeline_svg(seen, self.now))
        self.out.names.extend(card.name for card in cards_of(seen, self.now, ""))

    def _write(self) -> None:
        view = document_of(self.plan, self.roster.agencies, self.now)
        made = consolidate_reports(self.desk, NAME, self.now).consolidation
        self.out.files.extend(
            [
                ("plan.docx", plan_docx(view)),
                ("contacts.xlsx", export_contacts(self.desk, NAME)),
                ("morning.xlsx", morning_sheet(self.desk, NAME, self.now)),
                *files_of(self.desk, NAME, made.version),
            ]
        )
        for one in waiting(self.desk, NAME, self.now):
            row = docket_of(self.desk, NAME, one.agency)
            assert row is not None
            written = draft(self.desk, row.id, None, self.now)
            self.out.files.append((written.file_name, written.content))

    def _row(self) -> DocketRow:
        row = docket_of(self.desk, NAME, _AGENCY)
        assert row is not None
        return row

    async def _link(self) -> str:
        row = self._row()
        feed = feed_address(self.desk, row).removeprefix("http://testserver")
        got = await self._get(feed)
        self.out.feeds.append(got.body)
        return self.desk.links.url(row.token).removeprefix("http://testserver")

    def _signed(self) -> dict[str, str]:
        said = self.payload
        return {
            "ma": "a nonce",
            "o": "tat-ca",
            "ho-ten": said,
            "chuc-vu": said,
            "ghi-chu": said,
            "thuoc-ve": said,
        }

    def _line(self) -> str:
        return self.payload[:100]

    async def _get(self, path: str) -> Answered:
        headers = [(b"cookie", self.cookie.encode())] if self.cookie else []
        got = await ask(self.app, "GET", quote(path, safe="/?=&"), headers)
        self.out.pages.append((f"GET {path}", got))
        return got

    async def _fill(self, path: str, typed: dict[str, str]) -> Answered:
        """Fill in the last form of a page as it is shown."""
        form = Page((await self._get(path)).body.decode()).forms[-1]
        return await self._post(path, dict(form.fields) | typed)

    async def _post(self, path: str, fields: dict[str, str]) -> Answered:
        """Send a form as a browser does, which keeps what it is given."""
        headers = [
            (b"content-type", b"application/x-www-form-urlencoded"),
            (b"origin", b"http://testserver"),
            (b"cookie", self.cookie.encode()),
        ]
        body = urlencode(fields).encode()
        got = await ask(self.app, "POST", quote(path, safe="/?=&"), headers, body)
        if given := got.header(b"set-cookie"):
            self.cookie = given.decode("latin-1").partition(";")[0]
        self.out.pages.append((f"POST {path}", got))
        return got


def _spoilt(node: Any, title: str | None, text: str | None, key: str = "") -> Any:
    """Return plain data with every word of it replaced by what its field takes."""
    if isinstance(node, dict):
        return {name: _spoilt(one, title, text, name) for name, one in node.items()}
    if isinstance(node, list):
        return [_spoilt(one, title, text, key) for one in node]
    if isinstance(node, str) and key in _TITLES and title is not None:
        return title
    if isinstance(node, str) and key in _TEXTS and text is not None:
        return text
    return node
