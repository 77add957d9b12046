import pytest

from rules.free_text import Fault
from rules.reports.amounts import Unread
from rules.reports.checks import Remark, Wrong
from rules.reports.drafts import (
    Field,
    Written,
    attached,
    drafted,
    group_fields,
    mark,
    merged,
    part_fields,
    unkept,
    why_field,
    why_fields,
    written,
)
from schemas.indicator import AddsUp, Indicator, IndicatorGroup, IndicatorSet
from schemas.report import LONGEST_PART, Narrative, Report

ASKED = IndicatorSet(
    groups=(
        IndicatorGroup(id="gifts", title="Quà"),
        IndicatorGroup(id="forum", title="Diễn đàn", asks="Có tổ chức không?"),
    ),
    items=(
        Indicator(id="gift", group="gifts", label="Quà", unit="suất"),
        Indicator(id="money", group="gifts", label="Trị giá", unit="đồng"),
        Indicator(id="held", group="forum", label="Cuộc", unit="cuộc"),
        Indicator(id="said", group="forum", label="Ý kiến", unit="ý kiến"),
        Indicator(
            id="rate",
            group="forum",
            label="Tỷ lệ",
            unit="%",
            adds_up=AddsUp.RATIO,
            of=("held", "said"),
        ),
    ),
)
WHOLE = {
    "figure.gift": "12",
    "figure.money": "4,2 tỷ",
    "figure.held": "1",
    "figure.said": "0",
}


def read(before: dict[str, int] | None = None, **typed: str) -> Written:
    """Read a draft that is whole but for what was typed: a_b stands for a.b."""
    changed = {name.replace("_", ".", 1): text for name, text in typed.items()}
    return written(WHOLE | changed, ASKED, before or {})


def test_what_was_typed_becomes_a_report() -> None:
    found = read(part_results="Tốt.\n\n  Rất tốt. ")
    assert found.report.figures == {"gift": 12, "money": 4_200_000_000, "held": 1} | {
        "said": 0
    }
    assert found.report.narrative == Narrative(results="Tốt.\n\nRất tốt.")
    assert (found.wrong, found.raised, found.remarks) == ({}, (), ())


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("abc", Unread.LETTERS),
        ("-5", Unread.NEGATIVE),
        ("=cmd()", Unread.FORMULA),
        ("1000000000000000000", Unread.LARGE),
        ("12\n34", Unread.SEVERAL),
    ],
)
def test_what_cannot_be_read_is_an_error_and_not_a_missing_figure(
    typed: str, why: Unread
) -> None:
    found = read(figure_gift=typed)
    assert found.wrong == {"figure.gift": why}
    assert "gift" not in found.report.figures
    assert found.remarks == ()


@pytest.mark.parametrize("field", ["part.results", "why.gift", "why.gifts"])
@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("x" * (LONGEST_PART + 1), Fault.LONG),
        ("A\u202eB", Fault.HIDDEN),
        ("cháu A, sinh năm 2015", Fault.PERSONAL),
    ],
)
def test_words_that_no_report_may_hold_are_told(
    field: str, text: str, why: Fault
) -> None:
    found = written(WHOLE | {field: text}, ASKED, {"gift": 1})
    assert found.wrong == {field: why}
    assert found.report.narrative == Narrative()
    assert found.report.explained == {}


def test_what_looks_odd_waits_for_its_reason() -> None:
    odd = Remark(Wrong.TENFOLD, "gift", 1)
    found = read({"gift": 1})
    assert (found.raised, found.remarks) == ((odd,), (odd,))
    explained = read({"gift": 1}, why_gift="Thêm ba xã", why_money="Không hỏi")
    assert (explained.raised, explained.remarks) == ((odd,), ())
    assert explained.report.explained == {"gift": "Thêm ba xã"}


