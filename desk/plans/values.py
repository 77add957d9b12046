"""A file's data as frozen values; where parts are wrong, the rest is kept."""

from collections.abc import Iterator
from typing import Any, Generic, NamedTuple, TypeVar, cast

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from desk.plans.wrong_values import explain
from desk.plans.yaml_tree import MAX_DEPTH, WHOLE, Tree
from rules.finding import Place, field
from schemas.errors import Problem

M = TypeVar("M", bound=BaseModel)
Kept = dict[Place, list[int]]
"""For each list that lost items: where the items it kept stand in the file."""


class Values(NamedTuple, Generic[M]):
    """What could be read of a file.

    `value` holds all that is right, and is None when too little is; `gaps` are the
    places it lacks, and all that enclose them.
    """

    tree: Tree
    value: M | None
    gaps: frozenset[Place]
    kept: Kept
    problems: tuple[Problem, ...]

    def whole(self) -> M | None:
        """Return the value if nothing is wrong with the file."""
        return None if self.problems else self.value

    def in_file(self, place: Place) -> Place:
        """Return where in the file a place of the value stands."""
        return _in_file(self.kept, place)

    def lacks(self, place: Place) -> bool:
        """Tell whether something at or below a place of the file was left out."""
        return place in self.gaps


def fit(model: type[M], tree: Tree) -> Values[M]:
    """Read a tree as a model, with every problem of its values at once.

    What is wrong is left out, with whatever cannot stand without it, until the rest
    fits: so that one wrong date does not hide a wrong name elsewhere.
    """
    left_out = set(tree.holes)
    problems = list(tree.problems)
    kept: Kept = {}
    if tree.data is None:
        return Values(tree, None, frozenset({()}), kept, tree.problems)
    for attempt in range(MAX_DEPTH):
        kept = {}
        data = _without(tree.data, left_out, (), kept)
        try:
            value = model.model_validate(data)
        except ValidationError as error:
            wrong = error.errors(include_url=False)
        else:
            return Values(tree, value, _gaps(left_out), kept, tuple(problems))
        for one in wrong:
            place = _in_file(kept, one["loc"])
            if attempt == 0 and place not in tree.holes:
                problems += _problems(tree, kept, one)
            left_out.add(_smallest(tree, place, left_out))
        if () in left_out:
            break
    return Values(tree, None, frozenset({()}), kept, tuple(problems))


def _gaps(left_out: set[Place]) -> frozenset[Place]:
    return frozenset(place[:n] for place in left_out for n in range(len(place) + 1))


def _problems(tree: Tree, kept: Kept, error: ErrorDetails) -> Iterator[Problem]:
    for below, what, remedy in explain(error):
        place = _in_file(kept, (*error["loc"], *below))
        name = field(place) or WHOLE
        yield Problem(tree.file, tree.line(place), name, what, remedy)


def _smallest(tree: Tree, place: Place, left_out: set[Place]) -> Place:
    """Return the smallest part of the file that can be left out to heal a place."""
    while place and (place not in tree.lines or place in left_out):
        place = place[:-1]
    return place


def _without(node: Any, left_out: set[Place], place: Place, kept: Kept) -> Any:
    if isinstance(node, dict):
        fields = cast("dict[str, Any]", node)
        return {
            key: _without(value, left_out, (*place, key), kept)
            for key, value in fields.items()
            if (*place, key) not in left_out
        }
    if isinstance(node, list):
        items = cast("list[Any]", node)
        stay = [i for i in range(len(items)) if (*place, i) not in left_out]
        if len(stay) < len(items):
            kept[place] = stay
        return [_without(items[i], left_out, (*place, i), kept) for i in stay]
    return node


def _in_file(kept: Kept, place: Place) -> Place:
    there: Place = ()
    for step in place:
        stay = kept.get(there)
        if isinstance(step, int) and stay is not None:
            there = (*there, stay[step])
        else:
            there = (*there, step)
    return there
