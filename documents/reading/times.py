"""The times of a text as items of the result, with what is doubtful about them."""

from collections.abc import Iterable, Sequence
from datetime import date

from calendars.working_days import WorkingDays
from documents.reading.citations import find_citations
from documents.reading.days import read_days
from documents.reading.doubts import doubt_time
from documents.reading.paragraph import Paragraph
from documents.reading.place import lines_of
from documents.reading.result import DeadlineRead, Flag
from documents.reading.said import Bound, Said, Year

_STRENGTH = (
    Bound.BEFORE,
    Bound.BY,
    Bound.FROM_TO,
    Bound.ON,
    Bound.RELATIVE_BY,
    Bound.FUZZY,
    Bound.RECURRING,
    Bound.BY_REGULATION,
    Bound.FROM,
    Bound.OCCASION,
)
"""A duty with several times ends by the first of these."""
_SUBJECT = 160


class Times:
    """Reads times, and keeps all that were found and all that is odd about them."""

    def __init__(self, year: Year, issued: date | None, days: WorkingDays) -> None:
        self.year = year
        self.found: list[DeadlineRead] = []
        self.flags: list[Flag] = []
        self._issued = issued
        self._days = days

    def quiet(self) -> "Times":
        """Return a reader of the same times whose finds nobody keeps."""
        return Times(self.year, self._issued, self._days)

    def read(
        self,
        text: str,
        paragraphs: Sequence[Paragraph],
        subject: str,
        *,
        bare: bool = False,
        only: Iterable[Bound] = tuple(Bound),
    ) -> tuple[DeadlineRead, ...]:
        """Return the times a text says, of the bounds asked for."""
        cited = [(one.start, one.end) for one in find_citations(text)]
        said = [
            self._item(one, text, paragraphs, subject)
            for one in read_days(text, self.year, cited=cited, bare=bare)
            if one.bound in only
        ]
        self.found += said
        return tuple(said)

    def _item(
        self, one: Said, text: str, paragraphs: Sequence[Paragraph], subject: str
    ) -> DeadlineRead:
        part = text[one.start : one.end]
        holder, raw = _quoted(part, paragraphs)
        source = lines_of([holder])
        for code, why in doubt_time(one, raw, self.year.year, self._issued):
            self.flags.append(Flag(what=code, why=why, raw=raw, source=source))
        last = one.last_day
        return DeadlineRead(
            source=source,
            raw=raw,
            bound=one.bound,
            date=one.day,
            first=one.first,
            last=one.last,
            last_day=last,
            last_working_day=self._days.on_or_before(last) if last else None,
            offset_days=one.offset_days,
            offset_working=one.working,
            anchor=one.anchor,
            hour=one.hour,
            year_inferred=one.year_inferred,
            subject=subject[:_SUBJECT],
        )


def _quoted(part: str, paragraphs: Sequence[Paragraph]) -> tuple[Paragraph, str]:
    """Return the paragraph that holds the words, and the words as they stand there."""
    for paragraph in paragraphs:
        if part in paragraph.text:
            return paragraph, paragraph.quote(part)
    return paragraphs[0], part


def strongest(times: Sequence[DeadlineRead]) -> DeadlineRead | None:
    """Return the time by which a duty ends, None if none of them binds."""
    ranks = {bound.value: rank for rank, bound in enumerate(_STRENGTH)}
    binding = [one for one in times if one.bound in ranks]
    return min(
        binding, key=lambda one: (_is_at_once(one), ranks[one.bound]), default=None
    )


def _is_at_once(one: DeadlineRead) -> bool:
    """Tell a time by an event, in no number of days, which ends a duty only alone."""
    return one.bound == Bound.RELATIVE_BY and one.offset_days is None
