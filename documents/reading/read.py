"""Read a document: from its lines to the result, step by step."""

import re
from collections.abc import Iterator, Sequence

from calendars.working_days import WorkingDays
from documents.reading.annex import with_annex
from documents.reading.asked import laid_on_all, read_reports
from documents.reading.bases import read_bases
from documents.reading.body import read_subject
from documents.reading.doubts import doubt_numbers
from documents.reading.duties import read_agency
from documents.reading.entry import Written
from documents.reading.foot import Foot, read_foot
from documents.reading.head import Head, read_head
from documents.reading.issuer import level_of, read_issuer, with_own_case
from documents.reading.joining import join
from documents.reading.label import Rank
from documents.reading.line import Line
from documents.reading.matters import (
    find_activities,
    find_period,
    find_slogans,
    find_theme,
    owner_of,
)
from documents.reading.outline import Node, outline
from documents.reading.paragraph import Paragraph
from documents.reading.persons import ListsPeople, without_people
from documents.reading.place import item, where
from documents.reading.result import (
    ActivityRead,
    DutyRead,
    Flag,
    PeriodRead,
    Reading,
    RecipientRead,
    ReportRead,
    SignerRead,
    Slogan,
)
from documents.reading.said import Bound, Year
from documents.reading.sections import Topic, find_topics, topic_of
from documents.reading.table import columns_of, table_rows
from documents.reading.times import Times
from documents.reading.who import entries_of
from documents.reading.wording import said

_YEAR = re.compile(r"\bnăm\s+(20\d\d)\b|\d/(20\d\d)\b")
_BINDING = (Bound.BEFORE, Bound.BY, Bound.FROM_TO, Bound.UNPARSEABLE)


def read_document(
    lines: Sequence[Line],
    days: WorkingDays,
    lists_people: ListsPeople,
    *,
    wrapped: bool,
) -> Reading:
    """Return what a document says, each item with its place and its words.

    `wrapped` tells that lines may end by the margin; what looks like a list of people
    is reported and left out.
    """
    paragraphs, flags = without_people(join(lines, wrapped), lists_people)
    return _Reader(with_annex(paragraphs), days, flags).read()


