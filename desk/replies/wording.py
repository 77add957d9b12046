"""What of a stranger's words may be kept, and whom they are said to be by."""

from calendars.plain import line
from rules.personal import names_persons
from schemas import words
from schemas.entry import Person

_NAME = 100


def kept(text: str) -> str:
    """Return a text, or why it is not kept: lists of persons stay in the mailbox."""
    return words.NOT_KEPT if names_persons(text) else text


def who(name: str, post: str, text: str) -> Person:
    """Return who answered by mail, with what was said beside the answer."""
    return Person(line(name)[:_NAME].strip(), post, kept(text))
