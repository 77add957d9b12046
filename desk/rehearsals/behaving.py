"""What befalls a rehearsal's mail: mailboxes that refuse; kept beside its seed."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from desk.desk import Desk
from desk.letters.addressing import Directory
from desk.letters.deliver import Post
from desk.mail.outcome import Outcome, Refusal, Verdict
from ledger import campaigns, rehearsals
from ledger.transaction import Transaction
from rules.playing import leaves
from schemas.agency import Roster
from schemas.behaviour import USUAL, Behaviour
from schemas.errors import CampaignError

_NO_SUCH_MAILBOX = (550, "5.1.1 no such mailbox here (rehearsed)")


class UnknownBouncedError(CampaignError):
    """An agency whose mailbox is to refuse letters is not in the roster."""


def written(behaviour: Behaviour) -> str:
    """Return a behaviour as a ledger keeps it; the usual one is empty."""
    return "" if behaviour == USUAL else behaviour.model_dump_json()


def read(text: str) -> Behaviour:
    """Return the behaviour a ledger keeps."""
    return Behaviour.model_validate_json(text) if text else USUAL


def checked(behaviour: Behaviour, roster: Roster) -> None:
    """Raise UnknownBouncedError for a behaviour of agencies that are not there."""
    known = {one.id for one in roster.agencies}
    if unknown := sorted(set(behaviour.bounced) - known):
        raise UnknownBouncedError(
            f"no agency {', '.join(unknown)} whose letters could bounce; there are "
            f"{', '.join(sorted(known))}"
        )


def mailboxes(tx: Transaction, campaign: int, agencies: Iterable[str]) -> set[str]:
    """Return the addresses at which agencies are written to."""
    directory = Directory(tx, campaign)
    return {directory.agency(one).contact.address for one in agencies}


def mail_of(desk: Desk, post: Post, now: datetime) -> Post | None:
    """Return the post as a rehearsal's mail behaves, None while no letter leaves.

    A real ledger's mail goes as the post takes it.
    """
    with desk.ledger.read() as tx:
        begun = rehearsals.current(tx)
        behaviour = read(begun.behaviour) if begun else USUAL
        if leaves(behaviour, now) != now:
            return None
        if not behaviour.bounced:
            return post
        refused = {
            address
            for row in campaigns.every(tx)
            for address in mailboxes(tx, row.id, behaviour.bounced)
        }
    return bouncing(post, refused)


def bouncing(post: Post, refused: set[str]) -> Post:
    """Return a post whose server refuses some recipients for good."""

    def refusing(sender: str, recipients: Sequence[str], message: bytes) -> Outcome:
        no = [Refusal(to, *_NO_SUCH_MAILBOX) for to in recipients if to in refused]
        others = [to for to in recipients if to not in refused]
        if not no:
            return post(sender, recipients, message)
        if not others:
            return Outcome(Verdict.REFUSED, _NO_SUCH_MAILBOX[1], tuple(no))
        outcome = post(sender, others, message)
        return outcome._replace(refusals=(*outcome.refusals, *no))

    return refusing
