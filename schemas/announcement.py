"""An announcement: what the office says to agencies beside the plan's ladder."""

from datetime import datetime
from typing import NamedTuple


class Announcement(NamedTuple):
    """A text for many agencies, kept once; its facts name it by their `act`.

    `name` and `post` are who ordered it: personal data, purged with the text after the
    season. `at` is when it was ordered first.
    """

    subject: str
    text: str
    name: str
    post: str
    urgent: bool
    at: datetime
