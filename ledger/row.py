"""A row as its driver gives it, its columns by name as well."""

from collections.abc import Callable, Iterable
from functools import cache
from operator import itemgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:

    class Row(tuple[Any, ...]):
        """Values in the order of their columns; a column's name gives its value."""

        def __getattr__(self, name: str) -> Any: ...

else:
    Row = tuple


@cache
def named(columns: tuple[str, ...]) -> Callable[[Iterable[object]], Row]:
    """Return what makes a row of the values of these columns."""
    by_name = {name: property(itemgetter(at)) for at, name in enumerate(columns)}
    return type("Row", (Row,), {"__slots__": (), **by_name})
