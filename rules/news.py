"""What an agency can still say of a duty, and what it can take back."""

from rules.standing import Standing
from schemas.entry import Entry, EntryKind

_TAKEN_BACK = frozenset(
    {
        EntryKind.CONFIRMED,
        EntryKind.PROGRESSED,
        EntryKind.FULFILLED,
        EntryKind.NOTHING,
        EntryKind.ATTENDING,
    }
)
"""Answers that wait for nobody's decision."""


def is_news(kind: EntryKind, duty: str, standing: Standing) -> bool:
    """Tell whether an answer changes where a duty stands; the same one twice does not.

    Whoever has done a duty after all may say so, whatever was said of it before,
    be it waived, unless the office has accepted that it is another's.
    """
    said = standing.said
    match kind:
        case EntryKind.CONFIRMED:
            had = {*said[EntryKind.CONFIRMED], *said[EntryKind.PROGRESSED]}
            return duty not in had and not standing.rests(duty)
        case EntryKind.PROGRESSED | EntryKind.DECLINED:
            return not standing.rests(duty)
        case EntryKind.NOTHING:
            return not standing.settled(duty)
        case EntryKind.FULFILLED:
            handed_in = standing.done(duty)
            over = handed_in is not None and handed_in.kind is not EntryKind.NOTHING
            waived = standing.waived(duty) is not None
            return not over and (waived or not standing.released(duty))
        case EntryKind.TIME_ASKED:
            return not standing.rests(duty) and standing.asked_time(duty) is None
        case _:
            return True


def may_be_undone(fact: Entry, standing: Standing) -> bool:
    """Tell whether an answer can be taken back, were it given just now.

    What the office decides may be until it has decided; a docket that was passed on
    may be taken back from the colleague who has it.
    """
    match fact.kind:
        case EntryKind.TIME_ASKED:
            return standing.asked_time(fact.duty) == fact
        case EntryKind.DECLINED:
            return standing.declined(fact.duty) == fact
        case EntryKind.DELEGATED:
            return standing.delegated == fact
        case _:
            return fact.kind in _TAKEN_BACK
