"""What a rehearsal comes to, as markdown."""

from calendars.said import said_day
from desk.rehearsals.load import Load
from desk.templates import render
from schemas.agency import Roster
from schemas.base import VN
from schemas.behaviour import Behaviour
from schemas.plan import Plan


def rehearsal_text(
    plan: Plan, roster: Roster, seed: int, behaviour: Behaviour, load: Load
) -> str:
    """Return letters per day, the worst-off agency and what leaders received."""
    worst = load.worst
    names = {one.id: one.name for one in roster.agencies}
    return render(
        "boards/rehearsal.md",
        plan=plan,
        seed=seed,
        behaviour=behaviour,
        outages=[
            {"first": said_day(one.first), "last": said_day(one.last)}
            for one in behaviour.outages
        ],
        amendments=[said_day(one.day) for one in behaviour.amendments],
        days=[{"day": said_day(one.day), "letters": one.letters} for one in load.days],
        most=max((one.letters for one in load.days), default=0),
        worst=worst
        and {
            "name": names.get(worst.agency, worst.agency),
            "letters": worst.letters,
            "day": said_day(worst.day),
            "on_that_day": worst.on_that_day,
        },
        leaders=[
            one._asdict() | {"day": said_day(one.left.astimezone(VN).date())}
            for one in load.leaders
        ],
    )
