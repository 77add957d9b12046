"""The sheet by which people review a draft: each item beside the words it is from."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from calendars.said import said_day
from desk.drafts.plan import Draft
from desk.plans.questions import said
from desk.templates import render
from documents.reading.result import AgencyRead, DeadlineRead, Item, Reading


class Shown(NamedTuple):
    """A row of the sheet: what was read, where it stands, its words there."""

    what: str
    lines: str
    raw: str


class Part(NamedTuple):
    """A table of the sheet."""

    title: str
    rows: tuple[Shown, ...]


def review(reading: Reading, draft: Draft, source: str) -> str:
    """Return the sheet as markdown; the text's words are data in it."""
    asked = [
        (one.field, one.asks, said(one.proposed), one.because)
        for one in draft.questions
    ]
    return render(
        "drafts/review.md",
        source=source,
        reading=reading,
        heads=_heads(reading),
        agencies=[(one, _duties(one)) for one in reading.agencies],
        common=[_shown(one.text, one) for one in reading.laid_on_all],
        activities=[_shown(one.owner or "?", one) for one in reading.activities],
        slogans=[_shown(one.text, one) for one in reading.slogans],
        bases=[_shown(_dated(one.ref, one.date), one) for one in reading.legal_bases],
        deadlines=[_shown(_deadline(one), one) for one in reading.deadlines],
        reports=[
            _shown(
                " → ".join(
                    filter(None, (one.who, one.via, one.to, one.consolidated_for))
                ),
                one,
            )
            for one in reading.reports
        ],
        recipients=[_shown(one.name, one) for one in reading.recipients],
        flags=[(one.why, _lines(one), one.raw) for one in reading.flags],
        asked=asked,
    )


def _heads(reading: Reading) -> list[Shown]:
    """Return the single values, a blank one too."""
    given = {
        "kind": reading.kind,
        "title": reading.title,
        "issuer": reading.issuer,
        "number": reading.number,
        "date": reading.date.isoformat() if reading.date else None,
        "place": reading.place,
        "theme": reading.theme,
    }
    rows = [
        Shown(f"{name}: {value or '…'}", *_place(reading.sources.get(name)))
        for name, value in given.items()
    ]
    period, parent, signer = reading.period, reading.parent, reading.signer
    rows.append(
        Shown(f"period: {period.first or '…'} – {period.last or '…'}", *_place(period))
    )
    rows.append(Shown(f"parent: {parent.number or '…'}", *_place(parent)))
    signed = " / ".join(filter(None, (*signer.authority, signer.position, signer.name)))
    rows.append(Shown(f"signer: {signed or '…'}", *_place(signer)))
    return rows


def _duties(agency: AgencyRead) -> list[Shown]:
    return list(_each_duty(agency))


def _each_duty(agency: AgencyRead) -> Iterator[Shown]:
    for one in agency.duties:
        due = f" · {_deadline(one.deadline)}" if one.deadline else ""
        role = "" if one.lead else " · phối hợp"
        yield Shown(f"{one.phase}{role}{due}", _lines(one), one.raw)


def _shown(what: str, one: Item) -> Shown:
    return Shown(what, _lines(one), one.raw)


def _place(one: Item | None) -> tuple[str, str]:
    return (_lines(one), one.raw) if one else ("", "")


def _lines(one: Item) -> str:
    return "–".join(map(str, one.source))


def _dated(ref: str, day: date | None) -> str:
    return f"{ref} ({said_day(day)})" if day else ref


def _deadline(one: DeadlineRead) -> str:
    parts = [one.bound]
    if one.first and one.last:
        parts.append(f"{said_day(one.first)} – {said_day(one.last)}")
    elif day := one.date or one.last:
        parts.append(said_day(day))
    if one.last_day:
        parts.append(f"hết ngày {said_day(one.last_day)}")
    if one.offset_days is not None:
        parts.append(f"{one.offset_days:+} ngày: {one.anchor}")
    if one.year_inferred:
        parts.append("năm suy từ văn bản")
    return "; ".join(parts)
