"""The main activities of a plan, and who could own those that nobody owns."""

from typing import Any

from desk.drafts.asking import Asking
from desk.drafts.owners import Owners
from desk.drafts.shortening import shortened
from desk.drafts.wording import worded
from documents.reading.naming import without_leader
from documents.reading.result import Reading

_ALIKE = 6
"""Words in a row by which a duty and an activity speak of the same."""


def read_activities(
    reading: Reading, owners: Owners, office: str, asking: Asking
) -> list[dict[str, Any]]:
    """Return the main activities; whose owner the text does not name is asked for."""
    activities: list[dict[str, Any]] = []
    for one in reading.activities:
        title = shortened(without_leader(one.text, one.owner or ""), 150)
        lines = "-".join(map(str, one.source))
        activity: dict[str, Any] = {
            "title": title,
            "source": worded("source.lines", lines=lines),
        }
        owner = owners.ids.known(one.owner) if one.owner else None
        if owner is None:
            alike = _alike(one.text, reading, owners)
            reason = worded("reason.alike" if alike else "reason.office")
            asking.ask(
                f"activities[{len(activities)}].owner",
                alike or office,
                worded("owner.because", reason=reason),
                worded("owner.asks", name=shortened(title, 80)),
                needed=False,
            )
        activities.append({**activity, "owner": owner})
    return activities


def _alike(text: str, reading: Reading, owners: Owners) -> str | None:
    """Return who has a duty that speaks of the same thing in the same words."""
    words = text.lower().split()
    runs = {tuple(words[at : at + _ALIKE]) for at in range(len(words) - _ALIKE + 1)}
    for ids, one in zip(owners.of_entry, reading.agencies, strict=True):
        for duty in one.duties:
            said = duty.text.lower().split()
            mine = (
                tuple(said[at : at + _ALIKE]) for at in range(len(said) - _ALIKE + 1)
            )
            if ids and duty.lead and any(run in runs for run in mine):
                return ids[0]
    return None
