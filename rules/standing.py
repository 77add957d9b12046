"""Where a docket stands: its facts folded in the order of their number."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from rules.keys import CHANGE, EVENT, change_of, sequence_of
from rules.lost import letter_facts, name_of
from rules.reports.reporting import Reporting, reporting
from schemas.action import Action
from schemas.entry import Entry, EntryKind
from schemas.matter import ended_by, topic_of
from schemas.silence import Silence

WHOLE = ""
"""Stands where a duty stands, for the whole docket."""

ANSWERED = frozenset(
    {
        EntryKind.CONFIRMED,
        EntryKind.PROGRESSED,
        EntryKind.FULFILLED,
        EntryKind.NOTHING,
        EntryKind.DECLINED,
        EntryKind.DELEGATED,
        EntryKind.ATTENDING,
        EntryKind.UNDONE,
        EntryKind.LINK_ASKED,
        EntryKind.TIME_ASKED,
        EntryKind.EXTENDED,
        EntryKind.REFUSED,
        EntryKind.ACCEPTED,
        EntryKind.RETURNED,
        EntryKind.WAIVED,
        EntryKind.UNWAIVED,
        EntryKind.REPORTED,
        EntryKind.SENT_BACK,
    }
)
"""Acts of a person that are answered by a letter."""

_SAID = (
    EntryKind.CONFIRMED,
    EntryKind.PROGRESSED,
    EntryKind.FULFILLED,
    EntryKind.NOTHING,
    EntryKind.DECLINED,
    EntryKind.TIME_ASKED,
)

_JUDGED = (
    EntryKind.ACCEPTED,
    EntryKind.RETURNED,
    EntryKind.WAIVED,
    EntryKind.UNWAIVED,
)
"""What the office decides on whether a duty is asked of its agency at all."""

_DONE = (
    EntryKind.PERFORMED,
    EntryKind.SKIPPED,
    EntryKind.URGED,
    EntryKind.SHELVED,
)


OF_A_REPORT = frozenset(
    {
        EntryKind.REPORTED,
        EntryKind.SENT_BACK,
        EntryKind.TAKEN_IN,
        EntryKind.SIGNED_COPY,
    }
)
"""What becomes of a report, version by version."""

_LATEST = frozenset(
    {EntryKind.ATTENDING, EntryKind.ISSUED, EntryKind.SEEN, EntryKind.READ}
)
"""Facts of which the last one counts."""


@dataclass(slots=True)
class Standing:
    """The folded facts of one docket.

    `performed` maps an action's key to its moment (a skipped step counts as done);
    `events` maps a calendar event to the states sent so far, so its SEQUENCE is their
    number (a message that never left has an empty state); `acts` maps an act to its
    facts; `raised` maps what stands against a duty, by its topic, to the fact.
    `undelivered` is the last letter that did not arrive, and `corrected` the correction
    of its address since; `unread` are the letters lost before it, and `lost` maps an
    action's name to how often it is to be performed. `ruled` maps a duty to the
    office's decisions on its time, extended or refused, and `judged` to the last one on
    whether it is asked of the agency: accepted as declined or returned, waived or asked
    for after all. `delegated` is the
    colleague who reads the letters until an address is corrected or theirs refuses
    one. `replied` holds what came by mail for people to read, `announced` what the
    office wants said beside the plan. `handed_over` maps what the agency waited for, as
    `<agency>/<duty>`, to the moment its docket learned of it. `urged` is what was
    recorded of signed urging letters, `hastened` maps the name of a step sent before
    its day to the moment somebody wanted it. `changes` maps a duty to what its agency
    was told of it since the letter that assigned it: its last day, or that it is
    withdrawn, empty where the letter never left. `reports` maps a report's duty to all
    that became of its versions.
    """

    performed: dict[str, datetime] = field(default_factory=dict[str, datetime])
    said: dict[EntryKind, dict[str, Entry]] = field(
        default_factory=lambda: {kind: {} for kind in _SAID}
    )
    events: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    acts: dict[str, list[Entry]] = field(default_factory=dict[str, list[Entry]])
    raised: dict[tuple[str, str], Entry] = field(
        default_factory=dict[tuple[str, str], Entry]
    )
    latest: dict[EntryKind, Entry] = field(default_factory=dict[EntryKind, Entry])
    ruled: dict[str, list[Entry]] = field(default_factory=dict[str, list[Entry]])
    judged: dict[str, Entry] = field(default_factory=dict[str, Entry])
    delegated: Entry | None = None
    silences: dict[str, Silence] = field(default_factory=dict[str, Silence])
    undelivered: Entry | None = None
    corrected: Entry | None = None
    lost: dict[str, int] = field(default_factory=dict[str, int])
    unread: set[int] = field(default_factory=set[int])
    replied: list[Entry] = field(default_factory=list[Entry])
    handed_over: dict[str, datetime] = field(default_factory=dict[str, datetime])
    announced: list[Entry] = field(default_factory=list[Entry])
    urged: list[Entry] = field(default_factory=list[Entry])
    hastened: dict[str, datetime] = field(default_factory=dict[str, datetime])
    reports: dict[str, list[Entry]] = field(default_factory=dict[str, list[Entry]])
    changes: dict[str, list[str]] = field(default_factory=dict[str, list[str]])

    @property
    def attending(self) -> Entry | None:
        """Return the last word about the launch ceremony."""
        return self.latest.get(EntryKind.ATTENDING)

    @property
    def issued(self) -> Entry | None:
        """Return the fact that made the plan bind, in the office's docket."""
        return self.latest.get(EntryKind.ISSUED)

    @property
    def progressed(self) -> dict[str, Entry]:
        """Return the latest word of progress on each duty."""
        return self.said[EntryKind.PROGRESSED]

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

    @property
    def to_read(self) -> list[Entry]:
        """Return what came by mail since somebody of the office has read it last."""
        read = self.latest.get(EntryKind.READ)
        return [one for one in self.replied if read is None or one.n > read.n]

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

    def last_word(self, duty: str) -> Entry | None:
        """Return the last that was said of a duty."""
        said = (one[duty] for one in self.said.values() if duty in one)
        return max(said, key=lambda fact: fact.n, default=None)

    def settled(self, duty: str) -> bool:
        """Tell whether nothing more is asked of the agency about the duty."""
        return self.done(duty) is not None or self.released(duty)

    def rests(self, duty: str) -> bool:
        """Tell whether nothing is asked now: settled, or declined and not judged."""
        return self.settled(duty) or self.declined(duty) is not None

    def taken_back(self, undone: Entry) -> Entry | None:
        """Return the answer that an undo is about; None where it answered no form."""
        given = (fact for facts in self.acts.values() for fact in facts)
        return next((fact for fact in given if f"{fact.n}" == undone.step), None)

    @property
    def letters_signed(self) -> int:
        """Return how many urging letters were signed: an act is one letter."""
        return len({entry.act for entry in self.urged})

    def told(self, event: str) -> str:
        """Return the state of a calendar event that was told last, empty if none."""
        return _last(self.events.get(event, ()))

    def told_change(self, duty: str) -> str:
        """Return what was told last of how a duty was amended, empty if nothing."""
        return _last(self.changes.get(duty, ()))

    def ahead(self) -> "Standing":
        """Return a copy of it, on which actions may be performed."""
        events = {event: list(told) for event, told in self.events.items()}
        changes = {duty: list(told) for duty, told in self.changes.items()}
        performed = dict(self.performed)
        return replace(self, performed=performed, events=events, changes=changes)

    def perform(self, actions: Iterable[Action], now: datetime) -> None:
        """Stand as if these actions had been recorded at `now`; none is done twice."""
        for action in actions:
            name = name_of(action.key)
            if name in self.performed:
                continue
            self.performed[name] = now
            if name.startswith(EVENT):
                self.events.setdefault(action.duty, []).append(action.step)
            if name.startswith(CHANGE):
                self.changes.setdefault(action.duty, []).append(action.step)

    def lose(self, facts: Iterable[Entry]) -> None:
        """Stand as if what a letter said had not been said yet."""
        for fact in facts:
            name = name_of(fact.key or "")
            if name.startswith(EVENT):
                self.untell(fact.duty, sequence_of(name))
            else:
                self.unsay(name)

    def unsay(self, name: str) -> None:
        """Stand as if an action had not been performed: it is to be done again."""
        if name.startswith(CHANGE):
            duty, n = change_of(name)
            self.changes[duty][n] = ""
        elif self.performed.pop(name, None) is not None:
            self.lost[name] = self.lost.get(name, 1) + 1

    def clear(self, duty: str, topic: str) -> None:
        """Stand as if nothing had been raised about a duty under a topic."""
        for ended in ended_by(topic):
            self.raised.pop((duty, ended), None)

    def untell(self, event: str, sequence: int) -> None:
        """Stand as if a calendar event's message had not been read by anybody."""
        self.events[event][sequence] = ""


