"""A report in words: its figures by group with what was explained, its narrative."""

from collections.abc import Iterable

from desk.reports.views import FileView, LinesView, LineView, PartView, ReportView
from desk.reports.writing import picked
from desk.season import Season
from ledger import reports
from ledger.attachments import Kept
from ledger.dockets import DocketRow
from ledger.transaction import Transaction
from rules.reports.asked import asked
from rules.reports.drafts import PARTS, entered
from rules.standing import Standing
from schemas import words
from schemas.entry import Entry
from schemas.indicator import MONEY, Indicator, IndicatorSet
from schemas.numerals import in_words, said_figure, said_size
from schemas.report import Channel, Filed, Report


def submitted(
    tx: Transaction, season: Season, row: DocketRow, standing: Standing, fact: Entry
) -> ReportView | None:
    """Return the version that a fact submitted; None for a fact of another kind."""
    filed = reports.at(tx, {row.id: fact.n}).get(row.id)
    if filed is None:
        return None
    owes = season.owes(row.agency, standing)
    files = picked(tx, row.id, filed.report.attachments)
    return report_view(filed, asked(season.plan, row.agency, owes), files)


def report_view(filed: Filed, asks: IndicatorSet, files: Iterable[Kept]) -> ReportView:
    """Return a version of a report in words, with its files."""
    report = filed.report
    if report.channel is Channel.CLERK:
        return ReportView(filed.version, (), (), by_clerk=True)
    return ReportView(
        filed.version,
        tuple(
            LinesView(
                id=group.id,
                title=group.title,
                nothing=group.id in report.nothing,
                lines=tuple(line_view(one, report) for one in entered(asks, group.id)),
            )
            for group in asks.groups
        ),
        tuple(
            PartView(one, words.PARTS[one], getattr(report.narrative, one))
            for one in PARTS
        ),
        files_view(files),
    )


def files_view(files: Iterable[Kept]) -> tuple[FileView, ...]:
    """Return files as people are told of them."""
    return tuple(FileView(one.id, one.name, said_size(one.size)) for one in files)


def line_view(one: Indicator, report: Report) -> LineView:
    """Return a figure of a report in words."""
    figure = report.figures.get(one.id)
    return LineView(
        id=one.id,
        label=one.label,
        unit=one.unit,
        value="" if figure is None else said_figure(figure, one.unit),
        spelled="" if figure is None else spelled(figure, one.unit),
        why=report.explained.get(one.id, ""),
    )


def spelled(figure: int, unit: str) -> str:
    """Return an amount of money in words; other figures are not spelled."""
    return in_words(figure, unit) if unit == MONEY else ""
