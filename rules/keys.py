"""The names of actions: deterministic, and unique within a docket."""

from datetime import date

from schemas.assignment import Assignment, Rung

ASSIGN = "assign"
EVENT = "event:"
NOTICE = "notice:"
ANSWER = "answer:"
CHANGE = "change:"
_ANNOUNCE = "announce:"
_DAY = "day:"
_ENDED = "ended:"
_HASTENED = "hastened:"


def step_key(step: str, assignment: Assignment) -> str:
    """Name a step for a duty under what set its deadline.

    An extension lays nothing on anybody anew: the duty stays assigned as it was.
    """
    term = assignment.planned.term if step == ASSIGN else assignment.term
    return rung_key(step, assignment.duty, term)


def rung_key(step: str, duty: str, term: str) -> str:
    """Name a step for a duty under the term that set its deadline."""
    return f"{step}:{duty}:{term}"


def under(assignment: Assignment, term: str) -> Assignment:
    """Return an assignment, its steps named as another term had set its deadline."""
    ladder = tuple(
        rung._replace(key=rung_key(rung.name, assignment.duty, term))
        for rung in assignment.ladder
    )
    return assignment._replace(term=term, ladder=ladder)


def change_key(duty: str, n: int) -> str:
    """Name the n-th word, from 0 on, of a change of what the agency owes."""
    return f"{CHANGE}{duty}:{n}"


def change_of(key: str) -> tuple[str, int]:
    """Return the duty that a change's key names, and which word of it."""
    duty, _, n = key.removeprefix(CHANGE).rpartition(":")
    return duty, int(n)


def ended_key(draft: Rung) -> str:
    """Name what came of a draft's step: its letter was signed, or set aside."""
    return f"{_ENDED}{draft.key}"


def hastened_key(rung: Rung) -> str:
    """Name that a step was to be sent before its day: once, for one deadline."""
    return f"{_HASTENED}{rung.key}"


def hastened_of(key: str) -> str:
    """Return the step's key that the fact of its haste names."""
    return key.removeprefix(_HASTENED)


def notice_key(to: str, day: date) -> str:
    """Name a recipient's notice of a day; being unique it allows only one."""
    return f"{NOTICE}{to}:{day:%Y-%m-%d}"


def answer_key(act: str) -> str:
    """Name the letter that answers one act of a person."""
    return f"{ANSWER}{act}"


def is_answer(key: str) -> bool:
    """Tell whether an action is the letter that answers an act."""
    return key.startswith(ANSWER)


def act_of(key: str) -> str:
    """Return the act that an answer's key names."""
    return key.removeprefix(ANSWER)


def announce_key(act: str) -> str:
    """Name what is said of one announcement, by itself or within a notice."""
    return f"{_ANNOUNCE}{act}"


def event_key(event: str, sequence: int) -> str:
    """Name one message about a calendar event."""
    return f"{EVENT}{event}:{sequence}"


def sequence_of(key: str) -> int:
    """Return the SEQUENCE of the message that an event's key names."""
    return int(key.rpartition(":")[2])


def day_event(day: date) -> str:
    """Name the event of one last valid day."""
    return f"{_DAY}{day}"


def is_day(event: str) -> bool:
    """Tell whether an event is that of a last valid day."""
    return event.startswith(_DAY)


def day_of(event: str) -> date:
    """Return the last valid day that a day's event is about."""
    return date.fromisoformat(event.removeprefix(_DAY))
