"""The office's form for a report that came on paper, by telephone, mail or clerk."""

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.states import Failed

from desk.answer import NotOwedError
from desk.reports.enter import (
    CameWhenError,
    Entered,
    NoSourceError,
    enter,
    last_report,
)
from desk.reports.overview import asked_of
from desk.reports.remarks import figures_in_words, remarks_in_words
from desk.reports.submit import NoReasonError, WrongReportError
from desk.reports.written import UnreadFigureError, figures_on_lines
from flows.form import form
from flows.forms.fields import day_of
from flows.forms.refusals import (
    CAME_WHEN,
    NEEDS_AMENDING_REASON,
    NO_REPORT_OWED,
    NO_SOURCE,
    UNKNOWN_AGENCY,
)
from flows.forms.reports import EnterReport, wrong_report
from flows.here import Here, here
from flows.offering import docket_chosen
from flows.told import Refusals, act_of_run, told
from ledger.dockets import DocketRow
from schemas import words
from schemas.entry import Person
from schemas.indicator import IndicatorSet
from schemas.report import Channel, Narrative, Report

_REFUSALS: Refusals = {
    NoReasonError: NEEDS_AMENDING_REASON,
    NoSourceError: NO_SOURCE,
    CameWhenError: CAME_WHEN,
}


@flow(
    name=words.FLOWS["enter-report"],
    flow_run_name=f"{words.FLOWS['enter-report']} · {{given.agency}}",
    persist_result=False,
)
@form
async def enter_report(given: EnterReport) -> State[None]:
    """Record a report for its agency; Prefect keeps none of its words."""
    return entered(here(), given)


def entered(at: Here, given: EnterReport) -> State[None]:
    """Return what came of a report, in words for who filled it in."""
    row = docket_chosen(at.desk, given.agency)
    if row is None:
        return Failed(message=UNKNOWN_AGENCY.format(agency=given.agency))
    if wrong := wrong_report(given):
        return Failed(message=wrong)
    try:
        asked = asked_of(at.desk, row)
        report = _report(at, row, asked, given)
    except NotOwedError:
        return Failed(message=NO_REPORT_OWED.format(agency=given.agency))
    except UnreadFigureError as error:
        return Failed(message=figures_in_words(error.unread, asked_of(at.desk, row)))
    whole = Entered(
        report=report,
        person=Person(given.name, given.post, given.reason),
        act=act_of_run(),
        explained=given.explained,
        came=day_of(given.received),
    )
    try:
        return told(lambda: enter(at.desk, row.id, whole, at.now()), _REFUSALS, given)
    except WrongReportError as error:
        return Failed(message=remarks_in_words(error.remarks, asked))


def _report(
    at: Here, row: DocketRow, asked: IndicatorSet, given: EnterReport
) -> Report:
    """Return the last version with what the form says, or what the clerk's has."""
    source = given.source or None
    if given.how.channel is Channel.CLERK:
        return Report(channel=Channel.CLERK, source=source)
    last = last_report(at.desk, row.id)
    changed = figures_on_lines(given.figures, asked)
    groups = {one.group for one in asked.items if one.id in changed}
    narrative = last.narrative
    if given.results.strip():
        narrative = Narrative.model_validate(
            dict(narrative) | {"results": given.results}
        )
    return last.model_copy(
        update={
            "channel": given.how.channel,
            "source": source,
            "figures": {**last.figures, **changed},
            "nothing": tuple(one for one in last.nothing if one not in groups),
            "narrative": narrative,
        }
    )
