"""One per cent of the mail faults: `make torture PART=mail` runs the rest."""

from pathlib import Path

import pytest

from tests.desk.desks import ISSUED, Post
from tests.torture.figures import show
from tests.torture.mail import KINDS, ROUNDS, Faults
from tests.torture.mail_season import begun, deliver, judge
from tests.torture.part import Results
from tests.torture.post_office import Log

pytestmark = pytest.mark.torture


def test_every_letter_ends_visibly_whatever_a_mail_server_does(tmp_path: Path):
    faults = Faults(Results(tmp_path / "mail.jsonl"))
    played = list(faults.go_on(ROUNDS // 100))
    assert [one["wrong"] for one in played if one["wrong"]] == []
    assert len(played) == len(KINDS)
    assert show("mail", faults.figures(1)) == 0
    assert list(faults.go_on(1)) == [], "what was played before counts"


def test_a_letter_that_is_sent_and_was_never_taken_is_found():
    desk, log = begun(), Log(ISSUED)
    deliver(desk, Post(), log, ISSUED, None)
    wrong = judge(desk, log, ISSUED).wrong
    assert len(wrong) == 23
    assert all("is sent and was never taken" in one for one in wrong)
