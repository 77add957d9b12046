"""The morning's list as a workbook, read back as a table would show it."""

from datetime import timedelta
from email import message_from_bytes
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from cli.main import campaign
from desk.answer import Answer, answer, see
from desk.beat import beat
from desk.delegate import Delegation, pass_to
from desk.desk import Desk
from desk.letters import compose
from desk.letters.claim import claim
from desk.morning import morning_sheet
from desk.reports.submit import Submission, submit
from desk.reports.versions import SentBack, send_back
from desk.season import NotIssuedError
from ledger import campaigns, dockets
from schemas import words
from schemas.agency import Agency, Contact, StandIn
from schemas.entry import EntryKind
from schemas.letter import LetterKind
from schemas.report import Channel, Report
from tests.desk.boards.test_board import at, beat_until
from tests.desk.desks import CLERK, ISSUED, NAME, docket, issued, started

WHO = "so-y-te"
TOMORROW = ISSUED + timedelta(days=1)
UNREAD, OVERDUE, OFFICE = words.MORNING_SHEETS


def sheets(content: bytes) -> dict[str, list[dict[str, Any]]]:
    book = load_workbook(BytesIO(content))
    found: dict[str, list[dict[str, Any]]] = {}
    for page in book.worksheets:
        head, *rows = page.iter_rows()
        assert tuple(cell.value for cell in head) == words.MORNING_COLUMNS
        assert all(cell.data_type != "f" for row in rows for cell in row)
        names = [str(cell.value) for cell in head]
        found[page.title] = [
            dict(zip(names, (cell.value or "" for cell in row), strict=True))
            for row in rows
        ]
    return found


def change(desk: Desk, **fields: Any) -> None:
    with desk.ledger.write() as tx:
        body = campaigns.agency_bodies(tx, 1, [WHO])[WHO]
        agency = Agency.model_validate_json(body).model_copy(update=fields)
        campaigns.put_agencies(tx, 1, {WHO: agency.model_dump_json()})


def of(rows: list[dict[str, Any]], name: str) -> list[dict[str, Any]]:
    return [row for row in rows if row["Đơn vị"] == name]


@pytest.fixture
def desk(address: str) -> Desk:
    desk = issued(address)
    beat(desk, ISSUED)
    return desk


def test_who_has_not_confirmed_stands_with_the_number_to_call(desk: Desk):
    change(
        desk,
        contact=Contact(
            post="Văn thư",
            name="Người đọc thư",
            address="vanthu@soyte.example",
            telephone="0213 3876 123",
        ),
    )
    rows = of(sheets(morning_sheet(desk, NAME, TOMORROW))[UNREAD], "Sở Y tế")
    assert [row["Thời hạn"] for row in rows]
    assert rows[0] == {
        "Đơn vị": "Sở Y tế",
        "Chức vụ": "Văn thư",
        "Họ tên": "Người đọc thư",
        "Điện thoại": "0213 3876 123",
        "Địa chỉ thư điện tử": "vanthu@soyte.example",
        "Nhiệm vụ": rows[0]["Nhiệm vụ"],
        "Thời hạn": rows[0]["Thời hạn"],
        "Tình trạng": "Chưa mở hồ sơ",
    }
    see(desk, docket(desk, WHO).id, TOMORROW)
    rows = of(sheets(morning_sheet(desk, NAME, TOMORROW))[UNREAD], "Sở Y tế")
    assert {row["Tình trạng"] for row in rows} == {words.UNREAD[True]}
    confirmed = Answer(EntryKind.CONFIRMED, ("3.1", "own-plan", "report"), CLERK, "a")
    answer(desk, docket(desk, WHO).id, confirmed, TOMORROW)
    assert not of(sheets(morning_sheet(desk, NAME, TOMORROW))[UNREAD], "Sở Y tế")


def test_during_leave_the_stand_in_is_called(desk: Desk):
    away = StandIn(
        post="Phó Văn thư",
        address="phovanthu@soyte.example",
        first=TOMORROW.date(),
        last=TOMORROW.date(),
    )
    change(desk, stand_in=away)
    for now, post in ((TOMORROW, "Phó Văn thư"), (ISSUED, "Văn thư")):
        rows = of(sheets(morning_sheet(desk, NAME, now))[UNREAD], "Sở Y tế")
        assert {row["Chức vụ"] for row in rows} == {post}


