"""The reports a document asks for, and what it lays on everybody."""

from collections.abc import Iterator

from documents.reading.body import read_subject
from documents.reading.duties import asks_own_plan, settled
from documents.reading.entry import Written
from documents.reading.paragraph import Paragraph
from documents.reading.place import where
from documents.reading.report import Asked, read_report, sentences
from documents.reading.result import DeadlineRead, DutyRead, ReportRead
from documents.reading.times import Times, strongest
from documents.reading.told import told
from schemas.duty import DutyKind
from schemas.phase import PhaseKind


def read_reports(
    one: Written, who: str | None, times: Times, *, whole: bool = False
) -> tuple[ReportRead, ...]:
    """Return the reports that the sentences of a text ask for.

    `who` is whom the text is about; `whole` tells that it is all about reports. The
    times were noted with the text itself and are not noted again.
    """
    quiet = times.quiet()
    found: list[ReportRead] = []
    for start, sentence in sentences(one.text):
        asked = read_report(sentence, start, whole)
        if asked is None:
            continue
        said = quiet.read(sentence, one.paragraphs, sentence)
        if one.times:
            said = quiet.read(one.times, one.paragraphs, sentence, bare=True)
        found.append(
            ReportRead(
                who=asked.who or who,
                to=asked.to,
                via=asked.via,
                consolidated_for=asked.consolidated_for,
                deadline=strongest(said),
                **where(_holder(asked, one.paragraphs), asked.text),
            )
        )
    if len(found) == 1 and found[0].deadline is None:
        said = strongest(quiet.read(one.text, one.paragraphs, one.text))
        if said is not None and said.bound in (
            "before",
            "by",
            "relative_by",
            "recurring",
        ):
            found[0] = found[0].model_copy(update={"deadline": said})
    return _merged(found)


def _merged(found: list[ReportRead]) -> tuple[ReportRead, ...]:
    """Return the reports; a sentence that only adds the receiver or the day is no other."""
    merged: list[ReportRead] = []
    for one in found:
        last = merged[-1] if merged else None
        if (
            last
            and last.who == one.who
            and (last.to is None or one.to is None)
            and (last.deadline is None or one.deadline is None)
        ):
            merged[-1] = last.model_copy(
                update={
                    "to": last.to or one.to,
                    "via": last.via or one.via,
                    "consolidated_for": last.consolidated_for or one.consolidated_for,
                    "deadline": last.deadline or one.deadline,
                }
            )
        else:
            merged.append(one)
    return tuple(merged)


def laid_on_all(
    one: Written, reports: tuple[ReportRead, ...], times: Times
) -> Iterator[DutyRead]:
    """Yield what a text lays on everybody: an own plan, the report."""
    named = read_subject(one.text)
    general = named is None or named.group in ("open", "expanded") or named.open_ended
    if not general:
        return
    quiet = times.quiet()
    for _, sentence in sentences(one.text):
        if asks_own_plan(sentence) and named is not None:
            parts = told(one.text)
            text = one.text if parts.due else sentence
            said = [
                said for said in quiet.read(text, one.paragraphs, text) if not reports
            ]
            due = settled(text, said)
            yield _duty(one, text, DutyKind.OWN_PLAN, PhaseKind.ISSUANCE, due)
            break
    for report in reports:
        parts = told(one.text)
        text = one.text if parts.basis or parts.besides else report.raw
        due = report.deadline
        yield _duty(one, text, DutyKind.REPORT, PhaseKind.REPORTING, due)


def _duty(
    one: Written,
    text: str,
    kind: DutyKind,
    phase: PhaseKind,
    deadline: DeadlineRead | None,
) -> DutyRead:
    return DutyRead(
        text=text,
        phase=phase,
        lead=True,
        deadline=deadline,
        kind=kind,
        **where(_by_text(text, one.paragraphs)),
    )


def _holder(asked: Asked, paragraphs: tuple[Paragraph, ...]) -> Paragraph:
    return _by_text(asked.text, paragraphs)


def _by_text(text: str, paragraphs: tuple[Paragraph, ...]) -> Paragraph:
    return next((one for one in paragraphs if text in one.text), paragraphs[0])
