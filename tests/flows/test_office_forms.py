"""What the office's forms answer to who filled them in, and what is kept of it."""

import json
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest
from prefect.client.schemas.objects import State
from pydantic import BaseModel

from desk.answer import Answer, answer
from desk.desk import Desk
from flows.answering import enter
from flows.correcting import correct
from flows.extending import decide
from flows.forgetting import without_persons
from flows.forms.answers import EnterAnswer, How, Said
from flows.forms.contact import CorrectContact
from flows.forms.decisions import (
    DecideTime,
    Decision,
    JudgeDeclined,
    Relief,
    Verdict,
    WaiveDuty,
)
from flows.forms.refusals import (
    AWAITED,
    NO_ADDRESS,
    NO_REASON,
    NOT_DECLINED,
    NOT_OWED,
    NOT_WAIVED,
    NOTHING_NEW,
    PERSONAL,
    SAME_CONTACT,
)
from flows.here import Here
from flows.judging import decide as judge
from flows.waiving import excuse
from ledger import entries, people
from schemas import words
from schemas.entry import EntryKind, Person
from settings import Settings
from tests.desk.desks import ISSUED, NAME, Post, docket, issued

WHO = f"{NAME}/so-y-te · Sở Y tế"
ADDRESS = "vanthu@soyte.laichau.example"
ANSWER = EnterAnswer(
    agency=WHO, answer=Said.DONE, name="An", post="An post", how=How.TELEPHONE
)
DECISION = DecideTime(
    agency=WHO,
    duty="3.1",
    decision=Decision.EXTEND,
    until="26/7/2024",
    reason="An is ill",
    name="An",
    post="An post",
)
VERDICT = JudgeDeclined(
    agency=WHO,
    duty="3.1",
    verdict=Verdict.RETURN,
    reason="An is ill",
    name="An",
    post="An post",
)
WAIVER = WaiveDuty(
    agency=WHO, duty="3.1", reason="An is ill", name="An", post="An post"
)
DECLINED = ANSWER.model_copy(
    update={
        "answer": Said.DECLINED,
        "duty": "3.1",
        "reason": "An is away",
        "concerns": "An's office",
    }
)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return issued(str(tmp_path / "ledger.db"))


def said(desk: Desk, agency: str = WHO, address: str = ADDRESS) -> State[None]:
    return correct(at(desk), CorrectContact(agency=agency, address=address))


def at(desk: Desk) -> Here:
    return Here(desk, Settings(), Post())


def decided(desk: Desk, agency: str) -> State[None]:
    return decide(at(desk), DECISION.model_copy(update={"agency": agency}))


def entered(desk: Desk, agency: str) -> State[None]:
    return enter(at(desk), ANSWER.model_copy(update={"agency": agency}))


def judged(desk: Desk, agency: str) -> State[None]:
    return judge(at(desk), VERDICT.model_copy(update={"agency": agency}))


def waived(desk: Desk, agency: str = WHO, **changes: object) -> State[None]:
    return excuse(at(desk), WAIVER.model_copy(update={"agency": agency, **changes}))


@pytest.mark.parametrize("form", [said, decided, entered, judged, waived])
@pytest.mark.parametrize(
    "agency",
    ["nowhere/so-y-te · Sở Y tế", f"{NAME}/nowhere · Sở Y tế", "so-y-te", "/"],
)
def test_what_nobody_knows_is_said_by_its_name(
    desk: Desk, form: Callable[[Desk, str], State[None]], agency: str
):
    state = form(desk, agency)
    assert state.is_failed()
    assert state.message == f"Không có đơn vị {agency}."


def test_an_address_that_is_none_and_one_that_is_known_are_said(desk: Desk):
    assert said(desk, address="ai đó").message == NO_ADDRESS
    assert said(desk).message == SAME_CONTACT
    assert said(desk, address="moi@soyte.example").message == words.CORRECTED


