from datetime import date, datetime, timedelta

import pytest

from desk.answer import Answer, answer, undo
from desk.beat import beat
from desk.boards.board import board_text, confirm_text, reports_text, story
from desk.boards.views import Link
from desk.desk import Desk, open_desk
from desk.letters.claim import claim
from desk.letters.deliver import send
from desk.links import drawn
from desk.plans.read import read_plan
from desk.progress import progress
from desk.start import fix_launch, hold_launch, sign_off, start
from desk.state import close
from desk.waive import Waiver, waive
from ledger import dockets
from schemas.agency import Roster
from schemas.base import VN
from schemas.entry import EntryKind
from schemas.in_force import Ceremony
from tests.desk.desks import (
    CLERK,
    ISSUED,
    NAME,
    SIGNING,
    Post,
    docket,
    issued,
    started,
)
from tests.desk.read_markdown import Page, read

CONFIRMED, PROGRESSED, DONE, ATTENDING = (
    EntryKind.CONFIRMED,
    EntryKind.PROGRESSED,
    EntryKind.FULFILLED,
    EntryKind.ATTENDING,
)
ISSUANCE = "Ban hành kế hoạch"
ACTIVITIES = "Các hoạt động của Tháng hành động"
REPORTING = "Báo cáo kết quả"
HOSTILE = "<b>a|b</b> [x](javascript:alert(1)) `c` **d** # \\ & \u202e"


def at(day: int, month: int, hour: int = 9, minute: int = 0) -> datetime:
    return datetime(2024, month, day, hour, minute, tzinfo=VN)


def say(
    desk: Desk,
    agency: str,
    kind: EntryKind,
    *duties: str,
    now: datetime = ISSUED,
    step: str = "",
) -> None:
    act = f"{agency}-{kind}-{'-'.join(duties)}"
    given = Answer(kind, duties, CLERK, act, step)
    answer(desk, docket(desk, agency).id, given, now)


def board(desk: Desk, now: datetime) -> Page:
    return read(board_text(progress(desk, NAME, now), now))


def told(desk: Desk, phase: str, now: datetime) -> Page:
    return read(story(desk, NAME, phase, now))


def line(desk: Desk, name: str, now: datetime) -> dict[str, str]:
    (row,) = (row for row in board(desk, now).table("Số") if row["Đơn vị"] == name)
    return row


def beat_until(desk: Desk, until: datetime) -> None:
    """Beat from wake to wake."""
    while True:
        with desk.ledger.read() as tx:
            wake = dockets.next_wake(tx)
        if wake is None or wake > until:
            return
        beat(desk, wake)


def test_before_its_issue_the_board_shows_the_plan_and_nobody_who_owes():
    page = board(started(), ISSUED)
    assert "Kế hoạch chưa ban hành (dự kiến ngày 6/5/2024)" in page.text
    assert not page.table("Số")
    assert [row["Giai đoạn"] for row in page.table("Giai đoạn")] == [
        "Ban hành kế hoạch",
        "Lễ phát động",
        "Các hoạt động của Tháng hành động",
        "Báo cáo kết quả",
    ]


def test_the_board_cites_the_plan_its_theme_and_the_hotline():
    page = board(issued(), ISSUED)
    assert "Kế hoạch số 156/KH-UBND ngày 6/5/2024, người ký: Phó Chủ tịch" in page.text
    assert (
        "Chủ đề: Hành động thiết thực, ưu tiên nguồn lực cho trẻ em · Tổng đài 111"
        in page.text
    )


def test_the_board_lists_every_owner_in_the_plans_order():
    _, everybody, *rows = board(issued(), ISSUED).table("Số")
    assert everybody["Đơn vị"] == "Tất cả các đơn vị"
    assert [row["Số"] for row in rows] == [f"{n:02}" for n in range(1, 22)]
    assert rows[0]["Đơn vị"] == "Sở Lao động - Thương binh và Xã hội"
    assert rows[12]["Đơn vị"] == "Các sở, ban, ngành, đoàn thể liên quan"
    assert rows[-1]["Đơn vị"] == "UBND huyện Than Uyên"


