"""A shipped plan as a document, read back by the reader of documents, part by part.

That the whole of it comes back is in test_round_trip.
"""

from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from desk.drafts.plan import draft_of
from desk.drafts.read import read_file
from desk.plans.days_off import working_days
from desk.plans.document import document_of
from desk.plans.read import read_plan
from documents.plan import plan_docx
from documents.reading.result import Reading
from schemas.agency import Roster
from schemas.base import VN
from schemas.duty import Role
from schemas.plan import LegalBasis, Plan

AT = datetime(2024, 5, 2, 9, tzinfo=VN)
NAMES = ("lai-chau-2024", "dong-dang-2024")


class Back(NamedTuple):
    """A plan, its roster, what was read of its document, and the draft of that."""

    plan: Plan
    roster: Roster
    reading: Reading
    draft: dict[str, Any]


def sent_round(plan: Plan, roster: Roster, folder: Path) -> Back:
    file = folder / "ke-hoach.docx"
    file.write_bytes(plan_docx(document_of(plan, roster.agencies, AT)))
    reading = read_file(file)
    return Back(plan, roster, reading, draft_of(reading, {}, working_days()).plan)


@pytest.fixture(scope="module", params=NAMES)
def back(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory):
    plan, roster = read_plan(request.param).require()
    return sent_round(plan, roster, tmp_path_factory.mktemp("plan"))


def test_the_head_comes_back_with_number_and_day_blank(back: Back):
    plan, reading = back.plan, back.reading
    assert (reading.number, reading.date) == (None, None)
    assert (reading.symbol, reading.place) == (plan.symbol, plan.locality)
    assert reading.issuer == plan.issued_by.replace("UBND", "Ủy ban nhân dân")
    assert back.draft["title"] == plan.title


def test_theme_period_and_slogans_come_back(back: Back):
    plan, reading = back.plan, back.reading
    assert reading.theme == plan.theme
    assert (reading.period.first, reading.period.last) == (
        plan.period.first,
        plan.period.last,
    )
    assert tuple(one.text for one in reading.slogans) == plan.slogans


def test_entries_come_back_with_number_name_modality_and_section(back: Back):
    entries = back.plan.entries
    assert [one.no for one in back.reading.agencies] == [one.id for one in entries]
    for one, entry in zip(back.reading.agencies, entries, strict=True):
        assert one.name == entry.title.removeprefix("Đề nghị ")
        assert one.modality == entry.modality
        assert f"{one.section}.{one.no}" == entry.source


def test_duties_come_back_with_place_text_kind_and_role(back: Back):
    for one, entry in zip(back.reading.agencies, back.plan.entries, strict=True):
        assert len(one.duties) == len(entry.duties), entry.id
        for read, duty in zip(one.duties, entry.duties, strict=True):
            assert read.bullet == duty.source.bullet
            summary = " ".join(duty.summary.split())
            said = read.text.removeprefix("Phối hợp: ")
            assert said.startswith(f"{duty.title}. {summary}"), duty.id
            assert read.kind == duty.kind
            assert read.lead == (duty.role is Role.LEAD)


def test_partners_come_back(back: Back):
    names = {one.id: one.name for one in back.roster.agencies}
    names |= {one.id: one.name for one in back.plan.groups}
    for one, entry in zip(back.reading.agencies, back.plan.entries, strict=True):
        for read, duty in zip(one.duties, entry.duties, strict=True):
            assert ", ".join(read.partners) == ", ".join(
                names[one] for one in duty.with_agencies
            )


def test_what_is_laid_on_all_comes_back(back: Back):
    common = back.plan.laid_on_all
    read = back.reading.laid_on_all
    assert [one.kind for one in read] == [one.kind for one in common]
    for one, duty in zip(back.draft["laid_on_all"], common, strict=True):
        if duty.deadline is not None:
            assert one["deadline"]["bound"] == duty.deadline.bound
            assert one["deadline"]["day"] == duty.deadline.day.isoformat()


def test_the_way_of_reports_comes_back(back: Back):
    route = back.plan.report_route
    assert back.draft["report_route"] == route.model_dump(
        exclude={"covers"}, exclude_none=True
    )


def test_the_launch_comes_back_in_the_plans_words_and_its_days(back: Back):
    launch, read = back.plan.launch, back.draft["launch"]
    assert read["window"] == launch.window.model_dump(mode="json")
    assert read.get("said") == launch.said


def test_what_the_plan_rests_on_comes_back(back: Back):
    plan, reading = back.plan, back.reading
    cited = [(one.number, one.date) for one in reading.legal_bases]
    bases = [(one.number, one.dated) for one in plan.legal_bases]
    assert cited[: len(bases)] == bases
    parent = plan.parent_plan or LegalBasis(title="-")
    assert (reading.parent.number, reading.parent.date) == (parent.number, parent.dated)


def test_activities_come_back_with_those_that_nobody_owns(back: Back):
    names = {one.id: one.name for one in back.roster.agencies}
    for one, activity in zip(
        back.reading.activities, back.plan.activities, strict=True
    ):
        assert one.text.startswith(activity.title)
        assert one.owner == (names[activity.owner] if activity.owner else None)


def test_recipients_and_signer_come_back(back: Back):
    plan, reading = back.plan, back.reading
    assert [(one.name, one.mark) for one in reading.recipients] == [
        (one.name, one.mark) for one in plan.recipients
    ]
    lines = (plan.signer.authority, plan.signer.capacity)
    assert reading.signer.authority == tuple(filter(None, lines))
    assert reading.signer.position == plan.signer.post
    assert reading.signer.name == plan.signer.name


def test_the_reader_finds_nothing_to_doubt_but_what_the_plan_leaves_open(back: Back):
    open_ends = sum(one.owner is None for one in back.plan.activities)
    flags = [one.what for one in back.reading.flags]
    assert flags.count("unowned-activity") == open_ends
    assert set(flags) <= {"unowned-activity", "kind-and-number-differ"}
