"""Find what a message speaks of: names that only we can have signed lead back to it."""

import hmac
import re
from dataclasses import dataclass

from desk.desk import Desk
from desk.letters.addressing import Directory
from desk.letters.naming import Names, names_of
from desk.season import DRAFT, Season
from ledger import campaigns, dockets, letters
from ledger.dockets import DocketRow
from ledger.errors import NotFoundError
from ledger.transaction import Transaction
from schemas.letter import Invitation, Letter, LetterState

_LETTER = re.compile(r"<([1-9][0-9]{0,14})\.([1-9][0-9]{0,14})\.[0-9a-f]{32}@[^@>]+>")
_EVENT = re.compile(r"([^_]{1,63})_([^_]{1,63})_.{1,200}_[0-9a-f]{20}@[^@]+")


@dataclass(frozen=True, slots=True)
class Sent:
    """A letter of ours, and where it belongs."""

    row: DocketRow
    season: Season
    letter: Letter

    @property
    def invitation(self) -> Invitation:
        """Return what the letter invites to; only asked of one that does."""
        invited = self.letter.invitation
        assert invited is not None  # noqa: S101 - chosen by it
        return invited


def letter_named(desk: Desk, tx: Transaction, names: tuple[str, ...]) -> Sent | None:
    """Return the letter that one of these Message-IDs names and we signed."""
    for name in names:
        found = _LETTER.fullmatch(name)
        if found is None:
            continue
        try:
            letter = letters.get(tx, int(found[1]), int(found[2]))
        except NotFoundError:
            continue
        row = dockets.get(tx, letter.docket)
        season, signed = _campaign(desk, tx, row.campaign)
        if _same(signed.message_id(letter), name):
            return Sent(row, season, letter)
    return None


def event_named(desk: Desk, tx: Transaction, uid: str) -> Sent | None:
    """Return the last letter that told of the event that a UID names and we signed."""
    found = _EVENT.fullmatch(uid)
    campaign = campaigns.find(tx, found[1]) if found else None
    if found is None or campaign is None or campaign.revision == DRAFT:
        return None
    season, signed = _campaign(desk, tx, campaign.id)
    # The office's own docket has a name that no agency can have.
    for agency in (found[2], f"@{found[2]}"):
        row = dockets.find(tx, campaign.id, agency)
        told = [
            Sent(row, season, letter)
            for letter in (letters.of_docket(tx, row.id) if row else ())
            if row and letter.invitation and _may_have_arrived(letter)
            if _same(signed.event_uid(agency, letter.invitation.event), uid)
        ]
        if told:
            return max(told, key=lambda one: (one.invitation.sequence, one.letter.n))
    return None


def _campaign(desk: Desk, tx: Transaction, campaign: int) -> tuple[Season, Names]:
    season = desk.seasons.of(tx, campaigns.get(tx, campaign))
    return season, names_of(desk, tx, season, Directory(tx, campaign))


def _may_have_arrived(letter: Letter) -> bool:
    return letter.state is LetterState.SENT or letter.attempts > 0


def _same(ours: str, theirs: str) -> bool:
    """Compare what is signed; the mail domain behind it says nothing."""
    mine, yours = (one.rpartition("@")[0].encode() for one in (ours, theirs))
    return hmac.compare_digest(mine, yours)
