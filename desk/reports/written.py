"""Reports as people write them down: a file of one, or single figures of a call."""

from collections.abc import Mapping
from pathlib import Path

from desk.plans.files import read_tree
from desk.plans.values import fit
from rules.reports.amounts import Unread, read_figure
from schemas.errors import CampaignError, Problem
from schemas.indicator import IndicatorSet
from schemas.report import Report, WrittenReport


class WrongFileError(CampaignError):
    """The file is no report; `problems` say where, what and the remedy, all at once."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(map(str, problems)))


class UnreadFigureError(CampaignError):
    """What was written is no figure, or one that nobody asks the agency for.

    `unread` says of each why it is not read, None where nobody asks for it.
    """

    def __init__(
        self, unread: Mapping[str, Unread | None], asked: IndicatorSet
    ) -> None:
        self.unread = unread
        units = {one.id: one.unit for one in asked.items if one.entered}
        said = [
            f"{name}: no figure in {units[name]} ({why})"
            if why
            else f"{name}: not asked of the agency"
            for name, why in unread.items()
        ]
        remedy = f"write them as 1.250 or 4,2 tỷ; asked are {', '.join(units)}"
        super().__init__("; ".join([*said, remedy]))


def read_report(path: Path, asked: IndicatorSet) -> Report:
    """Return the report in a YAML file; WrongFileError, UnreadFigureError."""
    read = fit(WrittenReport, read_tree(path))
    written = read.whole()
    if written is None:
        raise WrongFileError(read.problems)
    figures = read_figures(written.figures, asked)
    return Report.model_validate(written.model_dump() | {"figures": figures})


def read_figures(written: Mapping[str, str], asked: IndicatorSet) -> dict[str, int]:
    """Return figures as people wrote them (`1.250`, `4,2 tỷ`), by their indicator.

    Raises UnreadFigureError with all that is wrong.
    """
    units = {one.id: one.unit for one in asked.items if one.entered}
    figures: dict[str, int] = {}
    unread: dict[str, Unread | None] = {}
    for name, text in written.items():
        figure = read_figure(text, units[name]) if name in units else None
        if isinstance(figure, int):
            figures[name] = figure
        else:
            unread[name] = figure
    if unread:
        raise UnreadFigureError(unread, asked)
    return figures


def figures_on_lines(text: str, asked: IndicatorSet) -> dict[str, int]:
    """Return figures written on a line each, as `Học bổng đã trao = 1.250`.

    An indicator is named by its id or by its label. Raises UnreadFigureError.
    """
    ids = {one.label.casefold(): one.id for one in asked.items}
    written: dict[str, str] = {}
    for line in filter(str.strip, text.splitlines()):
        name, _, figure = line.partition("=")
        written[ids.get(name.strip().casefold(), name.strip())] = figure.strip()
    return read_figures(written, asked)
