from dataclasses import replace
from datetime import date, datetime
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser

from desk.answer import Answer, answer
from desk.beat import beat
from desk.boards.timeline import WIDTH, timeline, timeline_svg, timeline_text
from desk.progress import progress
from schemas.base import VN
from schemas.entry import EntryKind
from tests.desk.desks import CLERK, ISSUED, NAME, docket, issued, started

JUNE_14 = datetime(2024, 6, 14, 8, tzinfo=VN)
SVG = "{http://www.w3.org/2000/svg}"


def seen(now: datetime, desk=None):
    return progress(desk or issued(), NAME, now)


def texts(svg: str) -> list[str]:
    root = ElementTree.fromstring(svg)  # noqa: S314 - we have drawn it ourselves
    return [
        " ".join("".join(one.itertext()).split()) for one in root.iter(SVG + "text")
    ]


def test_phases_stand_along_their_days_and_do_not_leave_the_picture():
    shown = timeline(seen(JUNE_14), JUNE_14)
    assert [bar.state for bar in shown.bars] == ["over", "now", "now", "ahead"]
    for bar, after in zip(shown.bars, shown.bars[1:], strict=False):
        assert 0 < bar.x < bar.x + bar.width < WIDTH
        assert bar.x <= after.x
        assert bar.y < after.y
    assert shown.bars[0].overdue == shown.bars[0].width, "nobody did anything"
    assert [tick.label for tick in shown.ticks] == ["1/6", "1/7"]


def test_today_lies_between_what_is_over_and_what_is_ahead():
    shown = timeline(seen(JUNE_14), JUNE_14)
    june = shown.bars[2]
    assert shown.today is not None
    assert june.x < shown.today < june.x + june.width
    after = datetime(2024, 9, 1, tzinfo=VN)
    assert timeline(seen(after), after).today is None


def test_todays_name_stands_below_the_line_that_says_the_day():
    june_1 = datetime(2024, 6, 1, 8, tzinfo=VN)
    root = ElementTree.fromstring(timeline_svg(seen(june_1), june_1))  # noqa: S314
    said = {
        "".join(one.itertext()): float(one.get("y", 0))
        for one in root.iter(SVG + "text")
    }
    heights = [y for text, y in said.items() if "Đến ngày" in text or text == "Hôm nay"]
    above, below = sorted(heights)
    assert below - above > 12, "a line's height of type"


def test_days_say_what_is_done_overdue_and_open():
    desk = issued()
    beat(desk, ISSUED)
    shown = timeline(seen(JUNE_14, desk), JUNE_14)
    states = {mark.day: mark.state for mark in shown.marks}
    assert states == {
        "24/5": "overdue",
        "7/6": "overdue",
        "30/6": "open",
        "19/7": "open",
        "31/12": "open",
    }
    assert [mark.beyond for mark in shown.marks] == [False] * 4 + [True]
    season = seen(JUNE_14, desk).season
    assert season is not None
    owner, duty = next(
        (agency, one.duty)
        for agency, owes in season.assignments.items()
        for one in owes
        if one.last_day == date(2024, 6, 7)
    )
    given = Answer(EntryKind.FULFILLED, (duty,), CLERK, act="done")
    answer(desk, docket(desk, owner).id, given, JUNE_14)
    done = timeline(seen(JUNE_14, desk), JUNE_14)
    assert {mark.day: mark.state for mark in done.marks}["7/6"] == "done"


def test_before_the_issue_it_shows_what_the_plan_asks():
    said = texts(timeline_svg(seen(ISSUED, started()), ISSUED))
    assert "Đến ngày 6/5/2024 · Kế hoạch chưa ban hành" in said
    assert "7/6 · 1 nhiệm vụ" in said
    assert "6/5 – 24/5/2024 · đang diễn ra" in said


def test_the_picture_is_well_formed_and_says_so_in_words():
    said = texts(timeline_svg(seen(JUNE_14), JUNE_14))
    assert "Hôm nay" in said
    assert "24/5 · 0/21 xong, 21 quá hạn" in said
    assert "31/12 · 0/1 xong · ngoài đợt" in said
    assert "1/7 – 19/7/2024 · 0/19 xong" in said


@pytest.mark.parametrize("title", ['<a href="x">&amp;', "]]> --> </svg>"])
def test_texts_of_a_plan_are_data(title: str):
    found = seen(JUNE_14)
    phase = found.plan.phases[0].model_copy(update={"title": title})
    plan = found.plan.model_copy(
        update={"short_title": title, "phases": (phase, *found.plan.phases[1:])}
    )
    said = texts(timeline_svg(replace(found, plan=plan), JUNE_14))
    assert said.count(title) == 2


def test_long_titles_stand_on_several_lines():
    found = seen(JUNE_14)
    phase = found.plan.phases[0].model_copy(update={"title": "Ban hành " * 15})
    plan = found.plan.model_copy(update={"phases": (phase, *found.plan.phases[1:])})
    bar, below, *_ = timeline(replace(found, plan=plan), JUNE_14).bars
    assert len(bar.title) == 4
    assert below.y > bar.y + bar.text_height


def test_prefect_gets_it_within_markdown():
    said = timeline_text(seen(JUNE_14), JUNE_14)
    assert "![Tiến trình của chiến dịch, đến ngày 14/6/2024](data:image" in said


@pytest.mark.browser
@pytest.mark.parametrize("now", [ISSUED, JUNE_14, datetime(2024, 7, 30, tzinfo=VN)])
def test_no_word_leaves_the_picture_on_a_narrow_telephone(
    chromium: Browser, now: datetime
):
    page = chromium.new_page(viewport={"width": WIDTH, "height": 800})
    page.set_content(timeline_svg(seen(now), now))
    boxes = page.evaluate(
        "[...document.querySelectorAll('text')].map(one => one.getBBox())"
        ".map(box => [box.x, box.x + box.width])"
    )
    page.close()
    assert len(boxes) > 10
    assert all(0 <= left < right <= WIDTH for left, right in boxes)
