from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from desk.reports.consolidate import (
    NotConsolidatedError,
    consolidate_reports,
    consolidation_of,
)
from desk.reports.figure import UnknownIndicatorError, figure_of
from desk.reports.files import NoPlaceError, Written, files_of, write_files
from desk.reports.overview import overview
from desk.season import NotIssuedError
from desk.start import UnknownCampaignError
from desk.state import office_facts
from schemas import words
from schemas.consolidation import Consolidation
from schemas.entry import EntryKind
from schemas.report import Channel, ReportState
from tests.desk.desks import NAME, issued, started
from tests.desk.reports.reported import NOW, lock, report, say, send_back
from tests.documents.reading import opened, texts

LATER = NOW + timedelta(days=3)


LABELS = {
    "luot-kham": "Trẻ em được khám sàng lọc",
    "vu-phat-hien": "Vụ vi phạm được phát hiện",
    "vu-xu-ly": "Trong đó: đã xử lý",
    "ty-le-xu-ly": "Tỷ lệ vụ đã xử lý",
}


def sheet(content: bytes) -> dict[str, object]:
    """Return the first sheet's figures by their labels."""
    book = openpyxl.load_workbook(BytesIO(content))
    rows = book.worksheets[0].iter_rows(values_only=True)
    return {str(row[1]): row[3] for row in rows if len(row) > 3}


def figures(made: Consolidation) -> dict[str, int | None]:
    return {one.indicator: one.figure for one in made.totals}


def test_a_version_holds_totals_coverage_and_who_is_missing(address: str) -> None:
    desk = issued(address)
    report(desk, "so-y-te", {"luot-kham": 40, "suat-qua": 30}, narrative="Đã khám.")
    report(desk, "so-gddt", {"suat-qua": 5})
    report(desk, "cong-an", {}, channel=Channel.CLERK)
    say(desk, "doan-thanh-nien", EntryKind.NOTHING)
    made, fresh = consolidate_reports(desk, NAME, NOW)
    assert fresh
    assert (made.version, made.locked) == (1, False)
    assert figures(made)["suat-qua"] == 35
    assert figures(made)["luot-kham"] == 40
    assert figures(made)["vu-phat-hien"] is None
    assert made.elsewhere == ("cong-an",)
    assert "so-tttt" in made.missing
    kept = {one.agency: one.version for one in made.sources}
    assert kept == {"so-y-te": 1, "so-gddt": 1, "cong-an": 1, "doan-thanh-nien": 0}
    assert made.timeliness[0].actual == 4
    assert [one.agency for one in made.voices] == ["so-y-te"]
    assert consolidation_of(desk, NAME, 1) == made
    with desk.ledger.read() as tx:
        facts = office_facts(tx, 1)
    assert [(f.kind, f.step) for f in facts][-1] == (EntryKind.CONSOLIDATED, "1")
    desk.ledger.close()


def test_the_same_reports_make_no_second_version() -> None:
    desk = issued()
    report(desk, "so-y-te", {"suat-qua": 30})
    first = consolidate_reports(desk, NAME, NOW).consolidation
    assert consolidate_reports(desk, NAME, LATER) == (first, False)


def test_what_is_amended_after_the_lock_is_a_visible_delta() -> None:
    desk = issued()
    report(desk, "so-y-te", {"suat-qua": 30})
    report(desk, "so-gddt", {"suat-qua": 5})
    lock(desk)
    consolidate_reports(desk, NAME, NOW)
    report(desk, "so-y-te", {"suat-qua": 130})
    made = consolidate_reports(desk, NAME, LATER).consolidation
    assert (made.version, made.locked, made.amends) == (2, True, True)
    (change,) = made.changes
    assert (change.indicator, change.before, change.after) == ("suat-qua", 35, 135)
    assert [(one.agency, one.version) for one in change.because] == [("so-y-te", 2)]
    old = consolidation_of(desk, NAME, 1)
    assert figures(old)["suat-qua"] == 35


def test_a_report_sent_back_counts_no_more() -> None:
    desk = issued()
    report(desk, "so-y-te", {"suat-qua": 30})
    consolidate_reports(desk, NAME, NOW)
    send_back(desk, "so-y-te")
    made = consolidate_reports(desk, NAME, LATER).consolidation
    assert figures(made)["suat-qua"] is None
    assert {one.because[0].agency for one in made.changes} == {"so-y-te"}
    assert made.sources == ()


def test_a_total_leads_to_the_reports_it_comes_from() -> None:
    desk = issued()
    report(desk, "so-y-te", {"suat-qua": 30, "luot-kham": 7})
    report(desk, "so-gddt", {"suat-qua": 5})
    say(desk, "doan-thanh-nien", EntryKind.NOTHING)
    consolidate_reports(desk, NAME, NOW)
    report(desk, "so-gddt", {"suat-qua": 50})
    consolidate_reports(desk, NAME, LATER)
    now, before = (figure_of(desk, NAME, "suat-qua", one) for one in (None, 1))
    assert [(p.agency, p.figure, p.version) for p in now.parts] == [
        ("so-gddt", 50, 2),
        ("so-y-te", 30, 1),
        ("doan-thanh-nien", 0, 0),
    ]
    assert (now.version, now.total.figure) == (2, 80)
    assert (before.version, before.total.figure) == (1, 35)
    assert sum(part.figure for part in before.parts) == 35
    kham = figure_of(desk, NAME, "luot-kham", None)
    assert [part.agency for part in kham.parts] == ["so-y-te"]
    assert len({part.code for part in now.parts}) == 3