@pytest.mark.parametrize(
    ("answers", "now", "confirmed", "whole", "phases"),
    [
        (
            [],
            ISSUED,
            "0/3",
            "○ 0/3",
            ("○ 0/1 (24/5)", "○ 0/1 (30/6)", "○ 0/1 (19/7)"),
        ),
        (
            [(CONFIRMED, "3.1")],
            ISSUED,
            "1/3",
            "◐ 0/3",
            ("○ 0/1 (24/5)", "◐ 0/1 (30/6)", "○ 0/1 (19/7)"),
        ),
        (
            [(PROGRESSED, "3.1"), (DONE, "own-plan")],
            ISSUED,
            "2/3",
            "◐ 1/3",
            ("● 1/1", "◐ 0/1 (30/6)", "○ 0/1 (19/7)"),
        ),
        (
            [],
            at(25, 5, 0),
            "0/3",
            "▲ 0/3, quá hạn 1",
            ("▲ 0/1", "○ 0/1 (30/6)", "○ 0/1 (19/7)"),
        ),
        (
            [(CONFIRMED, "own-plan")],
            at(20, 7, 0),
            "1/3",
            "▲ 0/3, quá hạn 3",
            ("▲ 0/1", "▲ 0/1", "▲ 0/1"),
        ),
        (
            [(DONE, "3.1", "own-plan", "report")],
            at(20, 7, 0),
            "3/3",
            "● 3/3",
            ("● 1/1", "● 1/1", "● 1/1"),
        ),
    ],
    ids=[
        "nothing said",
        "received in part",
        "begun, one done",
        "the moment after the last day",
        "everything late",
        "everything done",
    ],
)
def test_an_agency_stands_where_its_facts_and_the_day_say(
    answers: list[tuple[EntryKind, *tuple[str, ...]]],
    now: datetime,
    confirmed: str,
    whole: str,
    phases: tuple[str, str, str],
):
    desk = issued()
    for kind, *duties in answers:
        say(desk, "so-y-te", kind, *duties)
    row = line(desk, "Sở Y tế", now)
    assert (row["Tiếp nhận"], row["Chung"]) == (confirmed, whole)
    assert row["Lễ phát động"] == "–"
    shown = (row[ISSUANCE], row[ACTIVITIES], row[REPORTING])
    assert shown == phases


def test_an_open_group_is_followed_by_the_office():
    row = line(issued(), "Các sở, ban, ngành, đoàn thể liên quan", at(1, 7))
    assert (row["Chung"], row[ACTIVITIES]) == ("□ 0/1", "□ 0/1")


def test_whoever_is_excused_from_everything_has_no_duties_and_has_done_none():
    desk = issued()
    for duty in ("3.1", "own-plan", "report"):
        waive(desk, docket(desk, "so-y-te").id, Waiver(duty, True, CLERK, duty), ISSUED)
    row = line(desk, "Sở Y tế", ISSUED)
    assert row["Chung"] == "Không có nhiệm vụ"
    assert (row[ISSUANCE], row[ACTIVITIES], row[REPORTING]) == ("–", "–", "–")


