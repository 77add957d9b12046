"""What a plan asks, in sentences: of each entry, and of all."""

from collections.abc import Iterator

from documents.plan_text import DutyText, EntryText, PlanText
from documents.wording import paragraphs
from schemas import words


def heading(entry: EntryText) -> str:
    """Return the heading of an entry, which says how it is laid on."""
    name = "asked" if entry.asked else "assigned"
    (said,) = paragraphs(f"plan/{name}.txt", title=entry.title)
    return words.NUMBERED.format(number=entry.number, title=said)


def duty_text(duty: DutyText) -> str:
    """Return a duty of an entry: title, summary, partners, deadline."""
    (title,) = (
        paragraphs("plan/supporting.txt", duty=duty.title)
        if duty.supporting
        else (duty.title,)
    )
    text = " ".join((_sentence(title), _sentence(duty.summary), *_beside(duty)))
    return words.DASHED.format(text=text) if duty.dashed else text


def common_texts(view: PlanText, section: str) -> tuple[str, ...]:
    """Return what is laid on all; reports go the plan's way of reports.

    A way of reports without a report laid on all is said by itself.
    """
    found: list[str] = []
    for duty in view.laid_on_all:
        what = duty.title if duty.reports else duty.summary.rstrip(". ")
        (said,) = paragraphs(
            "plan/all.txt", section=section, duty=what[:1].lower() + what[1:]
        )
        if duty.reports:
            sentences = [_routed(said, view, duty.deadline), *_by_law(duty)]
        else:
            sentences = [f"{said}.", *_beside(duty)]
        if duty.besides:
            names = ", ".join(duty.besides)
            sentences += paragraphs("plan/besides.txt", names=names)
        found.append(" ".join(sentences))
    if not any(duty.reports for duty in view.laid_on_all):
        (said,) = paragraphs("plan/results.txt")
        found.append(_routed(said, view, ""))
    return tuple(found)


def _routed(said: str, view: PlanText, deadline: str) -> str:
    """Return the sentence with the phrases about the way of a report behind it."""
    route = view.route
    values = (route.to, route.through, deadline, route.purpose)
    phrases = paragraphs(
        "plan/route.txt",
        to=route.to,
        through=route.through,
        deadline=deadline,
        purpose=route.purpose,
    )
    filled = (one for one, value in zip(phrases, values, strict=True) if value)
    return f"{' '.join((said, *filled))}."


def _beside(duty: DutyText) -> Iterator[str]:
    if duty.partners:
        yield from paragraphs("plan/partners.txt", partners=", ".join(duty.partners))
    if duty.deadline:
        yield from paragraphs("plan/deadline.txt", deadline=duty.deadline)
    yield from _by_law(duty)


def _by_law(duty: DutyText) -> Iterator[str]:
    if duty.basis:
        yield from paragraphs("plan/by_law.txt", basis=duty.basis)


def _sentence(text: str) -> str:
    plain = " ".join(text.split())
    return plain if plain.endswith((".", "!", "?", "…", ";")) else f"{plain}."
