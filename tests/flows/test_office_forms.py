"""What the office's forms answer to who filled them in, and what is kept of it."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from prefect.client.schemas.objects import State
from pydantic import BaseModel

from desk.desk import Desk
from flows.answering import enter
from flows.correcting import correct
from flows.extending import decide
from flows.forgetting import without_persons
from flows.forms import (
    NO_ADDRESS,
    NOT_SAVED,
    SAME_CONTACT,
    CorrectContact,
    DecideTime,
    Decision,
    EnterAnswer,
    How,
    Said,
)
from flows.here import Here
from schemas import words
from settings import Settings
from tests.desk.desks import NAME, Post, issued

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


@pytest.mark.parametrize("form", [said, decided, entered])
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


def test_a_ledger_that_cannot_be_written_is_not_taken_for_an_unknown_agency(
    desk: Desk, tmp_path: Path
):
    desk.ledger.close()
    for file in tmp_path.iterdir():
        file.write_bytes(b"no ledger any more " * 1000)
    assert said(desk).message == NOT_SAVED


FILLED = (
    CorrectContact(agency=WHO, address="an@a.example", name="An", post="An post"),
    ANSWER,
    DECISION,
)


@pytest.mark.parametrize("given", FILLED, ids=lambda given: type(given).__name__)
def test_no_person_is_left_in_what_prefect_keeps(given: BaseModel):
    kept = without_persons(given)
    assert "An" not in json.dumps(kept.model_dump(mode="json"))
    assert kept.model_dump()["agency"] == WHO
