"""What is wrong with a report, said in words to whoever enters it."""

from collections.abc import Iterable, Mapping
from typing import Any

from desk.templates import environment
from rules.reports.amounts import Unread
from rules.reports.checks import Remark, Wrong
from schemas.indicator import IndicatorSet


def remarks_in_words(remarks: Iterable[Remark], asked: IndicatorSet) -> str:
    """Return a line for each remark on a report."""
    items = {one.id: one for one in asked.items}
    lines = [
        (one.indicator, _macros().wrong(one.wrong, items.get(one.indicator), one.limit))
        for one in remarks
    ]
    return _on_lines(lines, asked)


def figures_in_words(unread: Mapping[str, Unread | None], asked: IndicatorSet) -> str:
    """Return a line for each figure that was not read, None where nobody asked it."""
    lines = [
        (name, _macros().unread(why) if why else _macros().wrong(Wrong.NOT_ASKED))
        for name, why in unread.items()
    ]
    return _on_lines(lines, asked)


def _on_lines(lines: Iterable[tuple[str, object]], asked: IndicatorSet) -> str:
    labels = {one.id: one.label for one in asked.items}
    return "\n".join(f"{labels.get(name, name)}: {said}" for name, said in lines)


def _macros() -> Any:
    """Return the words that stand beside a figure on the agency's page."""
    return environment().get_template("pages/figures.html").module
