"""What the pages of a report may read: values in words, no rules, no rows."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LineView:
    """A figure of a report: `value` with its unit, money `spelled` in words as well.

    Both are empty where there is no figure; `why` is what was explained. While it is
    being written `unread` says why `value` is as it was typed, and `wrong` what stands
    against it, with its `limit`.
    """

    id: str
    label: str
    unit: str
    value: str
    spelled: str = ""
    why: str = ""
    unread: str = ""
    wrong: str = ""
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class LinesView:
    """A group of a report: its lines, or that nothing arose."""

    id: str
    title: str
    nothing: bool
    lines: tuple[LineView, ...]


@dataclass(frozen=True, slots=True)
class PartView:
    """A part of the narrative; `fault` says while it is written why it may not stay."""

    id: str
    label: str
    text: str
    fault: str = ""


@dataclass(frozen=True, slots=True)
class FileView:
    """A file of a report; `name` is what the agency calls it, empty once purged."""

    id: str
    name: str
    size: str


@dataclass(frozen=True, slots=True)
class ReportView:
    """A version of a report as it was submitted, with the files that go with it.

    One that went `by_clerk` has its figures elsewhere.
    """

    version: int
    groups: tuple[LinesView, ...]
    parts: tuple[PartView, ...]
    files: tuple[FileView, ...] = ()
    by_clerk: bool = False


@dataclass(frozen=True, slots=True)
class FieldView:
    """A field as it is filled in; `mark` tells what the page shows in it.

    `said` and `spelled` repeat what was understood, `before` is what was reported
    earlier; `theirs` is what somebody else saved meanwhile, None where nobody did. What
    is wrong is `unread` of a figure, `fault` of words, or `wrong` with its `limit`;
    what only looks `odd` is explained later.
    """

    name: str
    id: str
    label: str
    unit: str
    text: str
    mark: str
    said: str = ""
    spelled: str = ""
    before: str = ""
    theirs: str | None = None
    unread: str = ""
    fault: str = ""
    wrong: str = ""
    odd: str = ""
    limit: int | None = None

    @property
    def is_wrong(self) -> bool:
        """Tell whether it cannot stay as it is."""
        return bool(self.unread or self.fault or self.wrong)


@dataclass(frozen=True, slots=True)
class GroupStep:
    """The step of a group: `asks` first, where it has a question.

    `held` is how that was answered, None where it was not.
    """

    id: str
    title: str
    asks: str
    held: bool | None
    nothing: FieldView
    answer: FieldView
    fields: tuple[FieldView, ...]


@dataclass(frozen=True, slots=True)
class StepView:
    """A step on the overview: how many of its fields are filled, how many are wrong.

    In the one for `files` these are attachments, of which none is asked for.
    """

    path: str
    title: str
    nothing: bool
    filled: int
    fields: int
    wrong: int
    files: bool = False


@dataclass(frozen=True, slots=True)
class WhyView:
    """What has to be explained of a figure: each code with its limit.

    Of a group it is why figures are `missing`; `title` is that of figure or group.
    """

    name: str
    title: str
    unit: str
    text: str
    mark: str
    fault: str
    odd: tuple[tuple[str, int | None], ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReviewView:
    """A report as it will be submitted; `errors` counts what cannot be passed.

    `saved` is the save it shows, 0 where nothing was saved since the last version.
    """

    saved: int
    at: str
    report: ReportView
    whys: tuple[WhyView, ...]
    errors: int
