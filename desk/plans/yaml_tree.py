"""YAML as plain data that remembers its lines; whatever could surprise is refused."""

from typing import Any, NamedTuple, NoReturn, cast

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from desk.plans.yaml_scalar import hidden_character, plain_value
from rules.finding import Place, field
from schemas.errors import Problem
from schemas.said import Said

_PARSER: Any = YAML  # its methods carry no types
MAX_DEPTH = 20
WHOLE = "file"
"""What a problem calls its field when it concerns the file as a whole."""


class Tree(NamedTuple):
    """A file's content: `data`, the line of every place, and what was wrong.

    `holes` are the places whose value was refused: nobody complains of them twice.
    """

    file: str
    data: Any
    lines: dict[Place, int]
    holes: frozenset[Place]
    problems: tuple[Problem, ...]

    def line(self, place: Place) -> int | None:
        """Return the line of the place, or of the nearest one that encloses it."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place)


def parse_yaml(text: str, file: str) -> Tree:
    """Read one YAML document without anchors, aliases, tags or duplicate keys.

    Never raises: what is wrong stands in `problems`, all that can be told at once.
    """
    builder = _Builder(file)
    builder.read(text)
    holes = frozenset(builder.holes)
    return Tree(file, builder.data, builder.lines, holes, tuple(builder.problems))


class _RefusedError(Exception):
    """Reading cannot go on behind this place."""


class _Open:
    """A mapping or a sequence whose end is not reached yet."""

    def __init__(self, place: Place, into: "dict[str, Any] | list[Any]") -> None:
        self.place = place
        self.into = into
        self.key: str | None = None


class _Builder:
    """Builds the tree from the parser's events, so that depth costs no recursion."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.data: Any = None
        self.lines: dict[Place, int] = {}
        self.holes: set[Place] = set()
        self.problems: list[Problem] = []
        self._open: list[_Open] = []
        self._documents = 0

    def read(self, text: str) -> None:
        if self._hides_something(text):
            return
        try:
            for event in _PARSER(typ="safe").parse(text):
                self._take(event, event.start_mark.line + 1)
        except (_RefusedError, YAMLError) as error:
            self.data = None
            if isinstance(error, YAMLError):
                self._syntax(error)
        if self.data is None and not self.problems:
            self._problem(
                (),
                None,
                Said("the file is empty"),
                Said("write the plan's data into it"),
            )

    def _hides_something(self, text: str) -> bool:
        for line, written in enumerate(text.split("\n"), start=1):
            self._check_characters(written, (), line)
        return bool(self.problems)

    def _check_characters(self, text: str, place: Place, line: int) -> None:
        character = hidden_character(text)
        if character:
            self.holes.add(place)
            what = Said("the control character {character}", character=character)
            self._problem(place, line, what, Said("remove it, or type the text anew"))

    def _syntax(self, error: YAMLError) -> None:
        line, said = None, str(error)
        if isinstance(error, MarkedYAMLError):
            marked = cast("Any", error)
            mark = marked.problem_mark or marked.context_mark
            line = mark.line + 1 if mark else None
            said = marked.problem or marked.context
        remedy = Said("mind the indentation, and quote texts that contain ': ' or ' #'")
        self._problem((), line, Said("this is not YAML: {reason}", reason=said), remedy)

    def _problem(
        self, place: Place, line: int | None, what: Said, remedy: Said
    ) -> None:
        name = field(place) or WHOLE
        self.problems.append(Problem(self.file, line, name, what, remedy))

    def _refuse(self, place: Place, line: int, what: Said, remedy: Said) -> NoReturn:
        self._problem(place, line, what, remedy)
        raise _RefusedError

    def _take(self, event: Any, line: int) -> None:
        match event:
            case DocumentStartEvent():
                self._documents += 1
                if self._documents > 1:
                    self._refuse(
                        (), line, Said("a second document"), Said("keep one in a file")
                    )
            case ScalarEvent():
                self._scalar(event, line)
            case AliasEvent():
                self._alias(event, line)
            case MappingStartEvent():
                self._begin(event, {}, line)
            case SequenceStartEvent():
                self._begin(event, [], line)
            case MappingEndEvent() | SequenceEndEvent():
                self._open.pop()
            case _:
                pass

    def _scalar(self, event: Any, line: int) -> None:
        written = cast("str", event.value)
        top = self._open[-1] if self._open else None
        if top is not None and isinstance(top.into, dict) and top.key is None:
            place = self._key(top, top.into, written, line)
        else:
            plain: bool = event.implicit[0]
            place = self._put(plain_value(written) if plain else written, line)
        self._check_characters(written, place, line)
        self._check_marks(event, place, line)

    def _key(self, top: _Open, into: dict[str, Any], written: str, line: int) -> Place:
        """Take a key; its line is that of its value, which may begin far below."""
        place = (*top.place, written)
        top.key = written
        self.lines[place] = line
        if written in into:
            what = Said("the key '{written}' stands here twice", written=written)
            self._problem(place, line, what, Said("keep one of the two"))
        return place

    def _put(self, value: Any, line: int) -> Place:
        """Put a value where the parser stands, and return its place."""
        if not self._open:
            self.data = value
            self.lines[()] = line
            return ()
        top = self._open[-1]
        if isinstance(top.into, list):
            place = (*top.place, len(top.into))
            top.into.append(value)
            self.lines[place] = line
        elif top.key is None:
            self._refuse(
                top.place,
                line,
                Said("a key that is no text"),
                Said("write a plain key"),
            )
        else:
            place = (*top.place, top.key)
            top.into[top.key] = value
            top.key = None
        return place

    def _begin(self, event: Any, into: "dict[str, Any] | list[Any]", line: int) -> None:
        place = self._put(into, line)
        self._check_marks(event, place, line)
        if len(self._open) >= MAX_DEPTH:
            what = Said("nested deeper than {most} levels", most=MAX_DEPTH)
            self._refuse(place, line, what, Said("write the plan as its schema says"))
        self._open.append(_Open(place, into))

    def _alias(self, event: Any, line: int) -> None:
        place = self._put(None, line)
        self.holes.add(place)
        what = Said("the alias '*{anchor}'", anchor=event.anchor)
        self._problem(place, line, what, Said("write the value itself"))

    def _check_marks(self, event: Any, place: Place, line: int) -> None:
        if event.anchor is not None:
            what = Said("the anchor '&{anchor}'", anchor=event.anchor)
            self._problem(
                place, line, what, Said("remove it, and repeat the value in full")
            )
        if event.tag is not None:
            self.holes.add(place)
            what = Said("the tag '{tag}'", tag=event.tag)
            self._problem(place, line, what, Said("remove it: tags mean nothing here"))
