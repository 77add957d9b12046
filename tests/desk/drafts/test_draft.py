"""From a paper to a campaign: nothing invented, everything else asked for."""

from datetime import date
from pathlib import Path

import pytest

from desk.drafts.answers import WrongAnswerError, open_questions, read_answer
from desk.drafts.plan import Draft, draft_of
from desk.drafts.shortening import shortened
from desk.drafts.slug import Ids, slug
from desk.drafts.write import FolderTakenError, write_answers, write_draft
from desk.plans.read import read_plan
from schemas.deadline import Bound, Origin
from schemas.errors import CampaignError, PlanError
from tests.documents.reader.scoring import DAYS, HOME, read_paper

SEEDS = sorted((HOME / "seeds").glob("*.txt"))
PAPERS = sorted(set((HOME / "papers").glob("*.txt")) - {HOME / "papers/slips.txt"})


def drafted(paper: Path, folder: Path) -> Draft:
    reading = read_paper(paper)
    draft = draft_of(reading, {}, DAYS)
    write_draft(draft, reading, folder, paper.name)
    return draft


@pytest.mark.parametrize("paper", [*SEEDS, *PAPERS], ids=lambda paper: paper.stem)
def test_a_draft_has_no_error_but_open_questions(paper: Path, tmp_path: Path) -> None:
    folder = tmp_path / "draft"
    drafted(paper, folder)
    reading = read_plan(folder, DAYS)
    assert reading.errors == ()
    assert reading.questions
    with pytest.raises(PlanError):
        reading.require()
    reading.require(as_proposed=True)


@pytest.mark.parametrize(
    ("name", "entries", "duties"),
    [("lai-chau-2024", 13, 41), ("dong-dang-2024", 12, 30)],
)
def test_a_seed_keeps_its_counts(
    name: str, entries: int, duties: int, tmp_path: Path
) -> None:
    drafted(HOME / "seeds" / f"{name}.txt", tmp_path / "draft")
    summary = read_plan(tmp_path / "draft", DAYS).summary
    assert (summary.entries, summary.duties) == (entries, duties)


def test_the_plan_says_what_the_text_says_and_asks_the_rest(tmp_path: Path) -> None:
    draft = drafted(SEEDS[1], tmp_path / "draft")
    plan, _ = read_plan(tmp_path / "draft", DAYS).require(as_proposed=True)
    assert draft.plan["planned_issue"] is None
    assert draft.plan["office"] is None
    assert draft.plan["launch"]["window"] == {"first": None, "last": "2024-06-30"}
    assert plan.office == "so-lao-dong-thuong-binh-va-xa-hoi"
    (report,) = (one for one in plan.laid_on_all if one.kind == "report")
    assert report.deadline is not None
    assert (report.deadline.bound, report.deadline.origin) == (
        Bound.BEFORE,
        Origin.STATED,
    )
    assert report.besides == (plan.office,)
    year_end = next(one for one in plan.duties() if one.id == "8.1.3")
    assert year_end.deadline is not None
    assert (year_end.deadline.bound, year_end.deadline.origin) == (
        Bound.AROUND,
        Origin.PROPOSED,
    )
    assert year_end.period == "outside"
    # The typing error of entry 3 is no deadline, nor a day of the campaign.
    assert [one.day for one in plan.observances] == [date(2024, 6, 12)]


def test_every_agency_is_asked_for_its_address(tmp_path: Path) -> None:
    draft = drafted(SEEDS[0], tmp_path / "draft")
    _, roster = read_plan(tmp_path / "draft", DAYS).require(as_proposed=True)
    asked = {one.field for one in draft.questions if one.file == "agencies.yaml"}
    for agency in roster.agencies:
        assert agency.contact.address == f"{agency.id}@dien-tap.example"
        assert f"agencies[{agency.id}].contact.address" in asked


def test_the_review_sheet_quotes_and_the_plan_tells_shorter(tmp_path: Path) -> None:
    drafted(SEEDS[1], tmp_path / "draft")
    sheet = (tmp_path / "draft" / "review.md").read_text(encoding="utf-8")
    plan = (tmp_path / "draft" / "plan.yaml").read_text(encoding="utf-8")
    quoted = "Chỉ đạo các đơn vị chuyên môn tổ chức thực hiện các biện pháp"
    last = "tội phạm vi phạm pháp luật liên quan đến người dưới 18 tuổi"
    assert quoted in sheet
    assert last in sheet
    assert last not in plan
    assert "20/24" in sheet


