from datetime import date, datetime, time

import pytest
from pydantic import BaseModel

from flows.forms.amendment import AmendPlan
from flows.forms.answers import EnterAnswer, Said
from flows.forms.contact import CorrectContact
from flows.forms.decisions import DecideTime, Decision, wrong_decision
from flows.forms.fields import day_of, hour_of
from flows.forms.notice import AnnounceToAgencies
from flows.forms.reports import (
    EnterReport,
    LockFigures,
    RecordSigned,
    ReviewReport,
)
from flows.forms.season import (
    FixLaunch,
    HoldLaunch,
    SignOff,
    StartCampaign,
    ceremony,
    signing,
    wrong_holding,
    wrong_launch,
    wrong_signing,
)
from flows.forms.silence import FallSilent
from schemas import words
from schemas.base import VN
from schemas.entry import EntryKind

NOW = datetime(2027, 5, 6, 9, tzinfo=VN)
SIGNED = SignOff(
    number="156/KH-UBND",
    signed_on="2027-05-06",
    signer="Phó Chủ tịch",
    dates_confirmed=True,
)
FIXED = FixLaunch(place="Quảng trường", day="2027-05-31", hour="08:00")


@pytest.mark.parametrize("text", ["2027-05-06", "6/5/2027", "06/05/2027", " 6-5-2027 "])
def test_a_day_is_read_as_people_write_it(text: str):
    assert day_of(text) == date(2027, 5, 6)


@pytest.mark.parametrize("text", ["8:30", "08:30", "8h30", "8H30", "8 giờ 30"])
def test_an_hour_is_read_as_people_write_it(text: str):
    assert hour_of(text) == time(8, 30)


@pytest.mark.parametrize("text", ["", "mai", "30/2/2027", "2027-13-01", "6/5/27", "8h"])
def test_what_is_no_day_is_none(text: str):
    assert day_of(text) is None


@pytest.mark.parametrize("text", ["", "sáng", "24:00", "8:60", "8.30"])
def test_what_is_no_hour_is_none(text: str):
    assert hour_of(text) is None


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, None),
        ({"signed_on": "2027-02-30"}, "Không có ngày 2027-02-30"),
        *(
            ({"number": text}, f"{text} không phải số kế hoạch")
            for text in ("156", "abc", "/KH", "")
        ),
        ({"signed_on": "2027-05-07"}, "Ngày 2027-05-07 chưa đến"),
        ({"number": "diễn tập/KH-UBND"}, "Số kế hoạch chỉ dùng khi diễn tập"),
    ],
)
def test_a_signature_is_checked_in_words(change: dict[str, str], said: str | None):
    found = wrong_signing(SIGNED.model_copy(update=change), NOW, rehearsed=False)
    assert found is None if said is None else found and found.startswith(said)


def test_a_rehearsal_signs_with_its_own_number():
    given = SIGNED.model_copy(update={"number": "diễn tập/KH-UBND"})
    assert wrong_signing(given, NOW, rehearsed=True) is None


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, None),
        ({"day": "2027-06-31"}, "Không có ngày 2027-06-31"),
        ({"hour": "25:00"}, "Không có giờ 25:00"),
        ({"day": "2027-05-06", "hour": "09:00"}, "Thời điểm 2027-05-06 09:00 đã qua"),
    ],
)
def test_place_and_hour_are_checked_in_words(change: dict[str, str], said: str | None):
    found = wrong_launch(FIXED.model_copy(update=change), NOW)
    assert found is None if said is None else found and found.startswith(said)


@pytest.mark.parametrize(
    ("day", "wrong"),
    [("2027-05-06", False), ("2027-05-07", True), ("2027-02-30", True)],
)
def test_a_ceremony_is_recorded_once_it_was_held(day: str, wrong: bool):
    found = wrong_holding(HoldLaunch(day=day, attendance=300), NOW)
    assert bool(found) is wrong


def test_a_checked_form_becomes_a_value():
    assert signing(SIGNED).signed_on.isoformat() == "2027-05-06"
    assert ceremony(FIXED).starts == datetime(2027, 5, 31, 8, tzinfo=VN)


def test_what_was_said_is_a_fact():
    assert {said.kind for said in Said} == {
        EntryKind.CONFIRMED,
        EntryKind.PROGRESSED,
        EntryKind.FULFILLED,
        EntryKind.NOTHING,
        EntryKind.DECLINED,
    }


@pytest.mark.parametrize(
    "form",
    [
        StartCampaign,
        SignOff,
        FixLaunch,
        EnterAnswer,
        CorrectContact,
        DecideTime,
        FallSilent,
        AnnounceToAgencies,
        AmendPlan,
        EnterReport,
        ReviewReport,
        RecordSigned,
        LockFigures,
    ],
)
def test_every_field_has_a_vietnamese_title(form: type):
    fields = form.model_json_schema()["properties"]
    titles = {name: field.get("title", "") for name, field in fields.items()}
    assert all(title and title != name.title() for name, title in titles.items())


@pytest.mark.parametrize(
    "form",
    [
        StartCampaign,
        EnterAnswer,
        CorrectContact,
        DecideTime,
        FallSilent,
        AnnounceToAgencies,
        AmendPlan,
        EnterReport,
        ReviewReport,
        RecordSigned,
        LockFigures,
    ],
)
def test_nothing_above_a_field_is_english(form: type[BaseModel]) -> None:
    schema = form.model_json_schema()
    said = [schema["description"]]
    said += [one.get("description", "") for one in schema["properties"].values()]
    nested = [name for name, one in schema["properties"].items() if "$ref" in one]
    assert all(schema["properties"][name]["description"] for name in nested)
    assert not any(text.isascii() for text in said if text)


def test_a_decision_is_one_of_two_facts() -> None:
    assert {words.ENTRIES[EntryKind.EXTENDED], words.ENTRIES[EntryKind.REFUSED]} == set(
        Decision
    )


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, None),
        ({"until": "31/6/2027"}, "Không có ngày 31/6/2027"),
        ({"until": ""}, "Không có ngày"),
        ({"until": "", "decision": Decision.REFUSE}, None),
        ({"reason": "cháu Nam sinh năm 2015"}, "Ghi chú có số giấy tờ"),
    ],
)
def test_a_decision_is_checked_in_words(change: dict[str, str], said: str | None):
    given = DecideTime(
        agency="a/b · B",
        duty="2.1",
        decision=Decision.EXTEND,
        until="26/7/2027",
        reason="Mưa lũ",
        name="Người quyết định",
        post="Trưởng phòng",
    )
    found = wrong_decision(given.model_copy(update=change))
    assert found is None if said is None else found and found.startswith(said)
