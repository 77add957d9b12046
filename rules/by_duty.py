"""What people said of each duty, and what follows for it."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, TypeVar

from rules.reports.reporting import Reporting, reporting
from schemas.entry import Entry, EntryKind

SAID = (
    EntryKind.CONFIRMED,
    EntryKind.PROGRESSED,
    EntryKind.FULFILLED,
    EntryKind.NOTHING,
    EntryKind.DECLINED,
    EntryKind.TIME_ASKED,
)
"""What an agency says of a duty; the last of each kind counts."""


_Found = TypeVar("_Found")


def _once(
    find: Callable[["ByDuty", str], _Found],
) -> Callable[["ByDuty", str], _Found]:
    """Find out what holds for a duty once; whoever folds further facts clears it."""

    @wraps(find)
    def found(self: "ByDuty", duty: str) -> _Found:
        known = self.known[find]
        if duty not in known:
            known[duty] = find(self, duty)
        return known[duty]

    return found


@dataclass(slots=True)
class ByDuty:
    """What a docket's facts say of its duties: its agency's words, the office's.

    `ruled` maps a duty to the office's decisions on its time, extended or refused, and
    `judged` to the last one on whether it is asked of the agency: accepted as declined
    or returned, waived or asked for after all. `reports` maps a report's duty to all
    that became of its versions. `known` is what was found out from them,
    until further ones are folded.
    """

    said: dict[EntryKind, dict[str, Entry]] = field(
        default_factory=lambda: {kind: {} for kind in SAID}
    )
    ruled: dict[str, list[Entry]] = field(default_factory=dict[str, list[Entry]])
    judged: dict[str, Entry] = field(default_factory=dict[str, Entry])
    reports: dict[str, list[Entry]] = field(default_factory=dict[str, list[Entry]])
    known: defaultdict[Callable[..., Any], dict[str, Any]] = field(
        default_factory=lambda: defaultdict(dict[str, Any]),
        repr=False,
        compare=False,
    )

    @property
    def progressed(self) -> dict[str, Entry]:
        """Return the latest word of progress on each duty."""
        return self.said[EntryKind.PROGRESSED]

    @_once
    def done(self, duty: str) -> Entry | None:
        """Return what fulfils a duty: a report, its end, or that nothing arose.

        What came before the office sent a report back counts no more; an amended report
        was handed in when its first version was.
        """
        said, told = self.said, self.reports.get(duty)
        if not told:
            said_so = said[EntryKind.FULFILLED].get(duty)
            return said_so or said[EntryKind.NOTHING].get(duty)
        report = reporting(told)
        given = (
            report.handed_in,
            said[EntryKind.FULFILLED].get(duty),
            said[EntryKind.NOTHING].get(duty),
        )
        back = report.sent_back.n if report.sent_back else 0
        return next((one for one in given if one and one.n > back), None)

    @_once
    def report(self, duty: str) -> Reporting:
        """Return where the report stands that a duty asks for."""
        return reporting(self.reports.get(duty, ()))

    def to_give_again(self, duty: str) -> Entry | None:
        """Return that the office sent a report back, while nothing has come since.

        Nothing is asked for again of whoever was released since.
        """
        if duty not in self.reports or self.settled(duty):
            return None
        return self.report(duty).sent_back

    @_once
    def declined(self, duty: str) -> Entry | None:
        """Return the word that a duty is not the agency's, while nobody has judged it.

        Whoever does the duty after all has taken it back, be it that the office asks
        for more.
        """
        declined = self.said[EntryKind.DECLINED].get(duty)
        if declined is None or self.done(duty):
            return None
        later = (self.judged.get(duty), self.report(duty).sent_back)
        over = any(one and one.n > declined.n for one in later)
        return None if over else declined

    def released(self, duty: str) -> bool:
        """Tell whether a duty is not expected of the agency any more.

        The office accepted that it is another's, or waived it.
        """
        accepted = self._judged(duty, EntryKind.ACCEPTED) is not None
        return accepted or self.waived(duty) is not None

    @_once
    def waived(self, duty: str) -> Entry | None:
        """Return the office's word that it excuses the agency from a duty.

        Whoever does the duty all the same has done it; a report that was sent back
        since is asked for again.
        """
        waived = self._judged(duty, EntryKind.WAIVED)
        if waived is None or self.done(duty):
            return None
        back = self.report(duty).sent_back
        return None if back and back.n > waived.n else waived

    def returned(self, duty: str) -> Entry | None:
        """Return the office's word that a duty is asked of the agency after all."""
        return self._judged(duty, EntryKind.RETURNED, EntryKind.UNWAIVED)

    def _judged(self, duty: str, *kinds: EntryKind) -> Entry | None:
        judged = self.judged.get(duty)
        return judged if judged is not None and judged.kind in kinds else None

    @_once
    def received(self, duty: str) -> bool:
        """Tell whether the agency has the duty: later answers imply the receipt."""
        said = any(duty in said for said in self.said.values())
        return said or duty in self.reports or self.settled(duty)

    def asked_time(self, duty: str) -> Entry | None:
        """Return the request for more time that nobody has decided on yet."""
        asked = self.said[EntryKind.TIME_ASKED].get(duty)
        ruled = self.ruled.get(duty)
        decided = asked and ruled and ruled[-1].n > asked.n
        return None if decided else asked

    @_once
    def last_word(self, duty: str) -> Entry | None:
        """Return the last that was said of a duty."""
        said = (one[duty] for one in self.said.values() if duty in one)
        return max(said, key=lambda fact: fact.n, default=None)

    @_once
    def settled(self, duty: str) -> bool:
        """Tell whether nothing more is asked of the agency about the duty."""
        return self.done(duty) is not None or self.released(duty)

    @_once
    def rests(self, duty: str) -> bool:
        """Tell whether nothing is asked now: settled, or declined and not judged."""
        return self.settled(duty) or self.declined(duty) is not None
