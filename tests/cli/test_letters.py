"""What `preview` and `rehearse` print for programs."""

import json
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from cli.main import campaign
from tests.small_campaign import write_campaign

LETTER = {
    "at",
    "left",
    "agency",
    "to",
    "cc",
    "kind",
    "class",
    "state",
    "subject",
    "items",
    "invitations",
}


@pytest.fixture(scope="module", params=["preview", "rehearse"])
def document(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory):
    command = [request.param, "dong-dang-2024", "--json"]
    environ = {"CAMPAIGN_VAR": str(tmp_path_factory.mktemp("var"))}
    result = CliRunner(env=environ).invoke(campaign, command)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_each_letter_says_when_to_whom_and_what(document):
    assert all(set(letter) == LETTER for letter in document["letters"])
    first = document["letters"][0]
    at = datetime.fromisoformat(first["at"])
    assert (at.date().isoformat(), at.utcoffset().total_seconds()) == (
        "2024-04-22",
        7 * 3600,
    )
    assert all("diễn tập" in letter["subject"] for letter in document["letters"][:3])


def test_invitations_are_named_and_numbered(document):
    invited = [i for letter in document["letters"] for i in letter["invitations"]]
    assert all(set(one) == {"uid", "method", "sequence"} for one in invited)
    taken_back = {"CANCEL"} if "answer" in document["counts"]["classes"] else set()
    assert {one["method"] for one in invited} == {"REQUEST", *taken_back}
    assert max(one["sequence"] for one in invited) >= 1


def test_the_counts_are_those_of_the_letters(document):
    counts, letters = document["counts"], document["letters"]
    assert counts["letters"] == len(letters) == sum(counts["kinds"].values())
    assert {letter["class"] for letter in letters} <= {"notice", "answer"}
    assert counts["most_notices_per_recipient_and_day"] == 1
    notices = [one for one in letters if one["class"] == "notice" and one["items"]]
    items = sum(len(one["items"]) for one in notices)
    assert counts["grouping"] == {
        "items": items,
        "letters": len(notices),
        "saved": items - len(notices),
    }
    assert counts["grouping"]["saved"] > 0


def test_a_preview_says_that_nothing_is_sent_whatever_is_set(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("CAMPAIGN_VAR", str(tmp_path / "var"))
    monkeypatch.setenv("CAMPAIGN_SMTP_HOST", "127.0.0.1")
    monkeypatch.setenv("CAMPAIGN_DOMAINS", "laichau.example")
    command = ["preview", str(write_campaign(tmp_path / "plan"))]
    said = "Mail: nothing is sent, this is a preview"
    result = CliRunner().invoke(campaign, command)
    assert said in result.stdout.splitlines()
    result = CliRunner().invoke(campaign, [*command, "--json"])
    assert said in result.stderr.splitlines()
    assert json.loads(result.stdout)["letters"]
