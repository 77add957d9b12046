"""The steps in which a report is written: groups, narrative, attachments."""

from collections.abc import Iterator, Mapping

from desk.reports.said import spelled
from desk.reports.views import FieldView, GroupStep, StepView
from desk.reports.writing import Writing
from documents.attachments import limits
from rules.reports.checks import Remark, Wrong
from rules.reports.drafts import (
    PARTS,
    Field,
    Written,
    entered,
    group_fields,
    mark,
    part_fields,
)
from schemas import words
from schemas.indicator import Indicator, IndicatorGroup, IndicatorSet
from schemas.numerals import said_figure

NARRATIVE, FILES = "thuyet-minh", "tep"
"""The steps of the narrative and of the attachments, as addresses name them."""
GROUP = "muc/"
"""What stands before a group where addresses name its step."""


def steps(writing: Writing) -> tuple[StepView, ...]:
    """Return all steps with how far each is."""
    return (
        *(_step(writing, one) for one in writing.reporter.asked.groups),
        _narrative(writing),
        StepView(
            path=FILES,
            title=words.FILES,
            nothing=False,
            filled=len(writing.files),
            fields=limits.FILES,
            wrong=0,
            files=True,
        ),
    )


def after(asked: IndicatorSet, path: str) -> str:
    """Return the step after a step, empty after the last one."""
    paths = [*(GROUP + one.id for one in asked.groups), NARRATIVE, FILES, ""]
    return paths[paths.index(path) + 1]


def group_step(
    writing: Writing, path: str, theirs: Mapping[str, str] | None = None
) -> GroupStep | None:
    """Return the step of a group, with what others saved meanwhile; None for none."""
    found = _group(writing.reporter.asked, path)
    if found is None:
        return None
    group = found.id
    nothing, held = Field.NOTHING.of(group), Field.HELD.of(group)
    said, others = writing.written, theirs or {}
    items = entered(writing.reporter.asked, group)
    typed = any(Field.FIGURE.of(one.id) in writing.fields for one in items)
    answered = typed or held in writing.fields
    no = nothing in writing.fields and not typed
    return GroupStep(
        id=group,
        title=found.title,
        asks=found.asks or "",
        held=False if no else answered or None,
        nothing=_field(writing, nothing, group, words.NOTHING, others),
        answer=_field(writing, held, group, found.asks or "", others),
        fields=tuple(_figure(writing, one, said, others) for one in items),
    )


def narrative_step(
    writing: Writing, theirs: Mapping[str, str] | None = None
) -> tuple[FieldView, ...]:
    """Return the fields of the narrative."""
    return tuple(
        _field(writing, Field.PART.of(one), one, words.PARTS[one], theirs or {})
        for one in PARTS
    )


def fields_of(asked: IndicatorSet, path: str) -> tuple[str, ...]:
    """Return the fields of a step, none of an unknown one."""
    if path == NARRATIVE:
        return part_fields()
    group = _group(asked, path)
    return group_fields(asked, group) if group else ()


def wrong_in(writing: Writing, path: str) -> bool:
    """Tell whether a step that has fields holds what cannot be passed."""
    group = _group(writing.reporter.asked, path)
    step = _step(writing, group) if group else _narrative(writing)
    return step.wrong > 0


def _group(asked: IndicatorSet, path: str) -> IndicatorGroup | None:
    return next((one for one in asked.groups if GROUP + one.id == path), None)


def _narrative(writing: Writing) -> StepView:
    return StepView(
        path=NARRATIVE,
        title=words.NARRATIVE,
        nothing=False,
        filled=sum(name in writing.fields for name in part_fields()),
        fields=len(PARTS),
        wrong=sum(name in writing.written.wrong for name in part_fields()),
    )


def _step(writing: Writing, group: IndicatorGroup) -> StepView:
    items = entered(writing.reporter.asked, group.id)
    named = [Field.FIGURE.of(one.id) for one in items]
    return StepView(
        path=GROUP + group.id,
        title=group.title,
        nothing=Field.NOTHING.of(group.id) in writing.fields,
        filled=sum(name in writing.fields for name in named),
        fields=len(named),
        wrong=sum(1 for _ in _errors(writing.written, items)),
    )


def _errors(written: Written, items: tuple[Indicator, ...]) -> Iterator[str]:
    """Yield the figures that cannot stay as they are."""
    against = {one.indicator for one in written.remarks if not one.explainable}
    for one in items:
        if Field.FIGURE.of(one.id) in written.wrong or one.id in against:
            yield one.id


def _field(
    writing: Writing, name: str, of: str, label: str, theirs: Mapping[str, str]
) -> FieldView:
    text = writing.fields.get(name, "")
    return FieldView(
        name=name,
        id=of,
        label=label,
        unit="",
        text=text,
        mark=mark(writing.stored.get(name, "")),
        theirs=theirs.get(name),
        fault=writing.written.wrong.get(name, ""),
    )


def _figure(
    writing: Writing, one: Indicator, written: Written, theirs: Mapping[str, str]
) -> FieldView:
    name = Field.FIGURE.of(one.id)
    text, figure = writing.fields.get(name, ""), written.report.figures.get(one.id)
    before = writing.before.figures.get(one.id)
    remark = _remark(written, one)
    return FieldView(
        name=name,
        id=one.id,
        label=one.label,
        unit=one.unit,
        text=text,
        mark=mark(writing.stored.get(name, "")),
        said="" if figure is None else said_figure(figure, one.unit),
        spelled="" if figure is None else spelled(figure, one.unit),
        before="" if before is None else said_figure(before, one.unit),
        theirs=theirs.get(name),
        unread=written.wrong.get(name, ""),
        wrong=remark.wrong if remark and not remark.explainable else "",
        odd=remark.wrong if remark and remark.explainable else "",
        limit=remark.limit if remark else None,
    )


def _remark(written: Written, one: Indicator) -> Remark | None:
    """Return what is to be said beside a figure; that it is missing is said later."""
    return next(
        (
            remark
            for remark in (*written.remarks, *written.raised)
            if remark.indicator == one.id and remark.wrong is not Wrong.MISSING
        ),
        None,
    )
