"""The part *storms*: seasons on the desk, with faults of clock, ledger and mail server.

What the part *simulation* holds decisions to, this holds to what is recorded and sent
when a commit fails, an answer of the mail server is lost, or the clock is set back.
"""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import strategies as st

from tests.torture.drawing import STEPS, Drawing, draw
from tests.torture.figures import Figure
from tests.torture.part import Part, Results
from tests.torture.people import AGENCIES, DUTIES, Act
from tests.torture.stormy import Step, Stormy, issued
from tests.torture.weather import ERRORS, Fault, Mail, Moment

SEASONS = 20_000
_NOTHING = st.none()
_FAULT = st.builds(
    Fault,
    moment=st.sampled_from(Moment),
    nth=st.integers(1, 8),
    statement=st.integers(1, 8),
    error=st.sampled_from(ERRORS),
)
_GAP = st.one_of(
    _NOTHING,
    _NOTHING,
    st.timedeltas(timedelta(minutes=1), timedelta(days=5)),
    st.timedeltas(timedelta(hours=-2), timedelta(0)),
)
"""To the next moment at which something is due, a while, or the clock is set back."""
_STEP = st.builds(
    Step,
    gap=_GAP,
    act=st.sampled_from(Act),
    agency=st.sampled_from(AGENCIES),
    duty=st.sampled_from(DUTIES),
    ledger=st.one_of(_NOTHING, _NOTHING, _NOTHING, _FAULT),
    mail=st.sampled_from([Mail.TAKES] * 10 + list(Mail)[1:]),
    letters=st.integers(1, 4),
)
_STEPS = st.lists(_STEP, min_size=STEPS, max_size=STEPS + 10)
_IN_FULL = st.sampled_from((True, False, False, False))
"""Whether letters get a body: it costs a quarter of a season."""


def drawn(number: int, seasons: int) -> dict[str, Any]:
    """Play the seasons of one seed."""
    with TemporaryDirectory() as folder:
        play = partial(_play, issued(Path(folder)))
        return draw(number, seasons, play, _STEPS, _IN_FULL)


def _play(ledger: Path, steps: list[Step], in_full: bool) -> dict[str, int]:
    return {"steps": len(steps)} | Stormy(ledger, in_full=in_full).play(steps)


def figures(results: Results, wanted: int) -> list[Figure]:
    """Return what was reached, with its goal where there is one."""
    total = results.total
    return [
        Figure("seasons", total("seasons"), at_least=wanted),
        Figure("steps in them", total("steps")),
        Figure("facts in them", total("facts")),
        Figure("letters in them", total("letters")),
        Figure("faults of the ledger", total("ledger")),
        Figure("faults of the mail server", total("mail")),
        Figure("times the clock was set back", total("back")),
        Figure("letters that arrived again, their 250 unheard", total("again")),
        Figure("seeds of a broken promise", total("broken"), at_most=0),
    ]


def _go_on(results: Results) -> Iterator[str]:
    return Drawing(results, drawn).told(SEASONS)


PART = Part("storms", _go_on, lambda results: figures(results, SEASONS))
