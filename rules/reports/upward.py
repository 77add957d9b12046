"""What a campaign's consolidation says as a report in the campaign above."""

from collections.abc import Callable, Collection, Iterable

from rules.reports.counting import EVERYONE
from schemas import words
from schemas.consolidation import Consolidation, Voice
from schemas.report import LONGEST_PART, Channel, Coverage, Narrative, Report

Names = Callable[[str], str]
"""Returns the name of an agency of the campaign below."""


def upward(
    below: Consolidation,
    asked: Collection[str],
    level: str,
    names: Names,
) -> Report:
    """Return a consolidation as the report of the line it fulfils.

    Of the totals it carries what is `asked` above and was reported at all; `level`
    names the level that this campaign collects. What looks odd in the figures is
    explained by their coverage.
    """
    every = next(one for one in below.timeliness if one.scope == EVERYONE)
    figures = {
        one.indicator: one.figure
        for one in below.totals
        if one.indicator in asked and one.figure is not None
    }
    coverage = Coverage(
        campaign=below.campaign,
        version=below.version,
        reported=every.actual,
        expected=every.expected,
        levels=(every.model_copy(update={"scope": level}), *below.levels),
    )
    rests_on = words.RESTS_ON.format(reported=every.actual, expected=every.expected)
    return Report(
        channel=Channel.CONSOLIDATED,
        figures=figures,
        narrative=_gathered(below.voices, names),
        explained=dict.fromkeys(asked, rests_on),
        below=coverage,
    )


def _gathered(voices: Iterable[Voice], names: Names) -> Narrative:
    said = [(names(one.agency), one.narrative) for one in voices]
    return Narrative(
        results=_part([(name, one.results) for name, one in said]),
        difficulties=_part([(name, one.difficulties) for name, one in said]),
        proposals=_part([(name, one.proposals) for name, one in said]),
    )


def _part(said: Iterable[tuple[str, str]]) -> str:
    """Return one part as everybody said it; where it is cut, it says so."""
    text = "\n".join(f"{name}: {what}" for name, what in said if what)
    if len(text) <= LONGEST_PART:
        return text
    return f"{text[: LONGEST_PART - len(words.CUT)]}{words.CUT}"
