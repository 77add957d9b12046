"""What was raised of a report is raised anew once it is sent back, in its turn."""

from datetime import datetime

from rules.fold import stand
from schemas.entry import EntryKind
from tests.rules.season import Played, agency, at, owes

FOR_OTHERS = "raised-again:1.1:r1"
URGED = "escalate-1:1.1:r1"


def sent_back(*, lost: bool) -> Played:
    """An agency whose report came after it was urged and raised, and was sent back.

    `lost`: the letter that urged it had never arrived; its address is corrected since.
    """
    played = agency(owes())
    played.play(at(6, 5), at(25, 7))
    urged = next(e for e in played.docket.entries if e.step == "escalate-1")
    notice = max(
        e.n
        for e in played.docket.entries
        if e.n < urged.n and str(e.key).startswith("notice:")
    )
    played.answer(EntryKind.REPORTED, at(25, 7, 9), "1.1")
    played.append(EntryKind.SENT_BACK, at(25, 7, 10), duty="1.1", act="back")
    if lost:
        played.append(EntryKind.UNDELIVERED, at(25, 7, 11), step=f"{notice}")
        played.append(EntryKind.CORRECTED, at(25, 7, 12))
    played.beat(at(25, 7, 13))
    return played


def recorded(played: Played, key: str) -> datetime | None:
    return next((e.at for e in played.docket.entries if e.key == key), None)


def test_what_was_raised_is_raised_again_when_its_report_is_sent_back():
    played = sent_back(lost=False)
    played.play(at(25, 7, 14), at(2, 8))
    assert recorded(played, FOR_OTHERS)


def test_nobody_above_hears_again_before_the_agency_that_never_heard():
    played = sent_back(lost=True)
    assert URGED not in stand(played.docket.entries).performed
    played.play(at(25, 7, 14), at(9, 8))
    heard, above = recorded(played, f"again-2:{URGED}"), recorded(played, FOR_OTHERS)
    assert heard is not None
    assert above is not None
    assert heard < above