def test_the_colleague_a_docket_was_passed_on_to_is_called(desk: Desk):
    usual = Contact(post="Văn thư", address="vt@soyte.example", telephone="0213 387612")
    change(desk, contact=usual)
    colleague = Contact(
        name="Người được giao", post="Trưởng phòng", address="tp@soyte.example"
    )
    given = Delegation(colleague=colleague, person=CLERK, act="p")
    pass_to(desk, docket(desk, WHO).id, given, TOMORROW)
    row = of(sheets(morning_sheet(desk, NAME, TOMORROW))[UNREAD], "Sở Y tế")[0]
    called = row["Chức vụ"], row["Họ tên"], row["Điện thoại"]
    assert called == ("Trưởng phòng", "Người được giao", "0213 387612")


def test_what_is_overdue_and_what_the_office_has_to_do_stand_on_their_sheets():
    desk, late = issued(), at(30, 5)
    beat_until(desk, late)
    held = docket(desk, "cong-an").id
    with desk.ledger.write() as tx:
        dockets.hold(tx, held, "cannot be settled")
    found = sheets(morning_sheet(desk, NAME, late))
    assert found[OVERDUE]
    assert {row["Tình trạng"] for row in found[OVERDUE]} == {words.STAGES["above"]}
    stages = {row["Tình trạng"].partition(" (")[0] for row in found[OFFICE]}
    assert stages == {
        "Gọi điện",
        "Gọi điện đề nghị xác nhận tiếp nhận",
        "Xem xét hồ sơ bị giữ lại",
    }
    called = [
        row for row in found[OFFICE] if row["Tình trạng"].startswith("Gọi điện (")
    ]
    assert all(row["Nhiệm vụ"] and row["Thời hạn"] for row in called)


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_what_a_table_would_compute_stays_text(desk: Desk, start: str):
    text = f"{start}HYPERLINK(1)"
    change(desk, name=text)
    rows = of(sheets(morning_sheet(desk, NAME, TOMORROW))[UNREAD], text)
    assert rows


def test_the_same_morning_is_the_same_file(desk: Desk):
    first = morning_sheet(desk, NAME, TOMORROW)
    assert morning_sheet(desk, NAME, TOMORROW) == first
    assert b"1980-01-01" in unpacked(first)


def unpacked(content: bytes) -> bytes:
    from zipfile import ZipFile

    with ZipFile(BytesIO(content)) as packed:
        return packed.read("docProps/core.xml")


def attached(desk: Desk) -> list[tuple[str | None, bytes]]:
    """Return the files that go with the morning's letter."""
    beat(desk, TOMORROW)
    (ready,) = [
        one for one in claim(desk, TOMORROW) if one.letter.kind is LetterKind.MORNING
    ]
    message = message_from_bytes(ready.composed.message)
    return [
        (part.get_filename(), part.get_payload(decode=True))  # pyright: ignore
        for part in message.walk()
        if part.get_content_disposition() == "attachment"
    ]


def test_it_goes_with_the_mornings_letter(desk: Desk):
    claim(desk, ISSUED)
    ((name, content),) = attached(desk)
    assert name == "viec-can-theo-doi-2024-05-07.xlsx"
    assert sheets(content) == sheets(morning_sheet(desk, NAME, TOMORROW))


def test_a_list_too_long_for_a_mailbox_does_not_go_with_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(compose, "_MOST_CALLS", 3)
    claim(desk, ISSUED)
    assert attached(desk) == []


def test_before_its_issue_there_is_no_list():
    with pytest.raises(NotIssuedError):
        morning_sheet(started(), NAME, ISSUED)


def test_the_command_writes_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("CAMPAIGN_VAR", str(tmp_path / "var"))
    where, out = str(tmp_path / "ledger.db"), tmp_path / "list.xlsx"
    desk = issued(where)
    beat(desk, ISSUED)
    desk.ledger.close()
    command = ["morning", NAME, "--ledger", where, "--out"]
    result = CliRunner().invoke(campaign, [*command, str(out)])
    assert result.exit_code == 0, result.output
    assert sheets(out.read_bytes())[UNREAD]
    nowhere = str(tmp_path / "none" / "list.xlsx")
    refused = CliRunner().invoke(campaign, [*command, nowhere])
    assert "No such file or directory" in str(refused.exception)


def test_who_was_asked_for_more_did_not_leave_the_office_without_a_report(desk: Desk):
    row, late = docket(desk, WHO).id, at(22, 7)
    report = Report(channel=Channel.CLERK)
    submit(desk, row, Submission(report, CLERK, "report"), at(18, 7))
    lacks = CLERK._replace(note="Thiếu số liệu")
    send_back(desk, row, SentBack(lacks, "back"), late)
    rows = of(sheets(morning_sheet(desk, NAME, late))[OVERDUE], "Sở Y tế")
    said = [row["Tình trạng"] for row in rows if "áo cáo" in row["Nhiệm vụ"]]
    assert said == ["Đã nộp báo cáo, được yêu cầu bổ sung. Chưa đôn đốc"]
