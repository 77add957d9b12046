"""Who was written to and who has answered, in words; by groups where there are many."""

from collections.abc import Iterable, Sequence

from calendars.said import said_day
from desk.awaited import some
from desk.boards.rows import MOST, name_of
from desk.boards.story_views import HeardRow, HeardView
from desk.progress import Progress
from rules.heard import Heard
from rules.progress import homes
from schemas import words
from schemas.base import VN

_NAMED = 10


def heard_view(seen: Progress, every: Sequence[Heard]) -> HeardView | None:
    """Return how agencies were written to and have answered; None where there are none.

    A short list of names says who has not; who was not written to has not either.
    """
    if not every:
        return None
    days = sorted({one.written.astimezone(VN).date() for one in every if one.written})
    named = every if len(every) <= MOST else ()
    ends = dict.fromkeys(said_day(day) for day in (*days[:1], *days[-1:]))
    return HeardView(
        all=_row("", every),
        days=" – ".join(ends),
        unreached=_names(seen, (one for one in every if one.unreached)),
        unanswered=_names(seen, (one for one in named if not one.confirmed)),
        undone=_names(seen, (one for one in named if not one.fulfilled)),
        groups=() if named else _groups(seen, every),
    )


def _row(name: str, every: Sequence[Heard]) -> HeardRow:
    return HeardRow(
        name=name,
        agencies=len(every),
        written=sum(one.written is not None for one in every),
        answered=sum(one.confirmed for one in every),
        done=sum(one.fulfilled for one in every),
    )


def _names(seen: Progress, those: Iterable[Heard]) -> str:
    return some([name_of(seen, one.agency) for one in those], _NAMED)


def _groups(seen: Progress, every: Sequence[Heard]) -> tuple[HeardRow, ...]:
    home, found = homes(seen.plan.groups), dict[str, list[Heard]]()
    for one in every:
        found.setdefault(home.get(one.agency, ""), []).append(one)
    return tuple(
        _row(name_of(seen, group) if group else words.OTHERS, members)
        for group, members in found.items()
    )
