"""The names that a plan and its roster define, even where other things are wrong."""

from collections.abc import Iterator
from typing import Any, cast

from desk.plans.yaml_tree import Tree
from rules.finding import Place
from rules.names import Named, Names


def names_in(plan: Tree, roster: Tree) -> Names:
    """Return every name with its place, also where its definition is wrong."""
    return Names(
        has_roster=isinstance(roster.data, dict),
        agencies=_ids(roster, "agencies"),
        superiors=_ids(roster, "superiors"),
        recipients=_ids(roster, "recipients"),
        groups=_ids(plan, "groups"),
        phases=_ids(plan, "phases"),
        entries=_ids(plan, "entries"),
        duties=_ids(plan, "entries", "duties") + _ids(plan, "laid_on_all"),
    )


def _ids(tree: Tree, *lists: str) -> Named:
    return tuple(
        (name, (*place, "id"))
        for place, item in _items(tree.data, (), lists)
        if isinstance(item, dict)
        and isinstance(name := cast("dict[str, Any]", item).get("id"), str)
    )


def _items(
    node: Any, place: Place, lists: tuple[str, ...]
) -> Iterator[tuple[Place, Any]]:
    """Walk into lists within lists, by the keys that hold them."""
    if not lists:
        yield place, node
        return
    key, *deeper = lists
    inside = cast("dict[str, Any]", node).get(key) if isinstance(node, dict) else None
    if isinstance(inside, list):
        for i, item in enumerate(cast("list[Any]", inside)):
            yield from _items(item, (*place, key, i), tuple(deeper))
