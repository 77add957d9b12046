"""Act on an answer to an invitation, once it is known to be one."""

from datetime import datetime, timedelta

from calendars.replies import Part, Reply
from desk.answer import Answer, NothingToSayError, answer_in, reply_in, see_in
from desk.desk import Desk
from desk.letters.addressed import addressee
from desk.replies.match import Sent, event_named
from desk.replies.wording import who
from ledger import entries, replies
from ledger.dockets import DocketRow
from ledger.transaction import Transaction
from rules.events import LAUNCH_EVENT
from rules.fold import stand
from rules.keys import day_of
from schemas import words
from schemas.entry import Entry, EntryKind, Person
from schemas.letter import Method
from schemas.reply import Result, Taken

_CLOCKS_DIFFER = timedelta(days=1)
_COMING = {Part.ACCEPTED: "1", Part.DECLINED: "0"}
"""How many come to the launch ceremony; a calendar's answer speaks for one."""


def unverified(why: str, row: DocketRow | None = None) -> Taken:
    """Return that a message is kept for people to read, and nothing follows from it."""
    return Taken(Result.UNVERIFIED, why, row.id if row else None)


def answered(desk: Desk, tx: Transaction, reply: Reply, now: datetime) -> Taken:
    """Check an answer against the invitation it names, and record what it says.

    It counts only where its UID is signed by us, its ATTENDEE is the one invited, its
    SEQUENCE the current one, and it was given after every other that counted.
    """
    sent = event_named(desk, tx, reply.uid)
    if sent is None:
        return unverified("answers no event of ours")
    event = sent.invitation.event
    why = _objection(tx, reply, sent, now)
    if why is not None:
        return unverified(why, sent.row)._replace(event=event)
    result = _record(desk, tx, reply, sent, now)
    reason = f"{event} {reply.part.lower()}"
    return Taken(result, reason, sent.row.id, event, reply.stamp)


def _objection(tx: Transaction, reply: Reply, sent: Sent, now: datetime) -> str | None:
    """Return why an answer to an event of ours does not count, None where it does."""
    told = sent.invitation
    if reply.address != addressee(tx, sent.letter):
        return "somebody answers who was not invited"
    if reply.sequence < told.sequence or told.method is not Method.REQUEST:
        return f"outdated: SEQUENCE {reply.sequence}, now {told.sequence}"
    if reply.sequence > told.sequence:
        return f"SEQUENCE {reply.sequence} was never sent, now {told.sequence}"
    earliest, latest = sent.letter.queued - _CLOCKS_DIFFER, now + _CLOCKS_DIFFER
    if not earliest <= reply.stamp <= latest:
        return "given before the invitation, or in the future"
    last = replies.latest(tx, sent.row.id, told.event)
    if last is not None and reply.stamp <= last:
        return "not newer than the answer before"
    return None


def _record(
    desk: Desk, tx: Transaction, reply: Reply, sent: Sent, now: datetime
) -> Result:
    told, row = sent.invitation, sent.row
    launch = told.event == LAUNCH_EVENT
    call = told.starts is not None and not launch
    if call:
        return Result.DECLINED if reply.part is Part.DECLINED else Result.SEEN
    if reply.part is Part.TENTATIVE:
        see_in(tx, row.id, now)
        return Result.SEEN
    if launch:
        return _attend(desk, tx, reply, sent, now)
    if reply.part is Part.ACCEPTED:
        duties = _duties(tx, sent)
        return _say(desk, tx, reply, sent, EntryKind.CONFIRMED, duties, now)
    reply_in(tx, row.id, Result.DECLINED, _person(reply), now)
    return Result.DECLINED


def _attend(
    desk: Desk, tx: Transaction, reply: Reply, sent: Sent, now: datetime
) -> Result:
    standing = stand(entries.of(tx, [sent.row.id])[sent.row.id])
    comes = reply.part is Part.ACCEPTED
    # The page asks how many come; a calendar that says the same knows less.
    if standing.attending and (standing.attending.step != "0") == comes:
        return Result.KNOWN
    return _say(desk, tx, reply, sent, EntryKind.ATTENDING, ("",), now)


def _say(
    desk: Desk,
    tx: Transaction,
    reply: Reply,
    sent: Sent,
    kind: EntryKind,
    duties: tuple[str, ...],
    now: datetime,
) -> Result:
    """Record an answer; the same one to the same invitation is acknowledged once."""
    told = sent.invitation
    act = f"calendar:{told.event}:{told.sequence}:{reply.part.lower()}"
    facts: tuple[Entry, ...] = entries.of(tx, [sent.row.id])[sent.row.id]
    if any(fact.act == act for fact in facts):
        act = ""
    step = _COMING[reply.part] if kind is EntryKind.ATTENDING else ""
    given = Answer(kind, duties, _person(reply), act, step)
    try:
        answer_in(desk, tx, sent.row.id, given, now)
    except NothingToSayError:
        return Result.KNOWN
    return Result.ATTENDING if kind is EntryKind.ATTENDING else Result.CONFIRMED


def _person(reply: Reply) -> Person:
    return who(reply.name or reply.address, words.BY_CALENDAR, reply.comment)


def _duties(tx: Transaction, sent: Sent) -> tuple[str, ...]:
    """Return the duties that the agency owes by an event's day."""
    day, row = day_of(sent.invitation.event), sent.row
    owed = sent.season.owes(row.agency, stand(entries.of(tx, [row.id])[row.id]))
    return tuple(one.duty for one in owed if one.last_day == day)
