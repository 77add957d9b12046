"""Fold a docket's facts, one by one in the order of their number."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from rules.by_duty import SAID
from rules.keys import hastened_of
from rules.lost import letter_facts
from rules.standing import Standing
from schemas.entry import Entry, EntryKind
from schemas.matter import topic_of
from schemas.silence import Silence

OF_A_REPORT = (
    EntryKind.REPORTED,
    EntryKind.SENT_BACK,
    EntryKind.TAKEN_IN,
    EntryKind.SIGNED_COPY,
)
"""What becomes of a report, version by version."""

DECISIONS = (
    EntryKind.EXTENDED,
    EntryKind.REFUSED,
    EntryKind.ACCEPTED,
    EntryKind.RETURNED,
    EntryKind.WAIVED,
    EntryKind.UNWAIVED,
    EntryKind.SENT_BACK,
)
"""What the office decides about a duty, each with its reason."""

ANSWERED = frozenset(
    {
        *SAID,
        *DECISIONS,
        EntryKind.DELEGATED,
        EntryKind.ATTENDING,
        EntryKind.UNDONE,
        EntryKind.LINK_ASKED,
        EntryKind.REPORTED,
    }
)
"""Acts of a person that are answered by a letter."""


def stand(entries: Iterable[Entry]) -> Standing:
    """Fold the facts; an undone fact counts as if it had never been given."""
    facts = tuple(entries)
    undone = {int(e.step) for e in facts if e.kind is EntryKind.UNDONE}
    standing = Standing()
    for entry in facts:
        _fold(standing, entry, counts=entry.n not in undone)
        if entry.kind in _ADDRESS:
            _lose(standing, facts)
    return standing


def go_on(standing: Standing, entries: Sequence[Entry]) -> bool:
    """Fold further facts into a standing.

    False, and nothing is folded, where one of them changes what earlier facts came to:
    then all have to be folded anew.
    """
    if any(entry.kind in _BACKWARD for entry in entries):
        return False
    for entry in entries:
        _fold(standing, entry)
    standing.known.clear()
    return True


def _fold(standing: Standing, entry: Entry, *, counts: bool = True) -> None:
    kind = entry.kind
    if entry.act and kind in ANSWERED:
        standing.acts.setdefault(entry.act, []).append(entry)
    if counts and kind in _FOLDED:
        _FOLDED[kind](standing, entry)


def _do(standing: Standing, entry: Entry) -> None:
    """Stand as if what a fact's key names was performed, be it a draft's end."""
    standing.do(entry.key or "", entry.duty, entry.step, entry.at)


def _urge(standing: Standing, entry: Entry) -> None:
    _do(standing, entry)
    standing.urged.append(entry)


def _untell(standing: Standing, entry: Entry) -> None:
    """Stand as if a message that never left had not been decided."""
    standing.untell(entry.duty, int(entry.step))


def _unsay(standing: Standing, entry: Entry) -> None:
    """Stand as if what was dropped from a letter had not been decided."""
    standing.unsay(entry.step)


def _know(standing: Standing, entry: Entry) -> None:
    """Keep a fact of which the last one counts."""
    standing.latest[entry.kind] = entry


def _say(standing: Standing, entry: Entry) -> None:
    standing.said[entry.kind][entry.duty] = entry


def _rule(standing: Standing, entry: Entry) -> None:
    standing.ruled.setdefault(entry.duty, []).append(entry)


def _judge(standing: Standing, entry: Entry) -> None:
    standing.judged[entry.duty] = entry


def _report(standing: Standing, entry: Entry) -> None:
    standing.reports.setdefault(entry.duty, []).append(entry)


def _raise(standing: Standing, entry: Entry) -> None:
    standing.raised[entry.duty, topic_of(entry.step)] = entry


def _clear(standing: Standing, entry: Entry) -> None:
    standing.clear(entry.duty, entry.step)


def _take(standing: Standing, entry: Entry) -> None:
    """Know of another agency's handover."""
    standing.handed_over[entry.duty] = entry.at


def _give_back(standing: Standing, entry: Entry) -> None:
    """Know that another agency's handover was undone."""
    standing.handed_over.pop(entry.duty, None)


def _pass_on(standing: Standing, entry: Entry) -> None:
    standing.delegated = entry


def _take_back(standing: Standing, _: Entry) -> None:
    standing.delegated = None


def _reply(standing: Standing, entry: Entry) -> None:
    standing.replied.append(entry)


def _announce(standing: Standing, entry: Entry) -> None:
    standing.announced.append(entry)


def _hasten(standing: Standing, entry: Entry) -> None:
    standing.hastened[hastened_of(entry.key or "")] = entry.at


def _refuse(standing: Standing, entry: Entry) -> None:
    """Stop, unless the letter went to an address that was corrected since."""
    letter, corrected = int(entry.step or 0), standing.corrected
    standing.refused.append(letter)
    if corrected is None or not 0 < letter < corrected.n:
        standing.undelivered = entry


def _correct(standing: Standing, entry: Entry) -> None:
    standing.undelivered, standing.corrected = None, entry
    standing.delegated = None


def _silence(standing: Standing, entry: Entry) -> None:
    until = datetime.fromisoformat(entry.step)
    standing.silences[entry.duty] = Silence(since=entry.at, until=until)


def _speak(standing: Standing, entry: Entry) -> None:
    silence = standing.silences[entry.duty]
    standing.silences[entry.duty] = silence.ended(entry.at)


_FOLDED: dict[EntryKind, Callable[[Standing, Entry], None]] = {
    EntryKind.PERFORMED: _do,
    EntryKind.SKIPPED: _do,
    EntryKind.SHELVED: _do,
    EntryKind.URGED: _urge,
    EntryKind.UNTOLD: _untell,
    EntryKind.UNSAID: _unsay,
    EntryKind.ATTENDING: _know,
    EntryKind.ISSUED: _know,
    EntryKind.SEEN: _know,
    EntryKind.READ: _know,
    **dict.fromkeys(SAID, _say),
    EntryKind.EXTENDED: _rule,
    EntryKind.REFUSED: _rule,
    EntryKind.ACCEPTED: _judge,
    EntryKind.RETURNED: _judge,
    EntryKind.WAIVED: _judge,
    EntryKind.UNWAIVED: _judge,
    **dict.fromkeys(OF_A_REPORT, _report),
    EntryKind.RAISED: _raise,
    EntryKind.CLEARED: _clear,
    EntryKind.HANDED_OVER: _take,
    EntryKind.TAKEN_BACK: _give_back,
    EntryKind.DELEGATED: _pass_on,
    EntryKind.UNDELEGATED: _take_back,
    EntryKind.REPLIED: _reply,
    EntryKind.ANNOUNCED: _announce,
    EntryKind.HASTENED: _hasten,
    EntryKind.UNDELIVERED: _refuse,
    EntryKind.CORRECTED: _correct,
    EntryKind.SILENCED: _silence,
    EntryKind.UNSILENCED: _speak,
}
"""How each kind of fact is folded; any other changes nothing."""

_ADDRESS = frozenset({EntryKind.UNDELIVERED, EntryKind.CORRECTED})
_BACKWARD = _ADDRESS | {EntryKind.UNDONE}
"""Facts that change what earlier ones came to: a new kind that does belongs here."""


def _lose(standing: Standing, facts: Sequence[Entry]) -> None:
    """Take back what letters said that went to an address corrected since."""
    before = standing.corrected.n if standing.corrected else 0
    for letter in standing.refused:
        if letter < before and letter not in standing.unread:
            standing.unread.add(letter)
            standing.lose(letter_facts(facts, letter))
