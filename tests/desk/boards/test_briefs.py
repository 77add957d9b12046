from datetime import timedelta

from desk.beat import beat
from desk.boards.board import morning_text, weekly_text
from desk.boards.briefs import brief
from desk.boards.outlook import outlook
from desk.desk import Desk
from desk.forecast import foresee
from desk.letters.claim import claim
from desk.progress import progress
from schemas.entry import EntryKind
from schemas.letter import LetterKind, LetterState
from tests.desk.boards.test_board import at, beat_until, say
from tests.desk.desks import ISSUED, NAME, issued
from tests.desk.read_markdown import read

TOMORROW = ISSUED + timedelta(days=1)


def everybody_confirms(desk: Desk) -> None:
    seen = progress(desk, NAME, TOMORROW)
    for agency, docket in seen.dockets.items():
        duties = (owes.duty for owes in docket.assignments)
        say(desk, agency, EntryKind.CONFIRMED, *duties, now=TOMORROW)


def test_the_list_names_who_has_not_confirmed_since_when():
    desk = issued()
    beat(desk, ISSUED)
    say(desk, "cong-an", EntryKind.CONFIRMED, "4.1", "own-plan", "report")
    page = read(morning_text(brief(progress(desk, NAME, TOMORROW), TOMORROW)))
    unread = {row["Đơn vị"]: row for row in page.table("Đơn vị")}
    assert len(unread) == 19
    assert unread["Sở Y tế"]["Giao từ ngày"] == "6/5/2024"
    assert int(unread["Sở Y tế"]["Số nhiệm vụ"]) > 1


def test_what_is_overdue_stands_by_how_far_its_ladder_has_come():
    desk, late = issued(), at(30, 5)
    beat_until(desk, late)
    stages = brief(progress(desk, NAME, late), late).overdue
    assert [stage.stage for stage in stages] == [
        "Đã đôn đốc; đã báo cáo cấp trên hoặc đề nghị gọi điện"
    ]
    earlier = at(25, 5)
    (quiet,) = brief(progress(issued(), NAME, earlier), earlier).overdue
    assert quiet.stage == "Chưa đôn đốc"


def test_the_leaders_page_counts_and_names_nobody():
    desk, late = issued(), at(30, 5)
    beat_until(desk, late)
    text = weekly_text(brief(progress(desk, NAME, late), late))
    assert "Báo cáo tuần, đến ngày 30/5/2024" in read(text).text
    assert "Sở Y tế" not in text


def test_the_mornings_letter_is_dropped_where_nobody_has_to_do_anything():
    desk = issued()
    beat(desk, ISSUED)
    claim(desk, ISSUED)
    everybody_confirms(desk)
    beat(desk, TOMORROW)
    kinds = [ready.letter.kind for ready in claim(desk, TOMORROW)]
    assert LetterKind.RECEIPT in kinds
    assert LetterKind.MORNING not in kinds
    assert progress(desk, NAME, TOMORROW).letters[LetterState.DROPPED] == 1


def test_the_leaders_page_says_what_is_to_be_expected_of_the_reports():
    desk = issued()
    beat(desk, ISSUED)
    asked = ISSUED + timedelta(days=4)
    say(desk, "cong-an", EntryKind.CONFIRMED, "4.1", "own-plan", "report")
    seen = progress(desk, NAME, asked)
    found = foresee(desk, NAME, asked)
    assert found is not None
    page = weekly_text(brief(seen, asked), outlook(seen, found, asked))
    # One of 19 answered before it had to be asked: (1 + 1/19) / 2 and 18 (1/19) / 2.
    rows = read(page).table("Chỉ số")
    said = {row["Chỉ số"]: row["Kết quả"] for row in rows}
    assert said["Dự báo đến hết thời hạn, báo cáo đúng hạn"] == "1/19 (5%)"
    assert "khó nộp báo cáo đúng hạn, cần nhắc sớm: " in page
    assert "và 15 đơn vị khác" in page
    assert "Công an" not in page
    assert "Dự báo" not in weekly_text(brief(seen, asked))


def test_once_every_report_was_due_nothing_is_foreseen():
    desk = issued()
    beat(desk, ISSUED)
    over = at(22, 7)
    found = foresee(desk, NAME, over)
    assert found is not None
    assert outlook(progress(desk, NAME, over), found, over) is None