def _last(told: Sequence[str]) -> str:
    return next((one for one in reversed(told) if one), "")


def stand(entries: Iterable[Entry]) -> Standing:
    """Fold the facts; an undone fact counts as if it had never been given."""
    facts = tuple(entries)
    undone = {int(e.step) for e in facts if e.kind is EntryKind.UNDONE}
    standing = Standing()
    for entry in facts:
        if entry.act and entry.kind in ANSWERED:
            standing.acts.setdefault(entry.act, []).append(entry)
        if entry.n not in undone:
            _fold(standing, entry)
        if entry.kind in (EntryKind.UNDELIVERED, EntryKind.CORRECTED):
            _lose(standing, facts, entry.n)
    return standing


def _lose(standing: Standing, facts: Sequence[Entry], n: int) -> None:
    """Take back what letters said that went to an address corrected since."""
    before = standing.corrected.n if standing.corrected else 0
    refused = (
        _letter(e) for e in facts if e.kind is EntryKind.UNDELIVERED and e.n <= n
    )
    for letter in refused:
        if letter < before and letter not in standing.unread:
            standing.unread.add(letter)
            standing.lose(letter_facts(facts, letter))


def _letter(undelivered: Entry) -> int:
    """Return the number of the letter that did not arrive, 0 where none is named."""
    return int(undelivered.step or 0)


