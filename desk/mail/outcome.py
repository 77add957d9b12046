"""What became of one attempt to send a letter, in the server's own words."""

import smtplib
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

TAKEN = 250
LATER = range(400, 500)
FOR_GOOD = range(500, 600)
_CLOSING = 421
_WORDS = 500
# RFC 4954: these ask a person to look at the account; they say nothing of the letter.
_ACCOUNT = frozenset({530, 534, 535, 538})


class Verdict(StrEnum):
    """How an attempt ended.

    `sent`: taken for at least one recipient; `refused`: answered, and taken for none;
    `unknown`: its content had begun to leave and no answer came; `not-sent`: nothing
    left, again later; `locked-out`: nothing left, and nothing will until a person
    mends the account.
    """

    SENT = "sent"
    REFUSED = "refused"
    UNKNOWN = "unknown"
    NOT_SENT = "not-sent"
    LOCKED_OUT = "locked-out"


class Refusal(NamedTuple):
    """The server's answer to one recipient; `code` as in RFC 5321."""

    address: str
    code: int
    words: str

    @property
    def for_good(self) -> bool:
        """Say whether trying again is pointless: 5xx, not 4xx."""
        return self.code in FOR_GOOD


class Outcome(NamedTuple):
    """One attempt: its verdict, whom the server refused, and what it said.

    `words` may name an address: personal data, not for logs.
    """

    verdict: Verdict
    words: str = ""
    refusals: tuple[Refusal, ...] = ()

    @property
    def again(self) -> tuple[str, ...]:
        """Return the recipients the server refused for now only."""
        return tuple(r.address for r in self.refusals if not r.for_good)

    @property
    def refused(self) -> tuple[str, ...]:
        """Return the recipients the server refused for good."""
        return tuple(r.address for r in self.refusals if r.for_good)


class Unanswered(smtplib.SMTPException):
    """The content of a letter began to leave and no answer came that can be read."""


Answers = Mapping[str, tuple[int, bytes | str]]
"""What `smtplib` returns: the answer to each recipient that was refused."""


def answered(recipients: Sequence[str], answers: Answers) -> Outcome:
    """Return the outcome of a letter that was taken for all but `answers`."""
    refusals = tuple(
        Refusal(r, answers[r][0], _said(*answers[r]))
        for r in recipients
        if r in answers
    )
    verdict = Verdict.REFUSED if len(refusals) == len(recipients) else Verdict.SENT
    return Outcome(verdict, _clean("; ".join(r.words for r in refusals)), refusals)


def failed(recipients: Sequence[str], error: OSError) -> Outcome:
    """Return what an error of the session means for the letter (RFC 5321, 4.2)."""
    match error:
        case smtplib.SMTPRecipientsRefused():
            return _refused_all(recipients, error.recipients)
        case smtplib.SMTPAuthenticationError() if error.smtp_code in FOR_GOOD:
            return Outcome(Verdict.LOCKED_OUT, _said(error.smtp_code, error.smtp_error))
        case smtplib.SMTPSenderRefused() | smtplib.SMTPDataError():
            return _coded(recipients, error)
        case Unanswered():
            return Outcome(Verdict.UNKNOWN, _clean(str(error)))
        case _:
            return Outcome(Verdict.NOT_SENT, _clean(str(error) or type(error).__name__))


def _refused_all(recipients: Sequence[str], answers: Answers) -> Outcome:
    # A 421 ends the session before the remaining recipients are named: they share it.
    closing = next((a for a in answers.values() if a[0] == _CLOSING), (_CLOSING, ""))
    return answered(recipients, {r: answers.get(r, closing) for r in recipients})


def _coded(recipients: Sequence[str], error: smtplib.SMTPResponseException) -> Outcome:
    answer = error.smtp_code, error.smtp_error
    if error.smtp_code in _ACCOUNT:
        return Outcome(Verdict.LOCKED_OUT, _said(*answer))
    if error.smtp_code in LATER or error.smtp_code in FOR_GOOD:
        return answered(recipients, dict.fromkeys(recipients, answer))
    return Outcome(Verdict.NOT_SENT, _said(*answer))


def _said(code: int, words: bytes | str) -> str:
    text = words.decode(errors="replace") if isinstance(words, bytes) else words
    return _clean(f"{code} {text}")


def _clean(text: str) -> str:
    return "".join(c if c.isprintable() else " " for c in text)[:_WORDS]
