"""A report as it will be submitted, with all that stands against it."""

from dataclasses import replace

from desk.letters.views import moment_in_words
from desk.reports.said import report_view
from desk.reports.views import LinesView, LineView, PartView, ReviewView, WhyView
from desk.reports.writing import Writing
from rules.reports.checks import Wrong
from rules.reports.drafts import Field, mark, why_field
from schemas.report import Filed


def review(writing: Writing) -> ReviewView:
    """Return a report for its last look."""
    reporter, saved = writing.reporter, writing.saved
    filed = Filed(
        reporter.row.id, 0, reporter.reporting.versions + 1, writing.written.report
    )
    shown = report_view(filed, reporter.asked, writing.files)
    whys = _whys(writing)
    return ReviewView(
        saved=saved.saved if saved else 0,
        at=moment_in_words(saved.at) if saved else "",
        report=replace(
            shown,
            groups=tuple(_lines(writing, group) for group in shown.groups),
            parts=tuple(_part(writing, part) for part in shown.parts),
        ),
        whys=whys,
        errors=_errors(writing, whys),
    )


def _lines(writing: Writing, group: LinesView) -> LinesView:
    lines = tuple(_line(writing, one) for one in group.lines)
    return replace(group, lines=lines)


def _line(writing: Writing, line: LineView) -> LineView:
    """Return a line with what stands against its figure."""
    written, name = writing.written, Field.FIGURE.of(line.id)
    if name in written.wrong:
        typed = writing.fields[name]
        return replace(line, value=typed, unread=written.wrong[name])
    for one in written.remarks:
        if one.indicator == line.id and not one.explainable:
            return replace(line, wrong=one.wrong, limit=one.limit)
    return line


def _part(writing: Writing, part: PartView) -> PartView:
    name = Field.PART.of(part.id)
    fault = writing.written.wrong.get(name, "")
    return replace(part, text=writing.fields.get(name, ""), fault=fault)


def _whys(writing: Writing) -> tuple[WhyView, ...]:
    """Return what has to be explained; one reason for what is missing of a group."""
    asked = writing.reporter.asked
    by_id = {one.id: one for one in asked.items}
    titles = {group.id: group.title for group in asked.groups}
    whys: dict[str, WhyView] = {}
    for one in writing.written.raised:
        name, item = why_field(one, asked), by_id[one.indicator]
        missing = one.wrong is Wrong.MISSING
        title = titles[item.group] if missing else item.label
        why = whys.get(name) or _why(writing, name, title, item.unit)
        if missing:
            whys[name] = replace(why, missing=(*why.missing, item.label))
        else:
            whys[name] = replace(why, odd=(*why.odd, (one.wrong, one.limit)))
    return tuple(whys.values())


def _why(writing: Writing, name: str, title: str, unit: str) -> WhyView:
    return WhyView(
        name=name,
        title=title,
        unit=unit,
        text=writing.fields.get(name, ""),
        mark=mark(writing.stored.get(name, "")),
        fault=writing.written.wrong.get(name, ""),
    )


def _errors(writing: Writing, whys: tuple[WhyView, ...]) -> int:
    """Count what cannot be passed, where it is not said beside its explanation."""
    explained = {one.name for one in whys}
    unread = [name for name in writing.written.wrong if name not in explained]
    wrong = [one for one in writing.written.remarks if not one.explainable]
    return len(unread) + len(wrong)