def test_one_reason_stands_for_all_that_is_missing_in_a_group() -> None:
    draft = {"figure.held": "1", "figure.said": "0", "why.gifts": "Chưa thống kê"}
    found = written(draft, ASKED, {})
    assert found.report.explained == {
        "gift": "Chưa thống kê",
        "money": "Chưa thống kê",
    }
    assert [one.wrong for one in found.raised] == [Wrong.MISSING, Wrong.MISSING]
    assert found.remarks == ()
    assert {why_field(one, ASKED) for one in found.raised} == {"why.gifts"}


def test_nothing_arose_and_a_figure_contradict_each_other() -> None:
    found = read(nothing_gifts="1", figure_money="0")
    assert found.report.nothing == ("gifts",)
    assert [(one.wrong, one.indicator) for one in found.remarks] == [
        (Wrong.NOTHING_AND_FIGURE, "gift")
    ]


def test_a_report_is_amended_from_what_it_said() -> None:
    report = Report(
        figures={"held": 2000},
        nothing=("gifts",),
        narrative=Narrative(proposals="Đề nghị"),
        explained={"said": "Chưa thống kê", "held": "Thêm một cuộc"},
    )
    draft = drafted(report, ASKED)
    assert draft == {
        "figure.held": "2.000",
        "nothing.gifts": "1",
        "held.forum": "1",
        "part.proposals": "Đề nghị",
        "why.held": "Thêm một cuộc",
        "why.forum": "Chưa thống kê",
    }
    again = written(draft, ASKED, {"held": 0}).report
    assert again.explained == {"said": "Chưa thống kê"}, "only what is asked for"
    assert again.figures == report.figures
    assert again.nothing == report.nothing
    assert drafted(Report(nothing=("gifts", "forum")), ASKED) == {
        "nothing.gifts": "1",
        "nothing.forum": "1",
    }


def test_what_names_persons_is_not_even_drafted() -> None:
    named = {"part.results": "Cháu A, sinh năm 2015", "figure.gift": "CCCD 012345678"}
    sound = {"part.proposals": "Tốt", "figure.money": "150000000000", "why.gift": ""}
    assert unkept(named | sound) == named


def test_each_step_has_its_fields() -> None:
    gifts, forum = ASKED.groups
    assert group_fields(ASKED, gifts) == (
        "figure.gift",
        "figure.money",
        "nothing.gifts",
    )
    assert group_fields(ASKED, forum)[2:] == ("nothing.forum", "held.forum")
    assert part_fields() == ("part.results", "part.difficulties", "part.proposals")
    assert set(why_fields(ASKED)) == {
        Field.WHY.of(one) for one in ("gift", "money", "held", "said", "gifts", "forum")
    }


@pytest.mark.parametrize(
    ("shown", "theirs", "mine", "kept", "asked"),
    [
        ("1", "1", "2", "2", False),
        ("1", "2", "1", "2", False),
        ("1", "2", "2", "2", False),
        ("", "2", "", "2", False),
        ("1", "2", "3", "3", True),
        ("1", "", "3", "3", True),
        ("1", "2", "", "", True),
    ],
)
def test_two_who_write_at_once_lose_nothing(
    shown: str, theirs: str, mine: str, kept: str, asked: bool
) -> None:
    found = merged({"a": mark(shown)}, {"a": theirs} if theirs else {}, {"a": mine})
    assert found.fields == {"a": kept}
    assert found.theirs == ({"a": theirs} if asked else {})


def test_a_form_that_does_not_tell_what_it_showed_is_asked_about() -> None:
    assert merged({}, {"a": "1"}, {"a": "2", "b": ""}).theirs == {"a": "1"}


def test_a_draft_names_its_files_in_their_order() -> None:
    files = {"file.b.pdf": "1", "file.a.png": "1"}
    report = written(WHOLE | files, ASKED, {}).report
    assert report.attachments == attached(files) == ("b.pdf", "a.png")
    assert attached(drafted(report, ASKED)) == ("b.pdf", "a.png")
    assert attached(WHOLE) == ()