def test_beyond_many_agencies_a_group_is_a_row(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("desk.boards.matrix.MOST", 20)
    desk = issued()
    say(desk, "sin-ho", DONE, "10.6")
    rows = board(desk, ISSUED).table("Số")[2:]
    assert [row["Đơn vị"] for row in rows[-2:]] == [
        "Các sở, ban, ngành, đoàn thể liên quan",
        "UBND các huyện, thành phố (8 đơn vị)",
    ]
    assert (rows[-1]["Số"], rows[0]["Số"]) == ("", "01")
    assert rows[-1]["Chung"] == "◐ 1/56"
    assert len(rows) < 20


def test_an_answer_taken_back_counts_no_more():
    desk = issued()
    say(desk, "so-y-te", CONFIRMED, "3.1")
    undo(desk, docket(desk, "so-y-te").id, 1, CLERK, "undo", ISSUED)
    assert line(desk, "Sở Y tế", ISSUED)["Chung"] == "○ 0/3"


def test_the_phases_sum_up_and_so_does_the_whole():
    desk = issued()
    say(desk, "so-y-te", DONE, "own-plan")
    page = board(desk, at(25, 5, 0))
    days, everybody, *_ = page.table("Số")
    columns = (ISSUANCE, "Lễ phát động", ACTIVITIES, REPORTING)
    assert [days[c] for c in columns] == [
        "6/5 – 24/5/2024",
        "25/5 – 30/6/2024",
        "1/6 – 30/6/2024",
        "1/7 – 19/7/2024",
    ]
    assert [everybody[c] for c in columns] == [
        "▲ 1/21, quá hạn 20",
        "–",
        "○ 0/76 (7/6)",
        "○ 0/19 (19/7)",
    ]
    assert (everybody["Tiếp nhận"], everybody["Chung"]) == (
        "1/116",
        "▲ 1/116, quá hạn 20",
    )
    assert "Tiến độ chung: 0%" in page.headings
    assert "1/116 nhiệm vụ hoàn thành · 1 đã tiếp nhận · 20 quá hạn" in page.text


def test_overdue_duties_are_named_with_their_agencies():
    desk = issued()
    assert not board(desk, at(24, 5, 23, 59)).table("Đơn vị")
    late = board(desk, at(25, 5, 0)).table("Đơn vị")
    assert len(late) == 21
    assert {
        "Đơn vị": "Sở Y tế",
        "Mã": "own-plan",
        "Nhiệm vụ": "Xây dựng kế hoạch của đơn vị",
        "Trạng thái": "Quá hạn",
        "Thời hạn: hết ngày": "24/5/2024",
    } in late


def test_dates_nobody_confirmed_make_nobody_late():
    desk = issued(signing=SIGNING.model_copy(update={"dates_confirmed": False}))
    assert not board(desk, at(19, 7)).table("Đơn vị")
    assert len(board(desk, at(20, 7, 0)).table("Đơn vị")) == 19


def test_letters_are_counted_and_what_went_wrong_is_shown_at_none():
    desk = issued()
    beat(desk, ISSUED)
    assert {"Chờ gửi: 23", "Đã gửi: 0", "Không gửi được: 0"} < set(
        board(desk, ISSUED).items
    )
    for one in claim(desk, ISSUED):
        send(desk, Post(), one, ISSUED)
    items = board(desk, ISSUED).items
    assert "Đã gửi: 23" in items
    assert "Giữ lại, chờ xem xét: 0" in items


def test_the_office_is_told_whom_to_telephone():
    desk = issued()
    assert "Không có việc cần xử lý." in board(desk, ISSUED).text
    beat_until(desk, at(29, 5))
    calls = [item for item in board(desk, at(29, 5)).items if "Gọi điện:" in item]
    assert (
        "[ ] Gọi điện: Hội Nông dân tỉnh, nhiệm vụ “Xây dựng kế hoạch của đơn vị” "
        "(từ 08:00 ngày 29/5/2024)"
    ) in calls
    assert len(calls) == 7


def test_a_docket_that_was_held_is_for_the_office():
    desk = issued()
    row = docket(desk, "so-y-te")
    with desk.ledger.write() as tx:
        dockets.hold(tx, row.id, "cannot be settled")
    assert "[ ] Xem xét hồ sơ bị giữ lại: Sở Y tế" in board(desk, ISSUED).items


def test_the_board_leads_to_the_pages_it_is_given():
    seen = progress(issued(), NAME, ISSUED)
    url = "http://127.0.0.1:4200/v2/runs?tags=lai-chau-2024&sort=NAME_ASC&limit=50"
    page = read(board_text(seen, ISSUED, [Link("Bảng các đơn vị", url)]))
    assert page.links == {"Bảng các đơn vị": url}


def test_the_board_reads_the_same_all_day_until_a_fact_is_added():
    desk = issued()
    beat(desk, ISSUED)

    def text(now: datetime) -> str:
        return board_text(progress(desk, NAME, now), now)

    assert text(ISSUED) == text(ISSUED + timedelta(hours=9))
    before = text(ISSUED)
    say(desk, "so-y-te", CONFIRMED, "3.1", now=at(6, 5, 10, 5))
    assert text(ISSUED) != before
    assert "ghi nhận gần nhất lúc 10:05 ngày 6/5/2024" in text(ISSUED)
    assert "Số liệu ngày 7/5/2024" in text(at(7, 5))


def test_the_form_lists_what_an_agency_has_not_confirmed():
    desk = issued()
    say(desk, "so-y-te", CONFIRMED, "3.1")
    page = read(confirm_text(progress(desk, NAME, ISSUED), "so-y-te", ISSUED))
    assert page.headings == ["Sở Y tế"]
    assert "chưa xác nhận tiếp nhận 2 nhiệm vụ" in page.text
    assert page.items == [
        "Xây dựng kế hoạch của đơn vị: hết ngày 24/5/2024",
        "Báo cáo kết quả Tháng hành động và Diễn đàn trẻ em: hết ngày 19/7/2024",
    ]


def test_issuance_says_what_is_waited_for_and_which_dates():
    page = told(started(), "issuance", ISSUED)
    assert "Kế hoạch chưa ban hành (dự kiến ngày 6/5/2024)" in page.text
    assert "số, ngày ban hành và người ký" in page.text
    dates = page.table("Thời hạn")
    assert len(dates) == 4
    assert dates[0] == {
        "Thời hạn": "đến hết ngày 24/5/2024 (nên hoàn thành trong thứ Sáu 24/5)",
        "Căn cứ": "thời hạn đề xuất",
        "Nhiệm vụ": "1.1, own-plan",
    }
    waiting = page.table("Mã")
    assert len(waiting) == 41
    assert {
        "Mã": "2.2",
        "Nhiệm vụ": "Bàn giao học sinh về sinh hoạt hè tại địa phương",
        "Đơn vị": "Sở Giáo dục và Đào tạo",
        "Thời hạn": "đến hết ngày 7/6/2024 (nên hoàn thành trong thứ Sáu 7/6)",
        "Căn cứ": "thời hạn đề xuất",
    } in waiting
    assert waiting[-1]["Đơn vị"] == "Tất cả các đơn vị"
    stated = {"10.6", "report"}
    assert not stated & {row["Mã"] for row in waiting}


def test_issuance_warns_of_deadlines_that_passed_while_the_plan_waited():
    assert "đã quá hạn" not in told(started(), "issuance", ISSUED).text
    late = datetime(2024, 6, 8, 8, tzinfo=VN)
    text = told(started(), "issuance", late).text
    assert "Nếu ban hành lúc này" in text
    assert "2.2" in text.split("đã qua (")[1].split(")")[0]
    assert "đã quá hạn" not in told(issued(), "issuance", late).text


def test_after_its_issue_issuance_says_who_was_written_to():
    desk = issued()
    assert "Thư sẽ được lập" in told(desk, "issuance", ISSUED).text
    beat(desk, ISSUED)
    send(desk, Post(), claim(desk, ISSUED)[0], ISSUED)
    page = told(desk, "issuance", ISSUED)
    rows = page.table("Nơi nhận")
    assert len(rows) == 23
    assert {row["Thư"] for row in rows} == {"Giao nhiệm vụ", "Gửi kế hoạch để biết"}
    assert [row["Trạng thái"] for row in rows].count("Đã gửi") == 1
    assert "Thời hạn đã được xác nhận khi ký (41)" in page.headings


def test_dates_that_were_not_confirmed_go_on_waiting():
    desk = issued(signing=SIGNING.model_copy(update={"dates_confirmed": False}))
    page = told(desk, "issuance", ISSUED)
    assert "Thời hạn cần xác nhận (41)" in page.headings


def test_the_launch_waits_for_place_and_hour():
    page = told(issued(), "launch", ISSUED)
    assert "25/5 – 30/6/2024 (từ cuối tháng 5 đến ngày 30/6/2024)" in page.text
    assert "Chưa ấn định địa điểm và giờ" in page.text


def test_the_launch_says_who_comes_and_how_many():
    desk = issued()
    ceremony = Ceremony(place="Quảng trường Nhân dân", starts=at(31, 5, 8))
    fix_launch(desk, NAME, ceremony, at(20, 5))
    say(desk, "so-y-te", ATTENDING, "", step="12")
    say(desk, "so-gddt", ATTENDING, "", step="30")
    say(desk, "cong-an", ATTENDING, "", step="0")
    page = told(desk, "launch", at(21, 5))
    assert page.table("Thời gian") == [
        {"Thời gian": "08:00 ngày 31/5/2024", "Địa điểm": "Quảng trường Nhân dân"}
    ]
    invited, answered, *coming = page.items[:4]
    assert invited == "Đã lập giấy mời: 0/20 đơn vị"
    assert answered.startswith("Đã trả lời: 3/20 đơn vị; chưa trả lời: Sở Lao động")
    assert answered.endswith(" và 7 đơn vị khác")
    assert coming == ["Dự: 2 đơn vị, 42 người", "Không dự: 1 đơn vị"]
    assert page.table("Đơn vị dự") == [
        {"Đơn vị dự": "Sở Giáo dục và Đào tạo", "Số người": "30"},
        {"Đơn vị dự": "Sở Y tế", "Số người": "12"},
    ]
    assert "Công an tỉnh" in page.items
    hold_launch(desk, NAME, date(2024, 5, 31), 850, at(31, 5, 11))
    assert "Đã tổ chức ngày 31/5/2024, 850 người tham dự." in (
        told(desk, "launch", at(31, 5, 12)).text
    )


def test_the_month_shows_theme_slogans_hotline_and_its_days():
    page = told(issued(), "activities", at(13, 6))
    assert "Chủ đề: Hành động thiết thực, ưu tiên nguồn lực cho trẻ em" in page.text
    assert "Tổng đài 111" in page.text
    assert page.items[:3] == [
        "[x] 1/6/2024 · Ngày Quốc tế Thiếu nhi",
        "[x] 12/6/2024 · Ngày quốc tế phòng, chống lao động trẻ em",
        "[ ] 28/6/2024 · Ngày Gia đình Việt Nam",
    ]
    assert len(page.items[3:]) == 3 + 12
    assert page.items[-1] == "Lắng nghe trẻ em để chăm sóc, giáo dục và bảo vệ trẻ em."


def test_on_its_last_day_the_month_names_who_has_not_done_what():
    desk = issued()
    say(desk, "so-y-te", DONE, "3.1")
    assert not told(desk, "activities", at(29, 6)).table("Đơn vị")
    page = told(desk, "activities", at(30, 6))
    left = page.table("Đơn vị")
    assert len(left) == 75
    assert "Sở Y tế" not in {row["Đơn vị"] for row in left}
    assert left[0]["Trạng thái"] == "Chưa giao"
    assert "Tiến độ: 1%" in page.headings


def test_reports_are_counted_and_the_missing_are_named():
    desk = issued()
    say(desk, "so-y-te", DONE, "report", now=at(19, 7, 23, 59))
    say(desk, "sin-ho", DONE, "10.6", now=at(20, 7, 0))
    page = told(desk, "reports", at(20, 7))
    counts = page.table("Số liệu ngày 20/7/2024")
    assert [tuple(row.values()) for row in counts] == [
        ("Phải nộp", "19", ""),
        ("Đã nộp", "2", "10%"),
        ("Đúng hạn, kể cả được gia hạn", "1", "5%"),
        ("Đúng hạn theo thời hạn của kế hoạch", "1", "5%"),
    ]
    groups = page.table("Nhóm đơn vị")
    assert [tuple(row.values())[:4] for row in groups] == [
        ("Bộ Chỉ huy Biên phòng tỉnh, Bộ Chỉ huy quân sự tỉnh", "2", "0", "0%"),
        ("UBND các huyện, thành phố", "8", "1", "12%"),
    ]
    missing = [row["Đơn vị"] for row in page.table("Đơn vị")]
    assert len(missing) == 17
    assert not {"Sở Y tế", "UBND huyện Sìn Hồ"} & set(missing)
    assert "không tính là số không" in page.text
    assert (
        "UBND tỉnh Lai Châu, qua Sở Lao động - Thương binh và Xã hội, để tổng hợp báo "
        "cáo Bộ Lao động - Thương binh và Xã hội."
    ) in page.text


def test_reports_are_not_told_before_their_phase():
    first, before = at(1, 7), at(30, 6)
    for desk, now in ((issued(), before), (started(), first)):
        assert reports_text(desk, progress(desk, NAME, now), now) == ""
    desk = issued()
    shown = reports_text(desk, progress(desk, NAME, first), first)
    assert shown == story(desk, NAME, "reports", first)


@pytest.mark.parametrize(
    ("why", "said"), [("complete", "Đã nhận đủ báo cáo"), ("lock", "Đã khóa sổ")]
)
def test_closed_books_say_why(why: str, said: str):
    desk = issued()
    close(desk, NAME, at(31, 7), why)
    assert said in told(desk, "reports", at(31, 7)).text


def hostile() -> Desk:
    """A campaign whose every title is written to break out."""
    desk = open_desk(":memory:", "secret", "http://campaign.example")
    plan, roster = read_plan(NAME, desk.days).require()
    entries = tuple(
        entry.model_copy(
            update={
                "title": HOSTILE,
                "duties": tuple(
                    duty.model_copy(update={"title": HOSTILE}) for duty in entry.duties
                ),
            }
        )
        for entry in plan.entries
    )
    changed = plan.model_copy(
        update={
            "title": HOSTILE,
            "theme": HOSTILE,
            "slogans": (HOSTILE,) * 12,
            "phases": tuple(
                phase.model_copy(update={"title": HOSTILE}) for phase in plan.phases
            ),
            "entries": entries,
            "groups": tuple(
                g.model_copy(update={"name": HOSTILE}) for g in plan.groups
            ),
        }
    )
    agencies = tuple(a.model_copy(update={"name": HOSTILE}) for a in roster.agencies)
    who = Roster(
        agencies=agencies, superiors=roster.superiors, recipients=roster.recipients
    )
    start(desk, changed, who, ISSUED, drawn("office"))
    sign_off(desk, NAME, SIGNING, ISSUED, drawn("links"))
    return desk


@pytest.mark.parametrize("phase", ["issuance", "launch", "activities", "reports"])
def test_a_hostile_plan_changes_no_story(phase: str):
    now, bad, good = at(20, 7), hostile(), issued()
    for desk in (bad, good):
        beat(desk, ISSUED)
    assert told(bad, phase, now).shape == told(good, phase, now).shape
    if phase != "launch":
        assert HOSTILE.replace("\u202e", "").strip() in told(bad, phase, now).text


def test_a_hostile_plan_changes_no_board():
    now, bad, good = at(29, 5), hostile(), issued()
    for desk in (bad, good):
        beat_until(desk, now)
    assert board(bad, now).shape == board(good, now).shape
    assert not board(bad, now).links
