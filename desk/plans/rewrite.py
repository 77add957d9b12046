"""Write a campaign's file anew with edits, so that people can read what was changed."""

import re
import textwrap
from collections.abc import Iterable, Mapping
from io import StringIO
from itertools import accumulate
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, FoldedScalarString

from desk.plans.yaml_tree import Tree, parse_yaml
from rules.finding import Place
from rules.renewal.edit import KEPT, Edit, Value

_WIDE, _LONG = 4096, 80
_HEADING = re.compile(r"\A(#.*\n)*\n*")


def rewrite(text: str, edits: Iterable[Edit], heading: str) -> str:
    """Return a file's text with its edits, and their reasons as comments beside them.

    Everything else stays as it is written, comments included; only those that open the
    file give way to `heading`. Places are those of the text, which has no mistakes.
    """
    every = list(edits)
    written = _with_values(_HEADING.sub("", text, count=1), every)
    tree = parse_yaml(written, "")
    lines = written.split("\n")
    for number, said in _beside(tree, every).items():
        lines[number - 1] += f"   # {said}"  # behind another comment it is one too
    for edit in every:
        emptied = edit.value == () and (*edit.place, 0) in tree.lines
        if edit.value is None or emptied:
            _take_out(lines, tree, edit)
    _close_emptied(lines, tree, every)
    opening = "".join(f"# {line}".rstrip() + "\n" for line in heading.splitlines())
    return f"{opening}\n" + "\n".join(one for one in lines if one != KEPT)


def _with_values(text: str, edits: Iterable[Edit]) -> str:
    yaml: Any = YAML()
    yaml.preserve_quotes, yaml.width = True, _WIDE
    yaml.indent(mapping=2, sequence=4, offset=2)
    data = yaml.load(text)
    for edit in edits:
        *way, last = edit.place
        inside = data
        for step in way:
            inside = inside[step]
        if edit.value is None or edit.value == KEPT:
            continue
        before = inside[last] if isinstance(last, int) else inside.get(last)
        if edit.value != () or before.fa.flow_style():
            inside[last] = _node(edit.value, before)
    out = StringIO()
    yaml.dump(data, out)
    return out.getvalue()


def _node(value: Value, before: object) -> object:
    """Return a value as it is written: a list on one line, a folded text folded."""
    if isinstance(value, str) and isinstance(before, FoldedScalarString):
        return _folded(value)
    node: Any = value
    if value == "":
        node = DoubleQuotedScalarString(value)
    elif isinstance(value, tuple):
        node = CommentedSeq(value)
        node.fa.set_flow_style()
    elif isinstance(value, Mapping):
        node = CommentedMap(value)
        node.fa.set_flow_style()
    return node


def _folded(text: str) -> FoldedScalarString:
    node: Any = FoldedScalarString(text)
    lines = textwrap.wrap(text, _LONG, break_on_hyphens=False)
    ends = accumulate(len(line) + 1 for line in lines)
    node.fold_pos = [end - 1 for end in list(ends)[:-1]]
    return node


def _beside(tree: Tree, edits: Iterable[Edit]) -> dict[int, str]:
    """Return what is said on each line; several on one name what each is about."""
    found: dict[int, list[tuple[Place, str]]] = {}
    for edit in edits:
        line = tree.line(edit.place)
        if edit.why and edit.value is not None and line is not None:
            found.setdefault(line, []).append((edit.place, edit.why))
    return {line: _together(said) for line, said in found.items()}


def _together(said: list[tuple[Place, str]]) -> str:
    reasons = dict.fromkeys(why for _, why in said)
    if len(reasons) == 1:
        return said[0][1]
    return "; ".join(f"{place[-1]}: {why}" for place, why in said)


def _take_out(lines: list[str], tree: Tree, edit: Edit) -> None:
    """Take a place's lines out; its reason, or `[]` of an emptied list, is left."""
    first = tree.lines[edit.place]
    inside = [at for place, at in tree.lines.items() if _is_in(place, edit.place)]
    after = [
        at
        for place, at in tree.lines.items()
        if at > first and not _is_in(place, edit.place)
    ]
    end = min(after, default=len(lines) + 1) - 1
    while end > max(inside) and not _says_something(lines[end - 1]):
        end -= 1
    kept = lines[first - 1]
    for number in range(first, end + 1):
        lines[number - 1] = KEPT
    if edit.value == ():
        lines[first - 1] = _closed(kept, edit.place)
    elif edit.why:
        indent = len(kept) - len(kept.lstrip())
        lines[first - 1] = f"{' ' * indent}# {edit.why}"


def _close_emptied(lines: list[str], tree: Tree, edits: Iterable[Edit]) -> None:
    """Write `[]` where every item of a list was taken out."""
    gone = [one.place for one in edits if one.value is None]
    for outer in {place[:-1] for place in gone if isinstance(place[-1], int)}:
        items = {one for one in tree.lines if one[:-1] == outer and one != outer}
        if items <= set(gone):
            at = tree.lines[outer] - 1
            lines[at] = _closed(lines[at], outer)


def _closed(line: str, place: Place) -> str:
    key = f"{place[-1]}:"
    return line.replace(key, f"{key} []", 1)


def _is_in(place: Place, outer: Place) -> bool:
    return place[: len(outer)] == outer


def _says_something(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")
