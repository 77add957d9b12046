"""The entries of a plan, and what it lays on all."""

from collections.abc import Sequence
from typing import Any

from desk.drafts.duties import Place, read_duty
from desk.drafts.frame import Frame
from desk.drafts.names import one_line
from desk.drafts.owners import Owners
from desk.drafts.shortening import shortened
from desk.drafts.slug import slug
from desk.drafts.wording import worded
from documents.reading.body import read_subject, split_names
from documents.reading.result import AgencyRead, DutyRead, Reading
from documents.reading.told import told


def read_entries(
    reading: Reading, owners: Owners, frame: Frame
) -> list[dict[str, Any]]:
    """Return the entries with their owners and duties."""
    entries: list[dict[str, Any]] = []
    taken: set[str] = set()
    for n, one in enumerate(reading.agencies):
        name = _entry_id(one, n + 1, taken)
        section = ".".join(filter(None, (one.section, one.no or str(n + 1))))
        entry: dict[str, Any] = {
            "id": name,
            "title": one_line(one.name) or "-",
            "source": section,
            "owners": list(owners.of_entry[n]),
            "modality": one.modality,
        }
        if one.open_ended and owners.of_entry[n]:
            entry["note"] = worded("note.group", name=one.name)
        entry["duties"] = [
            read_duty(
                duty, Place(f"{name}.{k}", section, duty.bullet), frame, owners.ids
            )
            for k, duty in enumerate(one.duties, start=1)
        ]
        entries.append({key: value for key, value in entry.items() if value != []})
    return entries


def _entry_id(one: AgencyRead, n: int, taken: set[str]) -> str:
    said = slug(one.no).replace("-", ".") if one.no else str(n)
    if one.parent and one.no and not one.no.startswith(one.parent):
        said = f"{slug(one.parent).replace('-', '.')}.{said}"
    name, k = said, 2
    while name in taken:
        name, k = f"{said}-{k}", k + 1
    taken.add(name)
    return name


def read_common(
    reading: Reading, owners: Owners, frame: Frame, office: str
) -> list[dict[str, Any]]:
    """Return what is laid on all: an own plan, reports; the office owes itself none."""
    named = {agency["id"] for agency in owners.agencies}
    duties: list[dict[str, Any]] = []
    counts: dict[str, int] = {}
    routes = [report.to for report in reading.reports if report.to]
    for one in reading.laid_on_all:
        counts[one.kind] = counts.get(one.kind, 0) + 1
        name = one.kind if counts[one.kind] == 1 else f"{one.kind}-{counts[one.kind]}"
        lines = "-".join(map(str, one.source))
        place = Place(name, worded("source.lines", lines=lines))
        duty = read_duty(one, place, frame, owners.ids)
        duty["title"], duty["summary"] = _common(one, routes)
        besides = told(one.text).besides
        spared = [said for said in map(owners.ids.known, split_names(besides)) if said]
        if not besides and one.kind == "report" and office in named:
            spared = [office]
        if spared:
            duty["besides"] = spared
        duties.append(duty)
    return duties


def _common(one: DutyRead, routes: Sequence[str]) -> tuple[str, str]:
    """Return title and summary of what is laid on all, without whom it is laid on."""
    text = told(one.text)
    subject = read_subject(text.title)
    said = text.summary if text.summary != text.title else ""
    summary = " ".join(filter(None, (subject.rest if subject else text.title, said)))
    summary = shortened(summary[:1].upper() + summary[1:], 320, keep=True)
    title = worded(f"common.{one.kind}")
    if one.kind == "report":
        ends = [at for to in routes if (at := summary.find(f" về {to}")) > 0]
        title = shortened(summary[: min(ends)], 110) if ends else title
    return title, summary
