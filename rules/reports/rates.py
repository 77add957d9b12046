"""Shares of a whole, in whole numbers."""


def per_mille(part: int, whole: int) -> int | None:
    """Return a share in per mille, rounded half up; None of nothing."""
    return (2000 * part + whole) // (2 * whole) if whole else None
