"""How far real mail may go out for a campaign."""

from enum import StrEnum
from typing import NamedTuple


class Stage(StrEnum):
    """How much may go out: a few letters, a share of the agencies, all."""

    FIRST = "first"
    SHARE = "share"
    ALL = "all"


class Way(StrEnum):
    """Where a campaign's letters go now; those that go nowhere wait in the ledger.

    `unarmed`: there is a real server, and nobody has armed the campaign for it;
    `changed`: it was armed for another server or other domains; `withheld`: a person
    holds every letter; `stopped`: too many came back; `clock`: the clock of the machine
    is behind what was recorded; `restored`: the ledger is a backup, and nobody has said
    yet what left since it was taken.
    """

    REHEARSAL = "rehearsal"
    MAILBOX = "mailbox"
    UNARMED = "unarmed"
    ARMED = "armed"
    CHANGED = "changed"
    WITHHELD = "withheld"
    STOPPED = "stopped"
    CLOCK = "clock"
    RESTORED = "restored"

    @property
    def open(self) -> bool:
        """Tell whether letters leave."""
        return self in (Way.REHEARSAL, Way.MAILBOX, Way.ARMED)


class Arming(NamedTuple):
    """What a campaign was armed for: `n` numbers the fact, 0 where it never was.

    `outlet` and `preview` are the digests of where letters may go and of what whoever
    armed it had seen.
    """

    n: int = 0
    stage: Stage = Stage.FIRST
    outlet: str = ""
    preview: str = ""
    withheld: bool = False
    stopped: bool = False
    restored: bool = False


class Out(NamedTuple):
    """Letters that were let out under an arming, and those of them that came back."""

    letters: int = 0
    failed: int = 0