class _Reader:
    """A document as it is read: its parts, and what was found so far."""

    def __init__(
        self, paragraphs: Sequence[Paragraph], days: WorkingDays, flags: list[Flag]
    ) -> None:
        self._head = head = read_head(paragraphs)
        self._foot = read_foot(paragraphs)
        self._paragraphs = paragraphs
        tables = table_rows(paragraphs)
        self._tables = [rows for rows in tables.values() if columns_of(rows)]
        of_duties = {at for at, rows in tables.items() if columns_of(rows)}
        self._body = [
            one
            for one in (
                *paragraphs[head.body : max(self._foot.begin, head.body)],
                *paragraphs[self._foot.end :],
            )
            if one.cell is None or one.cell.table not in of_duties
        ]
        self._root = outline(self._body)
        self._days = days
        self._flags = flags

    def read(self) -> Reading:
        """Return the result."""
        head, root = self._head, self._root
        title = head.title and with_own_case(head.title, _text(self._body))
        issuer, said_by = read_issuer(
            head.issuer_lines, self._paragraphs, head.body, head.place, title
        )
        year, period = self._period()
        times = Times(year, head.day, self._days)
        bases = read_bases(self._paragraphs[head.body :], self._preamble())
        parts = entries_of(root, self._tables, head.addressed)
        agencies = tuple(read_agency(entry, times) for entry in parts.entries)
        reports = [
            report
            for entry in parts.entries
            for one in entry.duties
            for report in read_reports(one, entry.named.name, times)
        ]
        common = list(self._common(parts.common, times, reports))
        taken = {
            one for entry in parts.entries for duty in entry.duties
            for one in duty.paragraphs
        } | {one for duty in parts.common for one in duty.paragraphs}  # fmt: skip
        taken |= {entry.paragraph for entry in parts.entries}
        reporting = [
            n for part in find_topics(root, Topic.REPORTS) for n in part.walk()
        ]
        about = [
            Written(node.text, (node.paragraph,))
            for node in reporting
            if node.paragraph not in taken and not _is_bare_heading(node)
        ]
        common += self._common(about, times, reports, whole=True)
        taken |= {node.paragraph for node in reporting}
        self._rest(taken, times, reports)
        theme = find_theme(root, self._body)
        sources = {name: item(one) for name, one in head.places.items()}
        if said_by:
            sources["issuer"] = item(said_by)
        if theme:
            sources["theme"] = item(theme.paragraph, theme.text)
        activities = self._activities(taken)
        self._flags += [*times.flags, *bases.flags, *doubt_numbers(parts.entries)]
        if not any(one.duties for one in agencies):
            self._flags.append(Flag(what="no-entries", why=said("no-entries")))
        return Reading(
            title=title,
            kind=head.kind,
            issuer=issuer,
            level=level_of(issuer) or level_of(_above(head)),
            number=head.number,
            symbol=head.symbol,
            date=head.day,
            month=head.month,
            place=head.place,
            year=year.year or None,
            theme=theme.text if theme else None,
            period=period,
            slogans=tuple(
                Slogan(text=one.text, **where(one.paragraph, one.text))
                for one in find_slogans(root)
            ),
            legal_bases=bases.cited,
            parent=bases.parent,
            agencies=agencies,
            laid_on_all=tuple(common),
            activities=activities,
            deadlines=tuple(sorted(times.found, key=lambda one: one.source)),
            reports=tuple(reports),
            recipients=tuple(
                RecipientRead(
                    name=one.name, mark=one.mark, **where(one.paragraph, one.name)
                )
                for one in self._foot.recipients
            ),
            signer=_signer(self._foot),
            flags=tuple(self._flags),
            sources=sources,
        )

    def _preamble(self) -> list[Paragraph]:
        """Return the paragraphs before the first heading of the text."""
        found: list[Paragraph] = []
        for node in self._root.children:
            if node.rank < Rank.SUBNUMBER:
                break
            found.append(node.paragraph)
        return found

    def _period(self) -> tuple[Year, PeriodRead]:
        head = self._head
        titles = self._paragraphs[: head.body + 2]
        year = Year(head.year or _year_in([*titles, *self._body]))
        found = find_period(self._root, titles, year)
        if found is None:
            return year, PeriodRead()
        one, paragraph = found
        if head.year is None and one.last is not None and not one.year_inferred:
            year = Year(one.first.year if one.first else one.last.year)
        words = paragraph.text[one.start : one.end]
        read = PeriodRead(first=one.first, last=one.last, **where(paragraph, words))
        return year._replace(begins=one.first), read

    def _common(
        self,
        texts: Sequence[Written],
        times: Times,
        reports: list[ReportRead],
        *,
        whole: bool = False,
    ) -> Iterator[DutyRead]:
        """Yield what is laid on all; notes its reports and its times."""
        for one in texts:
            times.read(one.text, one.paragraphs, one.text)
            subject = read_subject(one.text)
            who = subject.name if subject else None
            asked = read_reports(one, who, times, whole=whole)
            reports += asked
            yield from laid_on_all(one, asked, times)

    def _rest(
        self, taken: set[Paragraph], times: Times, reports: list[ReportRead]
    ) -> None:
        """Note times and reports of what is neither an entry nor laid on all.

        Purpose and preamble tell what was; only what binds is a time there.
        """
        parts = any(node.rank < Rank.SUBNUMBER for node in self._root.children)
        preamble = set(self._preamble()) if parts else set[Paragraph]()
        for node, topic in _with_topics(self._root, None):
            text, paragraph = node.text, node.paragraph
            if paragraph in taken or topic is Topic.SLOGANS:
                continue
            if text.lower().startswith("căn cứ ") and node.rank == Rank.PLAIN:
                continue
            tells = topic is Topic.PURPOSE or paragraph in preamble
            only = _BINDING if tells else tuple(Bound)
            times.read(text, [paragraph], text, bare=topic is Topic.TIME, only=only)
            if topic is not Topic.PURPOSE:
                reports += read_reports(Written(text, (paragraph,)), None, times)

    def _activities(self, taken: set[Paragraph]) -> tuple[ActivityRead, ...]:
        """Return the main activities; what is a duty of somebody is none."""
        found: list[ActivityRead] = []
        for node in find_activities(self._root):
            if node.paragraph in taken:
                continue
            owner = owner_of(" ".join(one.text for one in node.walk()))
            place = where(node.paragraph)
            found.append(ActivityRead(text=node.text, owner=owner, **place))
            if owner is None:
                why = said("unowned-activity")
                self._flags.append(Flag(what="unowned-activity", why=why, **place))
        return tuple(found)


def _with_topics(
    node: Node, topic: Topic | None
) -> Iterator[tuple[Node, Topic | None]]:
    """Yield the nodes of a text, each with what the nearest heading is about."""
    for child in node.children:
        own = topic_of(child) or topic
        yield child, own
        yield from _with_topics(child, own)


def _above(head: Head) -> str | None:
    """Return the body above the issuing one, as the head names it."""
    return head.issuer_lines[-2] if len(head.issuer_lines) > 1 else None


def _is_bare_heading(node: Node) -> bool:
    return topic_of(node) is not None and ":" not in node.text.rstrip(": ")


def _year_in(paragraphs: Sequence[Paragraph]) -> int:
    """Return the year a text speaks of first; 0 if it never does."""
    for paragraph in paragraphs:
        if found := _YEAR.search(paragraph.text):
            return int(found[1] or found[2])
    return 0


def _text(paragraphs: Sequence[Paragraph]) -> str:
    return "\n".join(one.text for one in paragraphs)


def _signer(foot: Foot) -> SignerRead:
    one = foot.signature
    if not one.paragraphs:
        return SignerRead()
    return SignerRead(
        authority=one.authority,
        position=one.position,
        name=one.name,
        source=(one.paragraphs[0].first, one.paragraphs[-1].last),
        raw="\n".join(part.raw for part in one.paragraphs),
    )
