"""What the office has to do about an agency: items of its docket."""

from enum import StrEnum

_SUPERIOR = "superior:"
_DRAFT = "draft:"


class Matter(StrEnum):
    """An item that waits for a person of the office.

    CALL, telephone a body that is overdue and may not be escalated; CONTACT, correct an
    address that refused a letter; TIME, decide on an extension that was asked for;
    DECLINED, decide whether a duty is the agency's at all; UNANSWERED, telephone an
    agency that does not confirm its receipt; REPLY, read what came by mail; DRAFT, have
    an urging letter (công văn đôn đốc) signed; PARENT, ask those above for the plan
    that agencies wait for.
    """

    CALL = "call"
    CONTACT = "contact"
    TIME = "time"
    DECLINED = "declined"
    UNANSWERED = "unanswered"
    REPLY = "reply"
    DRAFT = "draft"
    PARENT = "parent"


class Topic(StrEnum):
    """What a raised fact is about, beside matters: the ladder of a duty."""

    LADDER = "ladder"


def superior(agency: str) -> str:
    """Return the reference to a superior, as facts and letters write it."""
    return _SUPERIOR + agency


def is_superior(step: str) -> bool:
    """Tell whether a raised fact is for a superior to read, not for the office."""
    return step.startswith(_SUPERIOR)


def urging(n: int) -> str:
    """Return how facts write the draft of an agency's n-th urging letter."""
    return f"{_DRAFT}{n}"


def nth_urging(step: str) -> int | None:
    """Return which urging letter a raised fact is about, None if about none."""
    return int(step.removeprefix(_DRAFT)) if step.startswith(_DRAFT) else None


def topic_of(step: str) -> str:
    """Return under which topic a raised fact stands until it is cleared."""
    if is_superior(step):
        return Topic.LADDER
    return Matter.DRAFT if step.startswith(_DRAFT) else step


def ended_by(topic: str) -> tuple[str, ...]:
    """Return the topics that are over once a topic is cleared.

    The call and the superior's letter are two ends of one ladder: both are over once
    the duty is settled.
    """
    return (topic, Matter.CALL) if topic == Topic.LADDER else (topic,)
