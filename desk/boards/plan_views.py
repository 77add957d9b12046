"""What pages may read of a plan that changes, is renewed, or is armed."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ShiftedRow:
    """A day of a plan in another year; `note` is empty on a working day."""

    what: str
    before: str
    after: str
    note: str


@dataclass(frozen=True, slots=True)
class HeirRow:
    """A body that is there no more, and those in its place, empty for none."""

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class AnsweredRow:
    """How an agency answered last year, and whether letters to it came back."""

    name: str
    received: str
    kept: str
    report: str
    bounced: bool
    corrected: bool


@dataclass(frozen=True, slots=True)
class RenewedPage:
    """A plan made from that of `year`; `blank` pairs what is to be filled in and where.

    `others` counts what was reworded beside.
    """

    campaign: str
    before: str
    year: int
    folder: str
    blank: tuple[tuple[str, str], ...]
    days: tuple[ShiftedRow, ...]
    heirs: tuple[HeirRow, ...]
    known: bool
    answered: tuple[AnsweredRow, ...]
    others: int


@dataclass(frozen=True, slots=True)
class TurnRow:
    """What becomes of an agency: how it was and is called, from which day on."""

    what: str
    before: str
    after: str
    since: str


@dataclass(frozen=True, slots=True)
class AmendedRow:
    """What becomes of one duty of an agency, by its last days."""

    agency: str
    what: str
    id: str
    title: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ForetoldRow:
    """A letter that an amendment would bring."""

    agency: str
    at: str
    kind: str
    duties: str
    calendar: str


@dataclass(frozen=True, slots=True)
class AmendedPage:
    """What an amendment brings; `kept` are answers that stay, `untold` who and why.

    `ignored` are agencies and their mailboxes that an amendment does not set.
    """

    seen: str
    plan: str
    turns: tuple[TurnRow, ...]
    changes: tuple[AmendedRow, ...]
    kept: tuple[tuple[str, str, str], ...]
    letters: tuple[ForetoldRow, ...]
    ignored: tuple[tuple[str, str], ...]
    untold: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ArmingPage:
    """What arming a campaign means; `first` are agency, kind and subject of letters."""

    campaign: str
    mail: str
    server: str
    domains: str
    outside: str
    in_mailbox: int
    waiting: int
    first: tuple[tuple[str, str, str], ...]
    seen: str
