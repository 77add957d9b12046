"""What a waiting letter still has to say, by what left from another ledger."""

from dataclasses import dataclass
from datetime import date, datetime

import pytest

from rules.reconciled import left, remains
from schemas.base import VN
from schemas.letter import (
    Invitation,
    Item,
    Letter,
    LetterClass,
    LetterKind,
    LetterState,
    Method,
)

AT = datetime(2024, 6, 3, 8, tzinfo=VN)
ONE, TWO = (Item(f"assign:{n}", LetterKind.ASSIGN, n) for n in ("1.1", "1.2"))
DAY = Invitation("day:2024-06-30", Method.REQUEST, 1, date(2024, 6, 30))


def letter(
    key: str,
    *items: Item,
    invitation: Invitation | None = None,
    state: LetterState = LetterState.QUEUED,
    to: str = "contact",
) -> Letter:
    return Letter(
        docket=1,
        n=1,
        key=key,
        kind=LetterKind.ASSIGN,
        letter_class=LetterClass.NOTICE,
        to=to,
        copy_to=(),
        items=items,
        invitation=invitation,
        queued=AT,
        not_after=None,
        due=AT,
        state=state,
    )


SENT = LetterState.SENT


@dataclass(frozen=True)
class Case:
    name: str
    waits: Letter
    sent: tuple[Letter, ...]
    says: tuple[Item, ...] | None
    by: str = "so-yt"


CASES = (
    Case("nothing left", letter("b", ONE), (), (ONE,)),
    Case("the same letter", letter("b", ONE), (letter("b", TWO, state=SENT),), None),
    Case("all of it", letter("b", ONE), (letter("a", ONE, TWO, state=SENT),), None),
    Case("a part", letter("b", ONE, TWO), (letter("a", ONE, state=SENT),), (TWO,)),
    Case("never sent", letter("b", ONE), (letter("a", ONE),), (ONE,)),
    Case(
        "to somebody else",
        letter("b", ONE),
        (letter("a", ONE, state=SENT, to="head"),),
        (ONE,),
    ),
    Case(
        "to another agency",
        letter("b", ONE),
        (letter("a", ONE, state=SENT),),
        (ONE,),
        "x",
    ),
    Case(
        "a calendar that moved",
        letter("b", invitation=DAY),
        (letter("a", invitation=DAY, state=SENT),),
        None,
    ),
    Case(
        "a calendar that moves on",
        letter("b", ONE, invitation=DAY._replace(sequence=2)),
        (letter("a", ONE, invitation=DAY, state=SENT),),
        (),
    ),
    Case("a letter that says nothing by items", letter("b"), (), ()),
)


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_what_has_left_is_not_said_again(case: Case):
    known = left((case.by, one) for one in case.sent)
    assert remains("so-yt", case.waits, known) == case.says
