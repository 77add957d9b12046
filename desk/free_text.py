"""Check what the office writes to many, and say in words why it may not go."""

from rules.free_text import SUBJECT, TEXT, Fault, Refused, plain, refused
from schemas.announcement import Announcement
from schemas.errors import CampaignError


class RefusedTextError(CampaignError):
    """The subject or the text may not be sent; `why` says what is wrong with it."""

    def __init__(self, field: str, why: Refused, longest: int) -> None:
        self.field = field
        self.why = why
        self.longest = longest
        super().__init__(f"the {field} {_said(why, longest)}")


def checked(said: Announcement) -> Announcement:
    """Return the announcement in plain text; RefusedTextError where it may not go."""
    subject, text = plain(said.subject), plain(said.text)
    for field, words, longest in (("subject", subject, SUBJECT), ("text", text, TEXT)):
        why = refused(words, longest, one_line=words is subject)
        if why is not None:
            raise RefusedTextError(field, why, longest)
    return said._replace(subject=subject, text=text)


def _said(why: Refused, longest: int) -> str:
    match why.fault:
        case Fault.EMPTY:
            return "is empty: write what is to be said"
        case Fault.LONG:
            return f"is longer than {longest} characters: shorten it"
        case Fault.LINES:
            return "has more than one line: write it in one"
        case Fault.HIDDEN:
            where = f"{why.character} in line {why.line}"
            return f"holds a character that cannot be seen ({where}): remove it"
        case Fault.PERSONAL:
            return "names persons: give no papers, no birth years"
