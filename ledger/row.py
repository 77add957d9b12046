"""A row as its driver gives it, its columns by name as well."""

from collections import namedtuple
from collections.abc import Callable, Iterable
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:

    class Row(tuple[Any, ...]):
        """Values in the order of their columns; a column's name gives its value."""

        def __getattr__(self, name: str) -> Any: ...

else:
    Row = tuple


@cache
def named(columns: tuple[str, ...]) -> Callable[[Iterable[object]], Row]:
    """Return what makes a row of values; a column without a name has its place only."""
    kind: Any = namedtuple("Row", columns, rename=True)
    return kind._make
