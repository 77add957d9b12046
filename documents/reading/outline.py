"""The outline of a text: what stands under which heading, however it is numbered."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from documents.reading.body import read_named
from documents.reading.label import Label, Rank, is_in_capitals, split_label
from documents.reading.paragraph import Paragraph

_HEAD = 4
"""The depth of an agency's name that stands alone, without a number."""
_HEADING = 160


@dataclass
class Node:
    """A paragraph with its label, and what stands under it."""

    rank: int
    number: str
    text: str
    paragraph: Paragraph
    children: "list[Node]" = field(default_factory=list["Node"])

    def walk(self) -> "Iterator[Node]":
        """Yield the node and all below it, in the order of the text."""
        yield self
        for child in self.children:
            yield from child.walk()

    @property
    def last(self) -> int:
        """The last line of all that stands under it."""
        return max((child.last for child in self.children), default=self.paragraph.last)


def outline(paragraphs: Iterable[Paragraph]) -> Node:
    """Return the root of a text's outline; it has no text of its own."""
    root = Node(-1, "", "", Paragraph("", "", 0, 0))
    stack = [root]
    for paragraph in paragraphs:
        label = split_label(paragraph.text) or _unlabelled(paragraph)
        node = Node(label.rank, label.number, label.rest, paragraph)
        _close(stack, label)
        stack[-1].children.append(node)
        if label.rank < Rank.PLAIN:
            stack.append(node)
    return root


def _close(stack: list[Node], label: Label) -> None:
    """Leave what a label ends: 8.1 stands under 8, whatever their brackets."""
    above = label.number.rpartition(".")[0]
    if above:
        for at in range(len(stack) - 1, 0, -1):
            if stack[at].number == above and stack[at].rank != Rank.SECTION:
                del stack[at + 1 :]
                return
    deepest = Rank.DASH if label.rank == Rank.PLAIN else label.rank
    while len(stack) > 1 and stack[-1].rank >= deepest:
        stack.pop()


def _unlabelled(paragraph: Paragraph) -> Label:
    text = paragraph.text
    if len(text) <= _HEADING:
        if is_in_capitals(text):
            return Label(Rank.SECTION, "", text)
        named = read_named(text)
        if named is not None and not named.rest and _stands_alone(paragraph):
            return Label(_HEAD, "", text)
    return Label(Rank.PLAIN, "", text)


def _stands_alone(paragraph: Paragraph) -> bool:
    """Tell whether an agency's name is a heading and no line of a list."""
    return paragraph.bold or not paragraph.text.endswith((";", ",", "."))
