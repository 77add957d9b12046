from datetime import date
from pathlib import Path

import pytest

from desk.contacts import correct_contact
from desk.plans.read import read_plan
from desk.plans.yaml_tree import parse_yaml
from desk.renew import FolderTakenError, WrongYearError, new_campaign, to_fill_in
from ledger import entries
from rules.finding import field
from schemas.agency import Contact
from schemas.entry import Entry, EntryKind
from tests.desk.desks import ISSUED, NAME, docket, issued
from tests.small_campaign import PLAN, ROSTER, write_campaign

FILLED_IN = (
    ('theme: ""', "theme: Một chủ đề"),
    ("slogans: []", "slogans: [Một khẩu hiệu.]"),
    ('post: ""', "post: CHỦ TỊCH"),
)


def lines_with(text: str, *words: str) -> list[str]:
    return [line for line in text.splitlines() if all(word in line for word in words)]


def fill_in(folder: Path) -> None:
    file = folder / "plan.yaml"
    text = file.read_text()
    for blank, said in FILLED_IN:
        assert blank in text
        text = text.replace(blank, said)
    file.write_text(text)


def test_next_year_is_a_folder_that_says_what_is_to_be_filled_in(tmp_path: Path):
    renewed = new_campaign(NAME, 2027, tmp_path / "new", None, ISSUED)
    reading = read_plan(renewed.folder)
    assert [one.field for one in reading.errors] == ["theme", "slogans", "signer.post"]
    assert not renewed.past
    blank = {field(one.place) for one in to_fill_in(renewed)}
    assert blank == {"theme", "slogans", "signer.post", "legal_bases[1].note"}


def test_filled_in_it_lacks_only_the_communes_that_no_file_knew(tmp_path: Path):
    folder = new_campaign(NAME, 2027, tmp_path / "new", None, ISSUED).folder
    fill_in(folder)
    reading = read_plan(folder)
    (error,) = reading.errors
    assert error.what == "the expanded group 'huyen-thanh-pho' has no members"
    file = folder / "plan.yaml"
    file.write_text(file.read_text().replace("kind: expanded", "kind: open"))
    plan, roster = read_plan(folder).require()
    assert (plan.id, plan.year, plan.office) == ("lai-chau-2027", 2027, "so-y-te")
    assert plan.report_route.through == "Sở Y tế"
    assert plan.period.last == date(2027, 6, 30)
    assert plan.report_chain[0].to == "UBND cấp tỉnh"
    assert len(plan.indicators.items) > 30, "the shared set is found"
    assert {one.id for one in roster.agencies} & {"so-ldtbxh", "than-uyen"} == set()


def test_people_read_why_beside_each_line_and_keep_what_was_said_before(
    tmp_path: Path,
):
    folder = new_campaign(NAME, 2027, tmp_path / "new", None, ISSUED).folder
    plan = (folder / "plan.yaml").read_text()
    assert plan.startswith("# lai-chau-2027, made from lai-chau-2024")
    assert lines_with(plan, "planned_issue: 2027-05-06", "our proposal", "Thursday")
    assert lines_with(plan, "period:", "last: Wednesday (Sunday in 2024)")
    assert lines_with(plan, "# UBND cấp xã to UBND cấp huyện", "until 2025-06-30")
    assert lines_with(plan, "members: []", "over, and nobody in their place")
    assert "# Circular 28/2019, article 5." in plan
    assert "# Police and military: asked" in (folder / "agencies.yaml").read_text()


def test_a_township_reports_to_the_province_since_districts_ended(tmp_path: Path):
    folder = new_campaign("dong-dang-2024", 2028, tmp_path / "new", None, ISSUED).folder
    fill_in(folder)
    plan, _ = read_plan(folder).require()
    report = next(duty for duty in plan.laid_on_all if duty.id == "report")
    assert report.deadline is not None
    assert report.deadline.day == date(2028, 7, 20)
    assert plan.parent_plan is not None
    assert not plan.parent_plan.issued


def test_what_the_ledger_knows_stands_beside_the_agencies(tmp_path: Path):
    desk = issued()
    row = docket(desk, "so-gddt")
    with desk.ledger.write() as tx:
        facts = [
            Entry(row.n + 1, ISSUED, EntryKind.CONFIRMED, "2.1"),
            Entry(row.n + 2, ISSUED, EntryKind.UNDELIVERED, step="0"),
        ]
        entries.append(tx, row.id, facts)
    corrected = Contact(post="Văn phòng", address="vp@soyte.laichau.example")
    correct_contact(desk, NAME, "so-y-te", corrected, ISSUED)
    renewed = new_campaign(NAME, 2027, tmp_path / "new", desk, ISSUED)
    roster = (renewed.folder / "agencies.yaml").read_text()
    assert renewed.past
    assert lines_with(roster, "Giáo dục", "2024: answered after 0 working days")
    assert lines_with(roster, "sogddt", "letters came back in 2024")
    assert lines_with(roster, "vp@soyte.laichau.example", "as corrected in 2024")
    assert "Y tế   # 2024: never answered" in roster
    assert parse_yaml(roster, "").problems == ()


def test_a_ledger_without_the_campaign_says_nothing_of_it(tmp_path: Path):
    folder = write_campaign(tmp_path / "spring")
    renewed = new_campaign(folder, 2027, tmp_path / "new", issued(), ISSUED)
    assert not renewed.past


def test_the_indicators_beside_a_plan_are_taken_along(tmp_path: Path):
    plan = PLAN + "indicators: {shared: own}\n"
    folder = write_campaign(tmp_path / "spring", plan, ROSTER)
    shared = "groups: [{id: g, title: Nhóm}]\n"
    shared += "items: [{id: i, group: g, label: Một, unit: cuộc}]\n"
    (folder / "own.yaml").write_text(shared)
    new = new_campaign(folder, 2027, tmp_path / "new", None, ISSUED).folder
    assert (new / "own.yaml").read_text() == shared


def test_a_flat_list_of_slogans_is_emptied_too(tmp_path: Path):
    folder = write_campaign(tmp_path / "spring")
    new = new_campaign(folder, 2027, tmp_path / "new", None, ISSUED).folder
    assert "slogans: []   # to be filled in" in (new / "plan.yaml").read_text()


def test_files_that_people_may_have_edited_are_left_alone(tmp_path: Path):
    folder = write_campaign(tmp_path / "spring")
    with pytest.raises(FolderTakenError, match="--out"):
        new_campaign(NAME, 2027, folder, None, ISSUED)
    with pytest.raises(WrongYearError, match="later"):
        new_campaign(NAME, 2024, tmp_path / "new", None, ISSUED)
    assert not (tmp_path / "new").exists()


def test_a_text_that_looks_like_a_comment_stays_a_text(tmp_path: Path):
    plan = PLAN.replace("title: Kế hoạch mùa xuân", 'title: "Số  # 1 năm 2024"')
    folder = write_campaign(tmp_path / "spring", plan, ROSTER)
    new = new_campaign(folder, 2027, tmp_path / "new", None, ISSUED).folder
    fill_in(new)
    assert read_plan(new).require()[0].title == "Số  # 1 năm 2027"
