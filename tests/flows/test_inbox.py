from datetime import datetime, timedelta

import pytest
from prefect.schedules import Cron

from calendars.hours import is_open
from desk.plans.days_off import working_days
from desk.plans.read import read_plan
from desk.replies.heard import Automatic, Heard
from desk.replies.reading import Read
from flows.deployments import SERVED
from flows.inbox import HOURS, said
from schemas import words
from schemas.base import VN
from schemas.reply import Result, Taken


def read(*results: Result) -> list[Read]:
    heard = Heard("d", "", "", "", Automatic(""))
    return [Read(heard, Taken(result)) for result in results]


def test_what_was_read_is_said_in_words():
    known = (Result.CONFIRMED, Result.IGNORED, Result.CONFIRMED)
    assert said(read(*known)) == (
        "Đã đọc 3 thư: 2 xác nhận tiếp nhận; 1 tự động, bỏ qua"
    )
    assert said([]) == "Không có thư mới"


@pytest.mark.parametrize("result", list(Result))
def test_every_result_has_its_words(result: Result):
    assert said(read(result)).endswith(words.RESULTS[result])


def test_the_mailbox_is_read_in_working_hours_between_two_heartbeats():
    served = next(one for one in SERVED if one.name == "inbox")
    assert served.crons == HOURS
    assert all(Cron(cron, timezone=VN.key).cron == cron for cron in HOURS)
    days = working_days()
    plan, _ = read_plan("lai-chau-2024", days).require()
    first, last = datetime(2024, 5, 7, 7, 35, tzinfo=VN), timedelta(minutes=10)
    assert is_open(first, plan.policy.working_hours, days)
    assert not is_open(first - last, plan.policy.working_hours, days)
