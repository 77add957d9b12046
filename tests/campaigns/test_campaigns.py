"""The campaigns that come with the product say what their texts say."""

import re
from collections import Counter
from datetime import date
from functools import cache

import pytest

from desk.plans.files import CAMPAIGNS_HOME
from desk.plans.read import Summary, read_plan
from rules.owed import owed
from schemas.agency import Roster
from schemas.deadline import Bound, Origin
from schemas.duty import Duty, DutyKind, Modality
from schemas.phase import PhaseKind
from schemas.plan import Plan

LAI_CHAU, DONG_DANG = "lai-chau-2024", "dong-dang-2024"
BOTH = pytest.mark.parametrize("name", [LAI_CHAU, DONG_DANG])
TEXTS = CAMPAIGNS_HOME.parent.parent / "shared" / "seeds"
COPIED = 11
"""Syllables in a row that are no name any more, and no chance."""


@cache
def read(name: str) -> tuple[Plan, Roster]:
    return read_plan(name).require()


def duties(name: str) -> dict[str, Duty]:
    plan, _ = read(name)
    return {duty.id: duty for duty in (*plan.duties(), *plan.laid_on_all)}


def text_of(name: str) -> str:
    text = TEXTS / f"{name}.txt"
    if not text.exists():
        pytest.skip(f"the text of the plan is not on this machine ({text})")
    return text.read_text(encoding="utf-8")


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


@pytest.mark.parametrize(
    ("name", "counted", "summary"),
    [
        (
            LAI_CHAU,
            "1:4 2:4 3:1 4:1 5:4 6:3 7:2 8:0 8.1:3 8.2:5 8.3:3 8.4:4 9:1 10:6",
            Summary(entries=13, duties=41, agencies=20, assignments=116),
        ),
        (
            DONG_DANG,
            "1:6 2:2 3:3 4:2 5:1 6:1 7:1 8:3 8.1:5 8.2:2 8.3:3 9:1",
            Summary(entries=12, duties=30, agencies=12, assignments=41),
        ),
    ],
)
def test_entries_and_duties_are_those_counted_by_hand(
    name: str, counted: str, summary: Summary
) -> None:
    plan, _ = read(name)
    found = " ".join(f"{entry.id}:{len(entry.duties)}" for entry in plan.entries)
    assert found == counted
    assert read_plan(name).summary == summary


def test_what_each_agency_of_lai_chau_owes_in_numbers() -> None:
    plan, roster = read(LAI_CHAU)
    owes = " ".join(f"{owner}:{len(one)}" for owner, one in owed(plan).items())
    assert owes == (
        # An own plan and a report beside what is written; the office owes itself none.
        "so-ldtbxh:5 so-gddt:6 so-y-te:3 cong-an:3 so-vhttdl:6 so-tttt:5 "
        "bch-bien-phong:4 bch-quan-su:4 "
        "ubmttq:5 doan-thanh-nien:7 hoi-phu-nu:5 hoi-nong-dan:6 "
        # An open group: nothing is laid on it.
        "don-vi-lien-quan:1 "
        # Their report is written (10.6).
        "tp-lai-chau:7 muong-te:7 nam-nhun:7 phong-tho:7 "
        "sin-ho:7 tam-duong:7 tan-uyen:7 than-uyen:7"
    )
    agencies = {agency.id for agency in roster.agencies}
    assert agencies == owed(plan).keys() - {"don-vi-lien-quan"}


@BOTH
def test_each_slogan_stands_in_the_text_letter_for_letter(name: str) -> None:
    plan, _ = read(name)
    assert len(set(plan.slogans)) == 12
    lines = {line.removeprefix("- ") for line in text_of(name).splitlines()}
    assert set(plan.slogans) <= lines


def test_three_slogans_differ_between_the_two_plans() -> None:
    ours, theirs = read(LAI_CHAU)[0].slogans, read(DONG_DANG)[0].slogans
    assert sum(a != b for a, b in zip(ours, theirs, strict=True)) == 3


@pytest.mark.parametrize(
    ("name", "part", "paragraphs"),
    [(LAI_CHAU, "III", {"3.1", "4.1", "9.1"}), (DONG_DANG, "V", {"5.1", "9.1"})],
)
def test_ids_say_entry_and_bullet_and_a_paragraph_has_no_bullet(
    name: str, part: str, paragraphs: set[str]
) -> None:
    plan, _ = read(name)
    for entry in plan.entries:
        assert entry.source == f"{part}.{entry.id}"
        for n, duty in enumerate(entry.duties, start=1):
            assert duty.id == f"{entry.id}.{n}"
            assert duty.source.section == entry.source
            assert duty.source.bullet == (None if duty.id in paragraphs else n)


@BOTH
def test_titles_are_short_and_no_summary_is_pasted(name: str) -> None:
    text = " ".join(words(text_of(name)))
    for duty in duties(name).values():
        assert len(duty.title) <= 80
        assert duty.summary.count(". ") <= 1
        for said in (duty.title, duty.summary):
            told = words(said)
            rows = [told[i : i + COPIED] for i in range(len(told) - COPIED + 1)]
            pasted = [row for row in rows if " ".join(row) in text]
            assert not pasted, (duty.id, pasted)


@BOTH
def test_nobody_who_is_asked_has_a_superior_and_everybody_else_has(name: str) -> None:
    plan, roster = read(name)
    asked = {
        owner
        for owner, owes in owed(plan).items()
        if owes[0].modality is Modality.ASKED
    }
    unions = {"ubmttq", "doan-thanh-nien", "hoi-phu-nu", "hoi-nong-dan", "cong-an"}
    forces = {"bch-bien-phong", "bch-quan-su"} if name == LAI_CHAU else set[str]()
    assert asked == unions | forces
    assert asked == {one.id for one in roster.agencies if one.superior is None}
    assert all(one.head is not None for one in roster.agencies)


