"""Steps that take turns: what comes may go, and come again."""

from rules.standing import Standing


def turn(come: str, gone: str, about: str, standing: Standing, *, wanted: bool) -> str:
    """Return the step that brings about what is wanted, empty where it stands so."""
    came = times(come, about, standing)
    if not came:
        return come if wanted else ""
    went = times(gone, about, standing)
    if wanted == (came > went):
        return ""
    return nth(come, came + 1) if wanted else nth(gone, went + 1)


def turn_key(step: str, about: str) -> str:
    """Name one turn of a step."""
    return f"{step}:{about}"


def nth(step: str, n: int) -> str:
    """Name a step that may come again, by how often it has come."""
    return step if n == 1 else f"{step}-{n}"


def times(step: str, about: str, standing: Standing) -> int:
    """Return how often a step that may come again was performed."""
    n = 0
    while turn_key(nth(step, n + 1), about) in standing.performed:
        n += 1
    return n
