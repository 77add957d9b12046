"""Texts of a plan that name the year or a body; what nobody can know is left blank."""

import re
from collections.abc import Iterator, Mapping
from itertools import chain

from rules.check_structure import places_of_duties
from rules.finding import Place
from rules.renewal.edit import KEPT, Edit, Kind, in_plan
from schemas import words
from schemas.plan import Plan

_FILL_IN = "to be filled in"
_YEAR = re.compile(r"\b20[0-9]{2}\b")


def reword(plan: Plan, year: int, names: Mapping[str, str]) -> Iterator[Edit]:
    """Return the edits of texts that say the year, or a body by a name it had.

    Documents the plan cites keep their words; those of its own year are noted.
    """
    before = str(plan.year)
    yield in_plan(("year",), Kind.WORDING, year, "")
    yield in_plan(("id",), Kind.WORDING, renewed_id(plan, year), "")
    above = plan.parent_campaign
    if above is not None and before in _YEAR.findall(above.campaign):
        new = above.campaign.replace(before, str(year))
        why = f"{above.campaign} before"
        yield in_plan(("parent_campaign", "campaign"), Kind.WORDING, new, why)
    for place, text in _texts(plan):
        new, why = _reworded(text, before, str(year), names)
        if why:
            value = new if new != text else KEPT
            yield in_plan(place, Kind.WORDING, value, why)
    for i, basis in enumerate(plan.legal_bases):
        of_the_year = basis.dated is not None and basis.dated.year == plan.year
        if of_the_year or before in basis.title:
            note = words.BASIS_OF_LAST_YEAR.format(before=before, year=year)
            why = f"{_FILL_IN}: the document of {year}"
            yield in_plan(("legal_bases", i, "note"), Kind.FILL_IN, note, why)


def _reworded(
    text: str, before: str, year: str, names: Mapping[str, str]
) -> tuple[str, str]:
    """Return a text as it reads now, and what was changed in it."""
    years = _YEAR.findall(text)
    new = _YEAR.sub(lambda one: year if one.group() == before else one.group(), text)
    said = [f"{before} before"] if before in years else []
    if set(years) - {before} and said:
        said.append("other years stand in it: check them")
    for old, now in names.items():
        if old in new and now not in new:
            new = new.replace(old, now)
            said.append(f"{old} before")
        elif old in new:
            said.append(f"{old} is {now} now: reword it")
    return new, "; ".join(said)


def blanks(plan: Plan) -> Iterator[Edit]:
    """Return the edits that leave blank what only people know: check tells of each."""
    yield in_plan(("theme",), Kind.FILL_IN, "", f"{_FILL_IN}: {plan.theme} before")
    yield in_plan(("slogans",), Kind.FILL_IN, (), _FILL_IN)
    yield in_plan(("signer", "post"), Kind.FILL_IN, "", f"{_FILL_IN}: who signs")
    if plan.signer.name is not None:
        yield in_plan(("signer", "name"), Kind.FILL_IN, None, "")
    if plan.parent_plan is not None:
        for name in ("number", "dated"):
            if getattr(plan.parent_plan, name) is not None:
                why = f"{name}: once it is issued"
                yield in_plan(("parent_plan", name), Kind.FILL_IN, None, why)


def renewed_id(plan: Plan, year: int) -> str:
    """Return the id of the campaign in another year, as `lai-chau-2027`."""
    stem = plan.id.removesuffix(str(plan.year)).rstrip("-.")
    return f"{stem}-{year}"


def _texts(plan: Plan) -> Iterator[tuple[Place, str]]:
    """Return the texts that are the campaign's own, where there are any."""
    route, parent = plan.report_route, plan.parent_plan
    some: list[tuple[Place, str | None]] = [
        (("title",), plan.title),
        (("short_title",), plan.short_title),
        (("launch", "said"), plan.launch.said),
        (("parent_plan", "title"), parent and parent.title),
        (("report_route", "to"), route.to),
        (("report_route", "through"), route.through),
        (("report_route", "consolidated_for"), route.consolidated_for),
    ]
    lists: list[tuple[str, str, Iterator[str]]] = [
        ("recipients", "name", (one.name for one in plan.recipients)),
        ("activities", "title", (one.title for one in plan.activities)),
        ("groups", "name", (one.name for one in plan.groups)),
        ("entries", "title", (one.title for one in plan.entries)),
    ]
    for name, field, texts in lists:
        some += [((name, i, field), text) for i, text in enumerate(texts)]
    some += [(("report_route", "covers", i), t) for i, t in enumerate(route.covers)]
    return ((place, text) for place, text in chain(some, _of_duties(plan)) if text)


def _of_duties(plan: Plan) -> Iterator[tuple[Place, str | None]]:
    for place, duty in places_of_duties(plan):
        yield (*place, "title"), duty.title
        yield (*place, "summary"), duty.summary
        if duty.deadline is not None:
            yield (*place, "deadline", "said"), duty.deadline.said
