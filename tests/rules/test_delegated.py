from rules.claim import still_asks
from rules.fold import stand
from schemas.action import Draft
from schemas.entry import EntryKind
from schemas.letter import LetterKind
from schemas.reading import CONTACT, REGISTERED, delegate, delegated_by, is_agencys
from tests.rules.season import Played, agency, at, owes

ISSUED = at(6, 5)


def passed_on() -> tuple[Played, int]:
    played = agency(owes("1.1"))
    played.play(ISSUED, at(8, 5))
    played.append(EntryKind.DELEGATED, at(8, 5, 9), act="pass")
    return played, len(played.docket.entries)


def only(drafts: tuple[Draft, ...]) -> Draft:
    (draft,) = drafts
    return draft


def test_the_colleague_is_written_to_with_what_is_left_and_the_calendar():
    played, n = passed_on()
    draft = only(played.beat(at(8, 5, 9)).drafts)
    assert (draft.kind, draft.to) == (LetterKind.DELEGATION, delegate(n))
    assert draft.invitation is not None, "each event is told anew, to its new reader"
    assert draft.invitation.sequence == 1
    reminder = only(played.beat(at(10, 7)).drafts)
    assert reminder.to == CONTACT, "resolved to the colleague when it is composed"


def test_the_end_is_told_to_both():
    played, n = passed_on()
    played.beat(at(8, 5, 9))
    played.append(EntryKind.UNDONE, at(9, 5, 9), step=f"{n}", act="undo")
    assert played.docket.standing.delegated is None
    draft = only(played.beat(at(9, 5, 9)).drafts)
    assert (draft.kind, draft.to) == (LetterKind.RECEIPT, CONTACT)
    assert draft.copy_to == (delegate(n),)


def test_an_undo_of_something_else_is_told_to_the_agency_alone():
    played = agency(owes("1.1"))
    played.play(ISSUED, at(8, 5))
    played.append(EntryKind.CONFIRMED, at(8, 5, 9), duty="1.1", act="yes")
    n = len(played.docket.entries)
    played.beat(at(8, 5, 9))
    played.append(EntryKind.UNDONE, at(9, 5, 9), duty="1.1", step=f"{n}", act="undo")
    assert only(played.beat(at(9, 5, 9)).drafts).copy_to == ()


def test_a_lost_link_goes_to_the_registered_mailbox():
    played, _ = passed_on()
    played.beat(at(8, 5, 9))
    played.append(EntryKind.LINK_ASKED, at(9, 5, 9), act="lost")
    assert only(played.beat(at(9, 5, 9)).drafts).to == REGISTERED


def test_a_corrected_address_is_written_to_from_then_on():
    played, _ = passed_on()
    played.append(EntryKind.CORRECTED, at(9, 5, 9))
    assert played.docket.standing.delegated is None


def test_a_colleague_whose_mailbox_refuses_gives_the_docket_back():
    played, n = passed_on()
    played.append(EntryKind.UNDELEGATED, at(9, 5, 9), step=f"{n}")
    standing = played.docket.standing
    assert (standing.delegated, standing.undelivered) == (None, None)


def test_nobody_is_told_of_what_is_passed_on_to_somebody_else_by_now():
    played, _ = passed_on()
    draft = only(played.beat(at(8, 5, 9)).drafts)
    asks = draft.items[0], played.docket.assignments[0], at(8, 5, 9)
    item, owed, queued = asks
    assert still_asks(item, stand(played.docket.entries), owed, queued, queued)
    played.append(EntryKind.DELEGATED, at(8, 5, 10), act="pass-2")
    assert not still_asks(item, stand(played.docket.entries), owed, queued, queued)


def test_references_are_read_as_they_are_written():
    assert delegated_by(delegate(7)) == 7
    assert delegated_by(CONTACT) is None
    assert [is_agencys(one) for one in (CONTACT, REGISTERED, delegate(7), "head")] == [
        True,
        True,
        True,
        False,
    ]
