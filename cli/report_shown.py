"""Print where reports stand, for people and for programs."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import click

from cli.tables import show_json, show_table
from desk.reports.overview import Happened, ReportLine
from ledger.attachments import Kept
from rules.reports.timeliness import OnTime
from schemas import words
from schemas.base import VN
from schemas.indicator import IndicatorSet
from schemas.numerals import grouped, said_size
from schemas.report import Report

_NONE = "-"


def show_all(lines: list[ReportLine], as_json: bool) -> None:
    """Print a line for each report."""
    if as_json:
        show_json([_line(one) for one in lines])
        return
    columns = ("Agency", "Name", "State", "Version", "Handed in", "On time", "Marks")
    rows = (
        (
            one.agency,
            one.name,
            words.REPORT_STATES[one.state],
            f"{one.versions}" if one.versions else _NONE,
            _moment(one.handed_in),
            _on_time(one.on_time),
            _marks(one),
        )
        for one in lines
    )
    show_table("Reports", columns, rows)


def show_one(
    line: ReportLine | None,
    happened: list[Happened],
    asked: IndicatorSet,
    as_json: bool,
) -> None:
    """Print one report: where it stands, its versions, the figures of the last one."""
    if as_json:
        acts = [_happened(one) for one in happened]
        show_json({"report": line and _line(line), "happened": acts})
        return
    if line is None:
        click.echo("the agency owes no report")
        return
    click.secho(f"{line.agency}: {line.name}", bold=True)
    click.echo(f"{words.REPORT_STATES[line.state]} {_marks(line)}".strip())
    days = f"due {line.planned:%d/%m/%Y} by the plan"
    if line.last_day != line.planned:
        days = f"{days}, extended until {line.last_day:%d/%m/%Y}"
    click.echo(f"{days}; on time: {_on_time(line.on_time)}")
    columns = ("What", "Version", "At", "Who", "How, or why")
    show_table("History", columns, map(_row, happened))
    versions = [one.report for one in happened if one.report]
    if versions:
        last = versions[-1]
        figures = (
            (one.id, one.label, one.unit, _figure(last.figures.get(one.id)))
            for one in asked.items
            if one.entered and one.group not in last.nothing
        )
        show_table("Figures", ("Id", "Indicator", "Unit", "Figure"), figures)
        for group in last.nothing:
            click.echo(f"nothing arose: {group}")


def show_files(written: Sequence[tuple[Kept, Path]], as_json: bool) -> None:
    """Print which file came under which name."""
    if as_json:
        show_json(
            [
                {"file": f"{file}", "name": one.name, "size": one.size}
                for one, file in written
            ]
        )
        return
    if not written:
        click.echo("nothing is attached to the last version")
    for one, file in written:
        click.echo(f"{file}: {one.name} ({said_size(one.size)})")


def _line(one: ReportLine) -> dict[str, object]:
    return {
        "agency": one.agency,
        "name": one.name,
        "state": one.state,
        "versions": one.versions,
        "planned": one.planned,
        "last_day": one.last_day,
        "handed_in": one.handed_in and one.handed_in.isoformat(),
        "channel": one.channel,
        "on_time": one.on_time and one.on_time.in_effect,
        "on_time_planned": one.on_time and one.on_time.planned,
        "taken_in": one.taken_in,
        "signed": one.signed,
        "locked": one.locked,
        "amended": one.amended,
    }


def _happened(one: Happened) -> dict[str, object]:
    return {
        "what": one.kind,
        "version": int(one.version),
        "at": one.at.isoformat(),
        "person": one.person and one.person._asdict(),
        "amended": one.amended,
        "until": one.until,
        "signed": one.copy and one.copy.model_dump(mode="json"),
        "report": one.report and one.report.model_dump(mode="json"),
    }


def _row(one: Happened) -> tuple[str, ...]:
    who = f"{one.person.name}, {one.person.post}" if one.person else _NONE
    what = f"{one.kind}, after the lock" if one.amended else one.kind.value
    return what, one.version, _moment(one.at), who, _how(one)


def _how(one: Happened) -> str:
    said = [one.person.note] if one.person else []
    if one.report:
        said += [one.report.channel, one.report.source or "", _attached(one.report)]
    if one.until:
        said.append(f"until {one.until:%d/%m/%Y}")
    if one.copy:
        said.append(f"{one.copy.number} of {one.copy.signed_on:%d/%m/%Y}")
    return "; ".join(filter(None, said))


def _attached(report: Report) -> str:
    count = len(report.attachments)
    return f"attachments: {count}" if count else ""


def _marks(one: ReportLine) -> str:
    marks = {
        "taken in": one.taken_in,
        "signed copy": one.signed,
        "locked": one.locked,
        "amended after the lock": one.amended,
    }
    return ", ".join(mark for mark, is_so in marks.items() if is_so)


def _on_time(judged: OnTime | None) -> str:
    if judged is None:
        return _NONE
    if judged.planned == judged.in_effect:
        return "yes" if judged.planned else "no"
    return "by the plan only" if judged.planned else "as extended only"


def _moment(at: datetime | None) -> str:
    return f"{at.astimezone(VN):%d/%m/%Y %H:%M}" if at else _NONE


def _figure(figure: int | None) -> str:
    return "missing" if figure is None else grouped(figure)
