"""A document's reading as the data of a plan and a roster, with all that is open."""

from typing import Any, NamedTuple

from calendars.working_days import WorkingDays
from desk.drafts.about import read_about, read_observances
from desk.drafts.activities import read_activities
from desk.drafts.asking import Answers, Asking
from desk.drafts.entries import read_common, read_entries
from desk.drafts.frame import read_frame
from desk.drafts.names import read_names, read_words
from desk.drafts.owners import Owners, ask_addresses, read_owners
from desk.drafts.wording import worded
from documents.reading.naming import advises
from documents.reading.result import Reading
from schemas.question import Question


class Draft(NamedTuple):
    """What a document comes to as a campaign: two files, and the questions beside."""

    plan: dict[str, Any]
    roster: dict[str, Any]
    questions: tuple[Question, ...]


def draft_of(reading: Reading, answers: Answers, days: WorkingDays) -> Draft:
    """Return the draft; what the text does not say is blank and a question.

    An answer changes what later questions propose, nothing that the text says.
    """
    asking = Asking(answers)
    year = reading.year or (reading.date.year if reading.date else None)
    now = year or int(str(asking.ask("year", _LATEST, worded("year.because"))))
    owners = read_owners(reading)
    names = read_names(reading, now, year, asking)
    office = str(asking.ask("office", *_office(reading, owners)))
    words = read_words(reading, asking)
    frame = read_frame(reading, now, asking, days)
    plan: dict[str, Any] = {
        **names,
        "office": None,
        **words,
        **frame.fields,
        **read_about(reading, names, asking),
        "observances": read_observances(reading),
        "activities": read_activities(reading, owners, office, asking),
        "groups": owners.groups,
        "entries": read_entries(reading, owners, frame),
        "laid_on_all": read_common(reading, owners, frame, office),
    }
    ask_addresses(owners, asking)
    kept = {key: value for key, value in plan.items() if value != []}
    return Draft(kept, {"agencies": owners.agencies}, tuple(asking.questions))


_LATEST = 2026
"""The year proposed where a text names none at all."""


def _office(reading: Reading, owners: Owners) -> tuple[str, str]:
    """Propose the coordinating office, with the reason."""
    for report in reading.reports:
        if report.via and (said := owners.ids.known(report.via)):
            return said, worded("office.because", reason=worded("reason.through"))
    named = {agency["id"] for agency in owners.agencies}
    led = [
        (ids[0], one)
        for ids, one in zip(owners.of_entry, reading.agencies, strict=True)
        if len(ids) == 1 and ids[0] in named
    ]
    for said, one in led:
        if any(advises(duty.text) for duty in one.duties[:2]):
            return said, worded("office.because", reason=worded("reason.adviser"))
    said = led[0][0] if led else owners.agencies[0]["id"]
    return said, worded("office.because", reason=worded("reason.first"))