def _refused(standing: Standing, entry: Entry) -> None:
    """Stop, unless the letter went to an address that was corrected since."""
    corrected = standing.corrected
    if corrected is None or not 0 < _letter(entry) < corrected.n:
        standing.undelivered = entry


def _fold(standing: Standing, entry: Entry) -> None:
    match entry.kind:
        case kind if kind in _DONE:
            _do(standing, entry)
        case kind if kind in _LATEST:
            standing.latest[entry.kind] = entry
        case EntryKind.UNTOLD | EntryKind.UNSAID:
            _take_back(standing, entry)
        case EntryKind.RAISED:
            standing.raised[entry.duty, topic_of(entry.step)] = entry
        case EntryKind.CLEARED:
            standing.clear(entry.duty, entry.step)
        case kind if kind in OF_A_REPORT:
            standing.reports.setdefault(entry.duty, []).append(entry)
        case EntryKind.HANDED_OVER | EntryKind.TAKEN_BACK:
            _hand_over(standing, entry)
        case _:
            _keep(standing, entry)


def _do(standing: Standing, entry: Entry) -> None:
    """Stand as if what a fact's key names was performed, be it a draft's end."""
    done = Action(entry.key or "", entry.duty, entry.step, "")
    standing.perform((done,), entry.at)
    if entry.kind is EntryKind.URGED:
        standing.urged.append(entry)


def _hand_over(standing: Standing, entry: Entry) -> None:
    """Know of another agency's handover, or that it was undone."""
    standing.handed_over.pop(entry.duty, None)
    if entry.kind is EntryKind.HANDED_OVER:
        standing.handed_over[entry.duty] = entry.at


def _take_back(standing: Standing, entry: Entry) -> None:
    """Stand as if what was left out of a letter had not been decided."""
    if entry.kind is EntryKind.UNTOLD:
        standing.untell(entry.duty, int(entry.step))
    else:
        standing.unsay(entry.step)


def _keep(standing: Standing, entry: Entry) -> None:
    """Keep what people said of a duty, and what keeps us from writing."""
    if entry.kind in _SAID:
        standing.said[entry.kind][entry.duty] = entry
    elif entry.kind in (EntryKind.EXTENDED, EntryKind.REFUSED):
        standing.ruled.setdefault(entry.duty, []).append(entry)
    elif entry.kind in _JUDGED:
        standing.judged[entry.duty] = entry
    elif entry.kind in (EntryKind.DELEGATED, EntryKind.UNDELEGATED):
        passed_on = entry.kind is EntryKind.DELEGATED
        standing.delegated = entry if passed_on else None
    elif entry.kind is EntryKind.REPLIED:
        standing.replied.append(entry)
    elif entry.kind is EntryKind.ANNOUNCED:
        standing.announced.append(entry)
    elif entry.kind is EntryKind.HASTENED:
        standing.hastened[entry.key or ""] = entry.at
    else:
        _fold_silence(standing, entry)


def _fold_silence(standing: Standing, entry: Entry) -> None:
    """Fold what keeps us from writing, and what ends it; other facts change nothing."""
    match entry.kind:
        case EntryKind.UNDELIVERED:
            _refused(standing, entry)
        case EntryKind.CORRECTED:
            standing.undelivered, standing.corrected = None, entry
            standing.delegated = None
        case EntryKind.SILENCED:
            silence = Silence(since=entry.at, until=datetime.fromisoformat(entry.step))
            standing.silences[entry.duty] = silence
        case EntryKind.UNSILENCED:
            silence = standing.silences[entry.duty]
            standing.silences[entry.duty] = silence.ended(entry.at)
        case _:
            pass