def test_a_ratio_leads_to_the_reports_of_its_part_and_its_whole() -> None:
    desk = issued()
    report(desk, "cong-an", {"vu-phat-hien": 8, "vu-xu-ly": 6})
    consolidate_reports(desk, NAME, NOW)
    rate = figure_of(desk, NAME, "ty-le-xu-ly", None)
    assert rate.total.figure == 750
    parts = [(one.indicator, one.figure) for one in rate.parts]
    assert parts == [("vu-xu-ly", 6), ("vu-phat-hien", 8)]


def test_what_is_not_there_is_said() -> None:
    desk = issued()
    with pytest.raises(NotConsolidatedError, match="there are: none"):
        consolidation_of(desk, NAME, None)
    consolidate_reports(desk, NAME, NOW)
    with pytest.raises(NotConsolidatedError, match="there are: versions 1 to 1"):
        consolidation_of(desk, NAME, 2)
    with pytest.raises(UnknownIndicatorError, match="it counts van-ban"):
        figure_of(desk, NAME, "nothing-such", None)
    with pytest.raises(UnknownCampaignError):
        consolidate_reports(desk, "other", NOW)
    with pytest.raises(NotIssuedError):
        consolidate_reports(started(), NAME, NOW)


def test_small_counts_stay_within_the_office() -> None:
    desk = issued()
    report(desk, "cong-an", {"vu-phat-hien": 4, "vu-xu-ly": 3})
    report(desk, "so-y-te", {"luot-kham": 977, "suat-qua": 30}, narrative="Đã khám.")
    consolidate_reports(desk, NAME, NOW)
    written = {one.name: one.content for one in files_of(desk, NAME, 1)}
    assert list(written) == [
        f"bao-cao-tong-hop-{NAME}-ban-1.docx",
        f"so-lieu-{NAME}-ban-1.xlsx",
        f"so-lieu-{NAME}-ban-1-noi-bo.xlsx",
        f"phieu-ra-soat-{NAME}-ban-1.docx",
    ]
    text = "\n".join(texts(opened(written[f"bao-cao-tong-hop-{NAME}-ban-1.docx"])))
    assert "Đã khám." in text
    assert "977" in text
    assert "BC-UBND" in text
    public, inner = (
        sheet(written[f"so-lieu-{NAME}-ban-1{end}.xlsx"]) for end in ("", "-noi-bo")
    )
    for small in ("vu-phat-hien", "vu-xu-ly", "ty-le-xu-ly"):
        assert not isinstance(public[LABELS[small]], int | float)
    assert (public[LABELS["luot-kham"]], inner[LABELS["vu-phat-hien"]]) == (977, 4)
    again = {one.name: one.content for one in files_of(desk, NAME, 1)}
    assert again == written


def test_a_file_somebody_worked_on_is_not_written_over(tmp_path: Path) -> None:
    one = Written("a.docx", b"draft")
    (file,) = write_files(tmp_path / "new", [one])
    assert write_files(tmp_path / "new", [one]) == [file]
    file.write_bytes(b"worked on")
    with pytest.raises(NoPlaceError, match="was worked on"):
        write_files(tmp_path / "new", [one])
    with pytest.raises(NoPlaceError):
        write_files(file, [one])
    assert file.read_bytes() == b"worked on"


def test_a_report_that_a_consolidation_rests_on_says_so() -> None:
    desk = issued()
    report(desk, "so-y-te", {"suat-qua": 30})
    report(desk, "so-gddt", {"suat-qua": 5})
    consolidate_reports(desk, NAME, NOW)
    report(desk, "so-gddt", {"suat-qua": 6})
    states = {one.agency: one.state for one in overview(desk, NAME, LATER)}
    assert states["so-y-te"] is ReportState.CONSOLIDATED
    assert states["so-gddt"] is ReportState.HANDED_IN
    assert states["so-tttt"] is ReportState.MISSING


def test_who_consolidates_at_once_makes_one_version(address: str) -> None:
    desk = issued(address)
    report(desk, "so-y-te", {"suat-qua": 30})
    with ThreadPoolExecutor(4) as many:
        made = list(many.map(lambda _: consolidate_reports(desk, NAME, NOW), range(4)))
    assert sorted(one.fresh for one in made) == [False, False, False, True]
    assert {one.consolidation.version for one in made} == {1}
    desk.ledger.close()


def test_what_changed_before_the_lock_stays_within_the_office() -> None:
    desk = issued()
    report(desk, "so-y-te", {"suat-qua": 30})
    consolidate_reports(desk, NAME, NOW)
    report(desk, "so-y-te", {"suat-qua": 130})
    assert not consolidate_reports(desk, NAME, LATER).consolidation.amends
    written = {one.name: one.content for one in files_of(desk, NAME, 2)}
    told, leaf = (
        texts(opened(written[f"{name}-{NAME}-ban-2.docx"]))
        for name in ("bao-cao-tong-hop", "phieu-ra-soat")
    )
    assert words.CHANGE_COLUMNS[-1] not in told
    assert words.CHANGE_COLUMNS[-1] in leaf