@BOTH
def test_every_address_lies_in_the_reserved_domain_and_names_no_person(
    name: str,
) -> None:
    _, roster = read(name)
    heads = [one.head for one in roster.agencies if one.head]
    contacts = [*(one.contact for one in roster.agencies), *heads, *roster.superiors]
    addresses = [one.address for one in (*contacts, *roster.recipients)]
    assert all(address.endswith(".example") for address in addresses)
    assert all(contact.name is None for contact in contacts)
    boxes = Counter(one.contact.address for one in roster.agencies)
    assert set(boxes.values()) == {1}


def test_schools_hand_over_before_the_youth_union_takes_in() -> None:
    assert duties(LAI_CHAU)["8.2.3"].awaits == ("2.2",)
    assert duties(DONG_DANG)["8.1.4"].awaits == ("3.3",)


@BOTH
def test_only_one_duty_ends_behind_the_season(name: str) -> None:
    plan, _ = read(name)
    late = [
        duty
        for duty in duties(name).values()
        if duty.deadline and duty.deadline.day > plan.close
    ]
    if name == DONG_DANG:
        assert late == []
    else:
        (only,) = late
        assert (only.id, only.period) == ("8.1.3", "outside")
        assert only.deadline is not None
        assert only.deadline.said == "cuối năm 2024"
        assert only.deadline.bound is Bound.AROUND
        assert only.deadline.origin is Origin.PROPOSED


@pytest.mark.parametrize(
    ("name", "duty", "day", "origin"),
    [
        (LAI_CHAU, "10.6", date(2024, 7, 20), Origin.STATED),
        (LAI_CHAU, "report", date(2024, 7, 20), Origin.STATED),
        (DONG_DANG, "1.6", date(2024, 7, 10), Origin.LAW),
        (DONG_DANG, "report", date(2024, 7, 10), Origin.LAW),
    ],
)
def test_reports_are_due_before_the_day_of_the_text_or_of_the_law(
    name: str, duty: str, day: date, origin: Origin
) -> None:
    report = duties(name)[duty]
    assert (report.kind, report.phase) == (DutyKind.REPORT, PhaseKind.REPORTING)
    assert report.deadline is not None
    assert report.deadline.bound is Bound.BEFORE
    assert (report.deadline.day, report.deadline.origin) == (day, origin)
    assert read(name)[0].office not in {
        owner
        for owner, owes in owed(read(name)[0]).items()
        if any(one.duty.id == "report" for one in owes)
    }


@BOTH
def test_the_report_chain_has_the_tiers_of_2024_and_those_since_july_2025(
    name: str,
) -> None:
    chain = read(name)[0].report_chain

    def tiers(day: date) -> list[tuple[str, str]]:
        return [
            (link.by, link.before)
            for link in chain
            if (link.valid_from or day) <= day <= (link.valid_to or day)
        ]

    assert tiers(date(2025, 6, 30)) == [
        ("UBND cấp xã", "10/07"),
        ("UBND cấp huyện", "20/07"),
        ("UBND cấp tỉnh", "31/07"),
    ]
    assert tiers(date(2025, 7, 1)) == [
        ("UBND cấp xã", "20/07"),
        ("UBND cấp tỉnh", "31/07"),
    ]


def test_the_typing_error_of_the_text_is_noted_and_made_no_date() -> None:
    slip = duties(LAI_CHAU)["3.1"]
    assert slip.note is not None
    assert "20/24" in slip.note
    assert slip.deadline is None
    warnings = read_plan(LAI_CHAU).warnings
    assert any("20/24" in one.what for one in warnings)


def test_activities_nobody_owns_are_pointed_out_and_the_cup_has_its_owner() -> None:
    plan, _ = read(LAI_CHAU)
    (cup,) = [one for one in plan.activities if "cầu lông" in one.title]
    assert cup.owner == "so-ldtbxh"
    unowned = [one for one in plan.activities if one.owner is None]
    told = [w for w in read_plan(LAI_CHAU).warnings if w.field.startswith("activities")]
    assert len(told) == len(unowned) == 3


@BOTH
def test_the_three_days_of_june_are_marked(name: str) -> None:
    days = [one.day for one in read(name)[0].observances]
    assert days == [date(2024, 6, 1), date(2024, 6, 12), date(2024, 6, 28)]


def test_the_plan_a_township_follows_is_that_of_its_district() -> None:
    parent = read(DONG_DANG)[0].parent_plan
    assert parent is not None
    assert (parent.number, parent.dated) == ("156/KH-UBND", date(2024, 4, 9))


@BOTH
def test_the_letters_of_the_text_are_kept_in_the_signature_and_the_recipients(
    name: str,
) -> None:
    text = text_of(name)
    plan, _ = read(name)
    assert plan.theme in text
    assert plan.signer.name is not None
    assert plan.signer.name in text
    for line in plan.recipients:
        mark = f" ({line.mark})" if line.mark else ""
        assert f"- {line.name}{mark}" in text, line.name


def test_campaigns_are_named_by_their_folders() -> None:
    folders = sorted(one for one in CAMPAIGNS_HOME.iterdir() if one.is_dir())
    assert [read(folder.name)[0].id for folder in folders] == [
        folder.name for folder in folders
    ]
