"""Steps that take turns: what comes may go, and come again."""

from itertools import count

from rules.standing import Standing


def turn(come: str, gone: str, about: str, standing: Standing, *, wanted: bool) -> str:
    """Return the step that brings about what is wanted, empty where it stands so."""
    came, went = (_times(step, about, standing) for step in (come, gone))
    if wanted == (came > went):
        return ""
    return nth(come, came + 1) if wanted else nth(gone, went + 1)


def turn_key(step: str, about: str) -> str:
    """Name one turn of a step."""
    return f"{step}:{about}"


def nth(step: str, n: int) -> str:
    """Name a step that may come again, by how often it has come."""
    return step if n == 1 else f"{step}-{n}"


def _times(step: str, about: str, standing: Standing) -> int:
    keys = (turn_key(nth(step, n), about) for n in count(1))
    return next(n for n, key in enumerate(keys) if key not in standing.performed)
