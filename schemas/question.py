"""What a plan's text leaves open, with a proposal, until a person answers."""

from schemas.base import Frozen, Text, Title

Answer = str | int | tuple[str, ...]
"""A value as a plan or a roster holds it; a day as YYYY-MM-DD."""


class Question(Frozen):
    """A value that a draft lacks: the file and the field it belongs to.

    `field` names items of a list by their id, `agencies[so-y-te].contact.address`, or
    by their place, counted from 0, where they have none.
    Without `needed` the campaign can start while it is open.
    """

    file: Title
    field: Title
    asks: Text
    proposed: Answer
    because: Text
    answer: Answer | None = None
    needed: bool = True


class Questions(Frozen):
    """All that a draft asks, in the order in which it is best answered."""

    questions: tuple[Question, ...] = ()
