"""Perform what people do in a season of the country, many acts in one transaction."""

import random
from collections import Counter
from collections.abc import Iterable
from datetime import date
from itertools import groupby

from desk.answer import Answer, NothingToSayError, WrongDayError, answer_in
from desk.desk import Desk
from desk.extend import Ruling, rule
from desk.reports.submit import Submission, lock_reporter, record
from examples.agenda import Act, Doing
from ledger.transaction import Transaction
from rules.reports.playing import draw_report
from schemas import words
from schemas.entry import Person

SOMEBODY = Person(words.REHEARSAL, words.REHEARSAL)
CHUNK = 500


def perform(desk: Desk, acts: Iterable[Act], seed: int) -> Counter[str]:
    """Perform acts in their order; count what was recorded, by its kind."""
    done = Counter[str]()
    for ruling, some in groupby(acts, lambda act: act.doing is Doing.RULE):
        every = list(some)
        if ruling:
            done.update(act.kind.value for act in every if _rule(desk, act))
            continue
        for first in range(0, len(every), CHUNK):
            with desk.ledger.write() as tx:
                done.update(
                    act.kind.value if act.doing is Doing.ANSWER else "reported"
                    for act in every[first : first + CHUNK]
                    if _record(desk, tx, act, seed)
                )
    return done


def _record(desk: Desk, tx: Transaction, act: Act, seed: int) -> bool:
    """Record an answer or a report; False where it says nothing new."""
    if act.doing is Doing.REPORT:
        reporter = lock_reporter(desk, tx, act.docket)
        chance = random.Random(f"{seed}/{act.name}/report")  # noqa: S311 - repeatable
        report = draw_report(reporter.asked, chance)
        record(desk, tx, reporter, Submission(report, SOMEBODY, "report-1"), act.at)
        return True
    given = Answer(
        act.kind, act.duties, SOMEBODY, f"{act.kind}-{act.duties[0]}", act.step
    )
    try:
        answer_in(desk, tx, act.docket, given, act.at)
    except (NothingToSayError, WrongDayError):
        return False
    return True


def _rule(desk: Desk, act: Act) -> bool:
    (duty,) = act.duties
    given = Ruling(duty, date.fromisoformat(act.step), SOMEBODY, f"ruled-{duty}")
    try:
        rule(desk, act.docket, given, act.at)
    except (NothingToSayError, WrongDayError):
        return False
    return True
