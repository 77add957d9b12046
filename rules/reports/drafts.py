"""A report being written: what each of its fields holds, as it was typed.

A draft maps the names of fields to texts; a field that is empty is not in it.
"""

import hashlib
from collections.abc import Collection, Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple

from rules.free_text import Fault, plain, refused
from rules.personal import names_persons
from rules.reports.amounts import Unread, read_figure
from rules.reports.checks import Remark, Wrong, check
from schemas.indicator import Indicator, IndicatorGroup, IndicatorSet
from schemas.numerals import grouped
from schemas.report import LONGEST_PART, Narrative, Report

PARTS = tuple(Narrative.model_fields)
"""The narrative's parts, in the order of the report."""
LONGEST_WHY = 500
"""Characters of an explanation."""
YES = "1"
"""What a box that is ticked holds."""


class Field(StrEnum):
    """What a field is about; its name ends with an indicator, a group or a part.

    `held` answers a group's question with yes. `why` explains an odd figure or, of a
    group, why figures of it are missing. `file` names an attachment.
    """

    FIGURE = "figure"
    NOTHING = "nothing"
    HELD = "held"
    PART = "part"
    WHY = "why"
    FILE = "file"

    def of(self, name: str) -> str:
        """Return the name of the field."""
        return f"{self}.{name}"


class Written(NamedTuple):
    """The report a draft would be; `wrong` says of fields why they cannot be read.

    `raised` holds what has to be explained, explained or not, and `remarks` what still
    stands against it.
    """

    report: Report
    wrong: Mapping[str, Fault | Unread]
    raised: tuple[Remark, ...]
    remarks: tuple[Remark, ...]


class Merged(NamedTuple):
    """Fields as they should be saved; `theirs` are those that others changed too."""

    fields: dict[str, str]
    theirs: dict[str, str]


def group_fields(asked: IndicatorSet, group: IndicatorGroup) -> tuple[str, ...]:
    """Return the fields of a group."""
    figures = (Field.FIGURE.of(one.id) for one in entered(asked, group.id))
    boxes = (Field.NOTHING, Field.HELD) if group.asks else (Field.NOTHING,)
    return (*figures, *(box.of(group.id) for box in boxes))


def part_fields() -> tuple[str, ...]:
    """Return the fields of the narrative."""
    return tuple(map(Field.PART.of, PARTS))


def why_fields(asked: IndicatorSet) -> tuple[str, ...]:
    """Return the fields in which something can be explained."""
    items = [one.id for one in asked.items if one.entered]
    return tuple(map(Field.WHY.of, (*items, *(group.id for group in asked.groups))))


def attached(draft: Mapping[str, str]) -> tuple[str, ...]:
    """Return the attachments that a draft names, in the order they came."""
    mark = Field.FILE.of("")
    return tuple(name.removeprefix(mark) for name in draft if name.startswith(mark))


def entered(asked: IndicatorSet, group: str) -> tuple[Indicator, ...]:
    """Return the indicators of a group that people enter."""
    return tuple(one for one in asked.of_group(group) if one.entered)


def mark(text: str) -> str:
    """Return what tells one text from another, without holding it."""
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def merged(
    marks: Mapping[str, str], theirs: Mapping[str, str], mine: Mapping[str, str]
) -> Merged:
    """Merge what one person typed with what was saved since their page was shown.

    `marks` tell what the page showed. Whoever left a field as it was takes what the
    others made of it; where both changed it, it is for the person to decide.
    """
    fields: dict[str, str] = {}
    others: dict[str, str] = {}
    for name, text in mine.items():
        other, shown = theirs.get(name, ""), marks.get(name)
        fields[name] = other if mark(text) == shown else text
        if text != other and shown not in (mark(text), mark(other)):
            others[name] = other
    return Merged(fields, others)


def unkept(fields: Mapping[str, str]) -> dict[str, str]:
    """Return the fields that not even a draft keeps: their words name persons.

    An amount has as many digits as a paper: a figure without any letter is none.
    """
    figure = Field.FIGURE.of("")
    return {
        name: text
        for name, text in fields.items()
        if not name.startswith(figure) or any(map(str.isalpha, text))
        if names_persons(text)
    }


