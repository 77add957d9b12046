from datetime import date

import pytest

from rules.announced import was_told
from rules.keys import announce_key
from rules.notices import left_of
from schemas.entry import EntryKind
from schemas.letter import (
    Invitation,
    Item,
    Letter,
    LetterClass,
    LetterKind,
    Method,
)
from schemas.reading import CONTACT, HEAD, OTHERS
from tests.rules.season import agency, at, owes

LATE = Item("escalate-1:1.1:r1", LetterKind.ESCALATE, "1.1", "escalate-1")
NEAR = Item("remind-1:1.2:r1", LetterKind.REMIND, "1.2", "remind-1")
LIST = Item("morning:2024-06-03", LetterKind.MORNING)
DAY = Invitation("day:2024-06-14", Method.REQUEST, 0, date(2024, 6, 14))
COPIED = (HEAD, OTHERS)


def notice(kind: LetterKind, *items: Item) -> Letter:
    return Letter(
        docket=1,
        n=1,
        key="notice",
        kind=kind,
        letter_class=LetterClass.NOTICE,
        to=CONTACT,
        copy_to=COPIED,
        items=items,
        invitation=DAY,
        queued=at(3, 6),
        not_after=None,
        due=at(3, 6),
    )


@pytest.mark.parametrize(
    ("letter", "items", "kind", "copied"),
    [
        pytest.param(
            notice(LetterKind.ESCALATE, LATE, NEAR),
            (LATE, NEAR),
            LetterKind.ESCALATE,
            COPIED,
            id="all of it",
        ),
        pytest.param(
            notice(LetterKind.ESCALATE, LATE, NEAR),
            (LATE,),
            LetterKind.ESCALATE,
            COPIED,
            id="still overdue",
        ),
        pytest.param(
            notice(LetterKind.ESCALATE, LATE, NEAR),
            (NEAR,),
            LetterKind.REMIND,
            (OTHERS,),
            id="nothing overdue: a reminder, and not for the head",
        ),
        pytest.param(
            notice(LetterKind.REMIND, NEAR),
            (),
            LetterKind.INVITE,
            COPIED,
            id="its event",
        ),
        pytest.param(
            notice(LetterKind.MORNING, LIST),
            (),
            LetterKind.MORNING,
            COPIED,
            id="a list",
        ),
    ],
)
def test_a_notice_is_of_the_kind_of_what_is_left_of_it(
    letter: Letter, items: tuple[Item, ...], kind: LetterKind, copied: tuple[str, ...]
):
    left = left_of(letter, items, DAY)
    assert (left.items, left.kind, left.copy_to) == (items, kind, copied)


@pytest.mark.parametrize(
    ("kind", "told"), [(EntryKind.PERFORMED, True), (EntryKind.SKIPPED, False)]
)
def test_who_was_told_had_it_in_a_letter(kind: EntryKind, told: bool):
    played = agency(owes())
    assert not was_told(played.docket, "news")
    played.append(kind, at(3, 6), key=f"again-2:{announce_key('news')}")
    assert was_told(played.docket, "news") is told