FILLED = (
    CorrectContact(agency=WHO, address="an@a.example", name="An", post="An post"),
    ANSWER,
    DECISION,
    VERDICT,
    WAIVER,
    DECLINED,
)


def test_a_declined_duty_is_entered_and_judged(desk: Desk):
    assert judged(desk, WHO).message == NOT_DECLINED.format(agency=WHO, duty="3.1")
    assert enter(at(desk), DECLINED).is_completed()
    row = docket(desk, "so-y-te").id
    with desk.ledger.read() as tx:
        (fact,) = entries.of(tx, [row])[row]
        (person,) = people.of(tx, row).values()
    assert (fact.kind, fact.duty) == (EntryKind.DECLINED, "3.1")
    assert person == Person("An", "An post", "An is away (Điện thoại)", "An's office")


def test_what_an_agency_declined_is_judged(desk: Desk):
    said = Answer(EntryKind.DECLINED, ("3.1",), Person("An", "An post"), "declined")
    answer(desk, docket(desk, "so-y-te").id, said, ISSUED)
    assert str(judged(desk, WHO).message).startswith("Mã biên nhận: ")
    accepted = VERDICT.model_copy(update={"verdict": Verdict.ACCEPT})
    assert judge(at(desk), accepted).is_completed()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"reason": ""}, NO_REASON),
        ({"concerns": " "}, NO_REASON),
        ({"answer": Said.DONE}, NO_REASON),
        ({"reason": "sinh năm 2015"}, PERSONAL),
    ],
)
def test_a_declined_duty_needs_its_reason_and_no_person(
    desk: Desk, changes: dict[str, str], words: str
):
    state = enter(at(desk), DECLINED.model_copy(update=changes))
    assert (state.is_failed(), state.message) == (True, words)


def test_nobody_writes_of_a_person_to_an_agency(desk: Desk):
    given = VERDICT.model_copy(update={"reason": "sinh năm 2015"})
    assert judge(at(desk), given).message == PERSONAL


def test_a_duty_is_waived_and_asked_for_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
):
    def run() -> None:
        monkeypatch.setenv("PREFECT__FLOW_RUN_ID", str(uuid4()))

    asked = {"decision": Relief.END, "duty": f"{NAME}/3.1 · Như được đề nghị"}
    assert waived(desk, **asked).message == NOT_WAIVED.format(
        agency=WHO, duty=asked["duty"]
    )
    assert str(waived(desk).message).startswith("Mã biên nhận: ")
    run()
    assert waived(desk).message == NOTHING_NEW
    run()
    assert str(waived(desk, **asked).message).startswith("Mã biên nhận: ")
    row = docket(desk, "so-y-te").id
    with desk.ledger.read() as tx:
        facts = entries.of(tx, [row])[row]
    kinds = [(one.kind, one.duty) for one in facts]
    assert kinds == [(EntryKind.WAIVED, "3.1"), (EntryKind.UNWAIVED, "3.1")]


def test_what_cannot_be_waived_says_what_to_do(desk: Desk):
    schools = f"{NAME}/so-gddt · Sở Giáo dục và Đào tạo"
    offered = f"{NAME}/9.1 · Điều không được giao"
    assert waived(desk, duty=offered).message == NOT_OWED.format(
        agency=WHO, duty=offered, owed="3.1, own-plan, report"
    )
    awaited = waived(desk, schools, duty="2.2")
    assert (awaited.is_failed(), awaited.message) == (True, AWAITED.format(duty="2.2"))
    assert waived(desk, reason="sinh năm 2015").message == PERSONAL


@pytest.mark.parametrize("given", FILLED, ids=lambda given: type(given).__name__)
def test_no_person_is_left_in_what_prefect_keeps(given: BaseModel):
    kept = without_persons(given)
    assert "An" not in json.dumps(kept.model_dump(mode="json"))
    assert kept.model_dump()["agency"] == WHO