def drafted(report: Report, asked: IndicatorSet) -> dict[str, str]:
    """Return the draft from which a report is amended."""
    draft = {Field.FIGURE.of(one): grouped(n) for one, n in report.figures.items()}
    draft |= {Field.NOTHING.of(one): YES for one in report.nothing}
    draft |= {Field.PART.of(one): getattr(report.narrative, one) for one in PARTS}
    draft |= {Field.FILE.of(one): YES for one in report.attachments}
    for one in asked.items:
        why = report.explained.get(one.id, "")
        missing = one.id not in report.figures
        draft.setdefault(Field.WHY.of(one.group if missing else one.id), why)
        if not missing and one.group not in report.nothing:
            draft[Field.HELD.of(one.group)] = YES
    return {name: text for name, text in draft.items() if text}


def written(
    draft: Mapping[str, str], asked: IndicatorSet, before: Mapping[str, int]
) -> Written:
    """Read a draft as the report it would be.

    One reason stands for all figures that are missing in a group.
    """
    wrong = dict(_faults(draft, asked))
    report = Report(
        figures=_figures(draft, asked, wrong),
        nothing=tuple(
            one.id for one in asked.groups if draft.get(Field.NOTHING.of(one.id))
        ),
        narrative=Narrative(**{one: _part(draft, one, wrong) for one in PARTS}),
        attachments=attached(draft),
    )
    unread = {name for name, why in wrong.items() if isinstance(why, Unread)}
    raised = _readable(check(report, asked, before), unread)
    whys = dict(_whys(raised, draft, asked, wrong))
    report = report.model_copy(update={"explained": whys})
    return Written(
        report,
        wrong,
        tuple(one for one in raised if one.explainable),
        _readable(check(report, asked, before), unread),
    )


def _readable(
    remarks: tuple[Remark, ...], unread: Collection[str]
) -> tuple[Remark, ...]:
    """Leave out what is said of figures that could not be read."""
    return tuple(one for one in remarks if Field.FIGURE.of(one.indicator) not in unread)


def why_field(remark: Remark, asked: IndicatorSet) -> str:
    """Return the field in which a remark is explained."""
    groups = {one.id: one.group for one in asked.items}
    whole = remark.wrong is Wrong.MISSING
    return Field.WHY.of(groups[remark.indicator] if whole else remark.indicator)


def _figures(
    draft: Mapping[str, str], asked: IndicatorSet, wrong: dict[str, Fault | Unread]
) -> dict[str, int]:
    """Return the figures that can be read, and note what cannot."""
    figures: dict[str, int] = {}
    for one in asked.items:
        name = Field.FIGURE.of(one.id)
        if not one.entered or not draft.get(name):
            continue
        read = read_figure(draft[name], one.unit)
        if isinstance(read, int):
            figures[one.id] = read
        else:
            wrong[name] = read
    return figures


def _faults(
    draft: Mapping[str, str], asked: IndicatorSet
) -> Iterator[tuple[str, Fault | Unread]]:
    """Find texts that no report may hold."""
    longest = dict.fromkeys(why_fields(asked), LONGEST_WHY)
    for name, most in (longest | dict.fromkeys(part_fields(), LONGEST_PART)).items():
        if draft.get(name) and (why := refused(plain(draft[name]), most)):
            yield name, why.fault


def _part(
    draft: Mapping[str, str], part: str, wrong: Mapping[str, Fault | Unread]
) -> str:
    name = Field.PART.of(part)
    return "" if name in wrong else plain(draft.get(name, ""))


def _whys(
    remarks: tuple[Remark, ...],
    draft: Mapping[str, str],
    asked: IndicatorSet,
    wrong: Mapping[str, Fault | Unread],
) -> Iterator[tuple[str, str]]:
    """Return what the draft says of what has to be explained, and of nothing else."""
    for one in remarks:
        if one.explainable:
            name = why_field(one, asked)
            if draft.get(name) and name not in wrong:
                yield one.indicator, plain(draft[name])
