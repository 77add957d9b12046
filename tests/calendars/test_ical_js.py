"""What ical.js reads, the parser of Thunderbird and of many calendars on the web."""

import json
import os
import shutil
import subprocess
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from calendars.feeds import feed
from calendars.invitations import invitation
from schemas.letter import Method
from tests.calendars.test_feeds import HOSTILE
from tests.calendars.test_invitations import LAST_DAY, LAUNCH

HOME = Path(__file__).parent / "js"
NODE = shutil.which("node")

pytestmark = pytest.mark.skipif(
    NODE is None or not (HOME / "node_modules" / "ical.js").is_dir(),
    reason="node or ical.js is not installed (npm ci in tests/calendars/js)",
)


def read(data: bytes) -> dict[str, Any]:
    """Return what ical.js finds, on a machine in whatever zone."""
    done = subprocess.run(  # noqa: S603 - our own script
        [str(NODE), "read.js"],
        input=data,
        cwd=HOME,
        env={**os.environ, "TZ": "America/New_York"},
        capture_output=True,
        check=True,
        timeout=60,
    )
    return json.loads(done.stdout)


def test_a_day_is_a_whole_day() -> None:
    seen = read(invitation(LAST_DAY, Method.REQUEST))
    (event,) = seen["events"]
    assert seen["method"] == "REQUEST"
    assert (event["start"], event["end"]) == ("2024-06-30", "2024-07-01")
    assert (event["uid"], event["sequence"]) == (LAST_DAY.uid, 0)
    assert event["summary"] == LAST_DAY.summary
    assert event["description"] == LAST_DAY.description.strip()
    assert event["organizer"] == "mailto:thuongtruc@laichau.example"
    assert event["alarms"] == [alarm.total_seconds() for alarm in LAST_DAY.alarms]


def test_the_launch_is_at_its_hour_in_vietnam() -> None:
    (event,) = read(invitation(LAUNCH, Method.REQUEST))["events"]
    assert event["at"] == "2024-05-31T00:30:00.000Z"
    assert event["start"] == "2024-05-31T07:30:00"


def test_what_is_taken_back_says_so() -> None:
    seen = read(invitation(replace(LAST_DAY, sequence=3), Method.CANCEL))
    (event,) = seen["events"]
    assert (seen["method"], event["status"]) == ("CANCEL", "CANCELLED")
    assert (event["sequence"], event["alarms"]) == (3, [])


def test_a_feed_holds_all_its_events_and_invites_nobody() -> None:
    day = replace(LAST_DAY, attendees=(), alarms=(timedelta(hours=-16),))
    seen = read(feed("Lịch, của; Sở", (day, replace(LAUNCH, attendees=()))))
    assert (seen["method"], seen["name"]) == ("PUBLISH", "Lịch, của; Sở")
    assert seen["refresh"] == "PT1H"
    assert [event["uid"] for event in seen["events"]] == [LAST_DAY.uid, LAUNCH.uid]
    assert [event["attendees"] for event in seen["events"]] == [0, 0]
    assert seen["events"][0]["alarms"] == [-16 * 3600]


def test_text_makes_no_structure() -> None:
    day = replace(LAST_DAY, attendees=(), summary=HOSTILE, description=HOSTILE[:2000])
    (event,) = read(feed(HOSTILE, (day,)))["events"]
    assert event["uid"] == LAST_DAY.uid
    assert event["summary"].isprintable()
    assert 'BEGIN:VEVENT UID:evil "; \\n,' in event["summary"]
