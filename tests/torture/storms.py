"""The part *storms*: seasons on the desk, with faults of clock, ledger and mail server.

What the part *simulation* holds decisions to, this holds to what is recorded and sent
when a commit fails, an answer of the mail server is lost, or the clock is set back.
"""

from contextlib import closing
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import strategies as st

from tests.torture.drawing import draw, part
from tests.torture.figures import Figure
from tests.torture.part import Results
from tests.torture.people import Act
from tests.torture.stormy import Stormy, issued
from tests.torture.weather import Place

_NUMBER = st.integers(0, 2**64 - 1)
"""Names a season: it draws all that happens, whatever else is imported."""


def drawn(number: int, seasons: int) -> dict[str, Any]:
    """Play the seasons of one seed."""
    with TemporaryDirectory() as folder:
        return draw(number, seasons, partial(played, issued(Path(folder))), _NUMBER)


def played(ledger: Path, number: int) -> dict[str, int]:
    """Play the season of a number; AssertionError for a promise that was broken."""
    with closing(Stormy(ledger, number)) as season:
        return season.play()


def figures(results: Results, wanted: int) -> list[Figure]:
    """Return what was reached, with its goal where there is one."""
    total = results.total
    done = [total(act) for act in Act if act is not Act.WAIT]
    return [
        Figure("seasons", total("seasons"), at_least=wanted),
        Figure("steps in them", total("steps")),
        Figure("acts of people that were not refused", sum(done)),
        Figure("  kinds of them", sum(map(bool, done)), at_least=len(done)),
        Figure("facts in them", total("facts")),
        Figure("letters in them", total("letters")),
        *(
            Figure(f"failures of the ledger at {one}", total(one), at_least=1)
            for one in Place
        ),
        Figure("letters the mail server did not simply take", total("mail")),
        Figure("times the clock was set back", total("back")),
        Figure("letters that arrived again, their 250 unheard", total("again")),
        Figure("seeds of a broken promise", total("broken"), at_most=0),
    ]


PART = part("storms", drawn, figures)
