"""What one message of the mailbox is, as values; nothing of it is believed yet."""

from typing import NamedTuple

from calendars.replies import Reply


class Returned(NamedTuple):
    """A letter that came back: addresses that refused it for good, and for now.

    `letters` are the Message-IDs the report speaks of.
    """

    letters: tuple[str, ...]
    failed: frozenset[str]
    delayed: frozenset[str]


class Automatic(NamedTuple):
    """What no person wrote (RFC 3834): it is never acted on, and never answered."""

    sign: str


class Written(NamedTuple):
    """What a person wrote; `letters` are the Message-IDs it answers."""

    letters: tuple[str, ...]
    text: str


class Unreadable(NamedTuple):
    """What cannot be read, or is not for us to act on; `why` is in English."""

    why: str


Content = Reply | Returned | Automatic | Written | Unreadable


class Heard(NamedTuple):
    """One message: its identity, who says to have sent it, and what it is.

    `digest` is equal for equal Message-ID and content, however it came. `sender`,
    `name` and `subject` are data from outside: one line each, at most 200 characters.
    """

    digest: str
    sender: str
    name: str
    subject: str
    content: Content
