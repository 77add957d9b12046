"""The two seed texts, against the plans that people made of them by hand."""

import pytest

from desk.plans.read import read_plan
from schemas.plan import Plan
from tests.documents.reader.scoring import HOME, items, read_paper

NAMES = ("lai-chau-2024", "dong-dang-2024")


def both(name: str):
    plan = read_plan(name).plan
    assert plan is not None
    return read_paper(HOME / "seeds" / f"{name}.txt"), plan


@pytest.mark.parametrize("name", NAMES)
def test_every_entry_is_read_with_its_number_name_and_modality(name: str) -> None:
    reading, plan = both(name)
    assert [one.no for one in reading.agencies] == [one.id for one in plan.entries]
    for one, entry in zip(reading.agencies, plan.entries, strict=True):
        # The hand wrote "thương binh" where the text has a slip, which is kept.
        name = one.name.replace("thương bình", "thương binh")
        assert name == entry.title.removeprefix("Đề nghị ")
        assert one.modality == entry.modality
        assert one.section == entry.source.split(".")[0]


@pytest.mark.parametrize("name", NAMES)
def test_every_duty_is_read_where_the_hand_found_it(name: str) -> None:
    reading, plan = both(name)
    for one, entry in zip(reading.agencies, plan.entries, strict=True):
        places = [duty.bullet for duty in one.duties]
        assert places == [duty.source.bullet for duty in entry.duties], entry.id


def cited(plan: Plan) -> set[str]:
    return {one.number for one in plan.legal_bases if one.number}


@pytest.mark.parametrize("name", NAMES)
def test_words_dates_and_names_are_those_of_the_plan(name: str) -> None:
    reading, plan = both(name)
    assert reading.number is None
    assert reading.date is None
    assert reading.symbol == plan.symbol
    assert reading.issuer == plan.issued_by
    assert reading.sources["issuer"].raw
    assert reading.place == plan.locality
    assert reading.theme == plan.theme
    assert tuple(one.text for one in reading.slogans) == plan.slogans
    assert (reading.period.first, reading.period.last) == (
        plan.period.first,
        plan.period.last,
    )
    assert {one.number for one in reading.legal_bases if one.number} == cited(plan)
    dates = {one.number: one.date for one in reading.legal_bases}
    assert all(dates[b.number] == b.dated for b in plan.legal_bases if b.number)
    assert [one.name for one in reading.recipients] == [
        one.name for one in plan.recipients
    ]
    assert reading.signer.position == plan.signer.post
    assert reading.signer.name == plan.signer.name


def test_the_parent_plan_is_not_the_own_one() -> None:
    reading, _ = both("dong-dang-2024")
    assert (reading.parent.number, str(reading.parent.date)) == (
        "156/KH-UBND",
        "2024-04-09",
    )
    assert both("lai-chau-2024")[0].parent.number is None


def test_the_deadlines_of_the_province_and_no_other() -> None:
    assert items(both("lai-chau-2024")[0])["deadlines"] == [
        "bắt đầu từ 01/6 đến ngày 30/6/2024 | from_to | 2024-06-01..2024-06-30",
        "từ cuối tháng 5 đến ngày 30/6/2024 | from_to | ..2024-06-30",
        "20/24 | unparseable",
        "Ngày quốc tế phòng, chống lao động trẻ em với chủ đề “Lao động trẻ em và an "
        "sinh xã hội” ngày 12/6/2024 | occasion | 2024-06-12",
        "vào cuối năm 2024 | fuzzy | ..2024-12-31",
        "theo quy định | by_regulation",
        "trước ngày 20/7/2024 | before | 2024-07-20",
    ]


def test_the_deadlines_of_the_township_and_no_other() -> None:
    assert items(both("dong-dang-2024")[0])["deadlines"] == [
        "Từ ngày 01/6/2024 đến ngày 30/6/2024 | from_to | 2024-06-01..2024-06-30",
        "Ngày gia đình Việt Nam | occasion | 2024-06-28",
        "theo quy định | by_regulation",
        "ngày Quốc tế thiếu nhi 1/6 | occasion | 2024-06-01",
    ]


def test_who_reports_to_whom() -> None:
    assert items(both("lai-chau-2024")[0])["reports"] == [
        "UBND các huyện, thành phố | by_regulation",
        "Các sở, ban, ngành, đoàn thể tỉnh, UBND các huyện, thành phố | UBND tỉnh | "
        "Sở Lao động - Thương binh và Xã hội | Bộ Lao động - Thương binh và Xã hội | "
        "before | 2024-07-20",
    ]
    kinds = [one.kind for one in both("lai-chau-2024")[0].laid_on_all]
    assert kinds == ["own-plan", "report"]


def test_slips_are_flagged_and_never_repaired() -> None:
    flags = {(one.what, one.raw) for one in both("lai-chau-2024")[0].flags}
    assert ("unparseable-date", "20/24") in flags
    assert sum(what == "unowned-activity" for what, _ in flags) == 5
    found = {one.what for one in both("dong-dang-2024")[0].flags}
    assert {"cited-without-year", "kind-and-number-differ"} <= found
