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
    """What was written is no figure, or one that nobody asks the agency for."""


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
    wrong: list[str] = []
    for name, text in written.items():
        unit = units.get(name)
        figure = Unread.EMPTY if unit is None else read_figure(text, unit)
        if unit is None:
            wrong.append(f"{name}: not asked of the agency")
        elif isinstance(figure, Unread):
            wrong.append(f"{name}: {text!r} is no figure in {unit} ({figure})")
        else:
            figures[name] = figure
    if wrong:
        remedy = f"write them as 1.250 or 4,2 tỷ; asked are {', '.join(units)}"
        raise UnreadFigureError("; ".join([*wrong, remedy]))
    return figures
