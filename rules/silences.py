"""Which silences bear on a duty: the campaign's, its agency's, its own."""

from datetime import datetime

from rules.docket import Terms
from rules.standing import WHOLE, Standing
from schemas.silence import Silence


def silences(standing: Standing, terms: Terms, duty: str = WHOLE) -> list[Silence]:
    """Return the latest silences of the campaign, of the agency and of a duty."""
    if terms.silence is None and not standing.silences:
        return []
    named = dict.fromkeys((WHOLE, duty))
    kept = (terms.silence, *(standing.silences.get(one) for one in named))
    return [silence for silence in kept if silence is not None]


def silent_until(
    standing: Standing, terms: Terms, now: datetime, duty: str = WHOLE
) -> datetime | None:
    """Return when the silence ends in which a duty is, None where there is none."""
    covering = (s for s in silences(standing, terms, duty) if s.covers(now))
    return max((silence.until for silence in covering), default=None)
