"""Read a paper, reduce what was read to short strings by kind, and score them."""

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from calendars.working_days import WorkingDays
from documents.reading.read import read_document
from documents.reading.result import DeadlineRead, Reading
from documents.reading.source import read_lines
from rules.people import lists_people

HOME = Path(__file__).parent
DAYS = WorkingDays.vietnam()
Items = Mapping[str, list[str]]


class Score(NamedTuple):
    """How many items were right, how many were read, how many there are."""

    right: int = 0
    read: int = 0
    there: int = 0

    def __add__(self, other: "Score") -> "Score":  # type: ignore[override]
        return Score(*(a + b for a, b in zip(self, other, strict=True)))

    @property
    def precision(self) -> float:
        return self.right / self.read if self.read else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.there if self.there else 1.0


def read_paper(path: Path) -> Reading:
    wrapped = path.suffix != ".docx"
    return read_document(read_lines(path), DAYS, lists_people, wrapped=wrapped)


def score(read: Items, expected: Items) -> dict[str, Score]:
    scores = {}
    for kind in sorted({*read, *expected}):
        ours, truth = Counter(read.get(kind, [])), Counter(expected.get(kind) or [])
        right = (ours & truth).total()
        scores[kind] = Score(right, ours.total(), truth.total())
    return scores


def items(reading: Reading) -> dict[str, list[str]]:
    single = {
        "title": reading.title,
        "kind": reading.kind,
        "issuer": reading.issuer,
        "level": reading.level,
        "number": reading.number,
        "date": reading.date,
        "place": reading.place,
        "theme": reading.theme,
        "period": _span(reading.period.first, reading.period.last),
        "parent": _joined(reading.parent.number, reading.parent.date),
        "signer": _joined(
            *reading.signer.authority, reading.signer.position, reading.signer.name
        ),
    }
    return {
        "single values": [f"{key}: {value}" for key, value in single.items() if value],
        "agencies": [
            _joined(
                one.no,
                one.parent and f"in {one.parent}",
                one.name,
                one.modality,
                one.group,
                one.open_ended and "open-ended",
            )
            for one in reading.agencies
        ],
        "duties": [
            _joined(one.no, one.name, duty.text[:30], duty.lead or "supporting")
            for one in reading.agencies
            for duty in one.duties
        ],
        "laid on all": [
            f"{one.kind}: {_due(one.deadline)}" for one in reading.laid_on_all
        ],
        "activities": [_joined(one.text[:40], one.owner) for one in reading.activities],
        "deadlines": [
            _joined(" ".join(one.raw.split()), _due(one)) for one in reading.deadlines
        ],
        "reports": [
            _joined(one.who, one.to, one.via, one.consolidated_for, _due(one.deadline))
            for one in reading.reports
        ],
        "slogans": [one.text for one in reading.slogans],
        "legal bases": [_joined(one.ref, one.date) for one in reading.legal_bases],
        "recipients": [_joined(one.name, one.mark) for one in reading.recipients],
        "flags": [
            _joined(one.what, " ".join(one.raw.split())[:40]) for one in reading.flags
        ],
    }


def _due(one: DeadlineRead | None) -> str:
    if one is None:
        return "-"
    offset = one.offset_days is not None and f"{one.offset_days:+}"
    return _joined(
        one.bound, one.date or _span(one.first, one.last), offset, one.anchor, one.hour
    )


def _span(first: object, last: object) -> str:
    return f"{first or ''}..{last or ''}" if first or last else ""


def _joined(*parts: object) -> str:
    return " | ".join(str(part) for part in parts if part and part is not True)