def test_answers_close_questions_and_move_later_proposals(tmp_path: Path) -> None:
    folder = tmp_path / "draft"
    reading = read_paper(SEEDS[1])
    draft = drafted(SEEDS[1], folder)
    answers = {one.field: one.proposed for one in draft.questions}
    answers["planned_issue"] = "2024-05-02"
    answers = {k: v for k, v in answers.items() if "issuance" not in k}
    moved = draft_of(reading, answers, DAYS)
    proposed = {one.field: one.proposed for one in moved.questions}
    assert proposed["phases[issuance].span.first"] == "2024-05-02"
    write_answers(moved, folder)
    left = [one.field for one in open_questions(moved, folder)]
    assert left == ["phases[issuance].span.first", "phases[issuance].span.last"]


def test_what_is_written_into_the_plan_itself_is_not_asked(tmp_path: Path) -> None:
    folder = tmp_path / "draft"
    draft = drafted(SEEDS[1], folder)
    file = folder / "plan.yaml"
    file.write_text(
        file.read_text().replace("planned_issue:", "planned_issue: 2024-05-07")
    )
    assert "planned_issue" not in {one.field for one in open_questions(draft, folder)}
    plan, _ = read_plan(folder, DAYS).require(as_proposed=True)
    assert plan.planned_issue == date(2024, 5, 7)


@pytest.mark.parametrize(
    ("field", "said", "answer"),
    [
        ("planned_issue", "05/05/2024", "2024-05-05"),
        ("planned_issue", " 2024-05-05 ", "2024-05-05"),
        ("office", "so-y-te", "so-y-te"),
        (
            "agencies[so-y-te].contact.address",
            "VanThu@syt.example",
            "vanthu@syt.example",
        ),
    ],
)
def test_answers_are_read_as_people_type_them(
    field: str, said: str, answer: str
) -> None:
    draft = draft_of(read_paper(SEEDS[1]), {}, DAYS)
    question = next(one for one in draft.questions if one.field == field)
    assert read_answer(question, said, draft) == answer


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("planned_issue", "31/02/2024"),
        ("planned_issue", "soon"),
        ("office", "so-ngoai-vu"),
        ("agencies[so-y-te].contact.address", "syt"),
    ],
)
def test_a_wrong_answer_is_refused_with_what_to_write(field: str, said: str) -> None:
    draft = draft_of(read_paper(SEEDS[1]), {}, DAYS)
    question = next(one for one in draft.questions if one.field == field)
    with pytest.raises(WrongAnswerError, match="write"):
        read_answer(question, said, draft)


def test_a_folder_with_a_campaign_is_not_overwritten(tmp_path: Path) -> None:
    drafted(SEEDS[0], tmp_path)
    before = (tmp_path / "plan.yaml").read_bytes()
    with pytest.raises(FolderTakenError):
        drafted(SEEDS[1], tmp_path)
    assert (tmp_path / "plan.yaml").read_bytes() == before


def test_nothing_is_left_where_nothing_can_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CampaignError, match="cannot be written"):
        drafted(SEEDS[0], tmp_path / "file" / "draft")
    assert [one.name for one in tmp_path.iterdir()] == ["file"]


def test_names_become_ids_each_only_once() -> None:
    assert (
        slug("Sở Lao động - Thương binh và Xã hội")
        == "so-lao-dong-thuong-binh-va-xa-hoi"
    )
    assert slug("…") == "x"
    ids = Ids()
    assert [ids.of(name) for name in ("Đoàn xã", "Doan xa", "đoàn  xã")] == [
        "doan-xa",
        "doan-xa-2",
        "doan-xa",
    ]
    assert ids.known("Hội xã") is None


def test_a_long_text_is_cut_at_a_clause() -> None:
    assert (
        shortened("Một việc; hai việc, ba việc.", 100) == "Một việc; hai việc, ba việc"
    )
    assert (
        shortened("Một việc; hai việc, ba việc và nữa.", 22) == "Một việc; hai việc …"
    )
