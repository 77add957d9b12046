"""Show the letters of a season."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import click

from cli.tables import show_json, show_table
from desk.desk import Desk
from desk.letters.listing import Listed, listed
from desk.urging import Raised, raised
from schemas.letter import LetterKind


def show_letters(desk: Desk, campaign: str, as_json: bool) -> None:
    """Print a campaign's letters in order, with their counts, and what is drafted."""
    letters, drafts = listed(desk, campaign), raised(desk, campaign)
    if as_json:
        show_json(letters_document(letters, drafts))
        return
    show_letters_table(campaign, letters, drafts)


def letters_document(
    letters: Sequence[Listed], drafts: Sequence[Raised], files: Sequence[str] = ()
) -> dict[str, Any]:
    """Return letters, their counts and what is drafted as plain data.

    `files` are those written beside.
    """
    return {
        "letters": list(map(_document, letters)),
        "drafts": [one._asdict() | {"at": one.at.isoformat()} for one in drafts],
        "counts": _counts(letters),
        "files": list(files),
    }


def show_letters_table(
    campaign: str, letters: Sequence[Listed], drafts: Sequence[Raised]
) -> None:
    """Print letters in order, with their counts, and what is drafted."""
    columns = ("When", "To", "Kind", "Subject", "Invitation")
    show_table(campaign, columns, map(_row, letters))
    if drafts:
        rows = ((_moment(one.at), one.agency, f"{one.nth}") for one in drafts)
        show_table("Urging letters to sign", ("When", "Agency", "Letter"), rows)
    counts = _counts(letters)
    by_kind = ((kind, str(counts["kinds"].get(kind, 0))) for kind in LetterKind)
    show_table(f"{counts['letters']} letters", ("Kind", "Letters"), by_kind)
    grouping = counts["grouping"]
    click.echo(
        f"{grouping['items']} items in {grouping['letters']} notices: grouping saved "
        f"{grouping['saved']} letters"
    )


def _document(letter: Listed) -> dict[str, Any]:
    return {
        "at": letter.at.isoformat(),
        "left": letter.left and letter.left.isoformat(),
        "agency": letter.agency,
        "to": letter.to,
        "cc": letter.cc,
        "kind": letter.kind,
        "class": letter.letter_class,
        "state": letter.state,
        "subject": letter.subject,
        "items": letter.items,
        "invitations": [told._asdict() for told in letter.invitations],
    }


def _counts(letters: Sequence[Listed]) -> dict[str, Any]:
    """Count letters, by kind and by class, and the most one got in a day."""
    days = Counter(
        (one.to, one.at.date()) for one in letters if one.letter_class == "notice"
    )
    return {
        "letters": len(letters),
        "kinds": dict(Counter(one.kind.value for one in letters)),
        "classes": dict(Counter(one.letter_class.value for one in letters)),
        "invitations": sum(len(one.invitations) for one in letters),
        "most_notices_per_recipient_and_day": max(days.values(), default=0),
        "grouping": _grouping(letters),
    }


def _grouping(letters: Sequence[Listed]) -> dict[str, int]:
    """Count what grouping saved: told one by one, each item were a letter."""
    notices = [one for one in letters if one.letter_class == "notice" and one.items]
    items = sum(len(one.items) for one in notices)
    saved = items - len(notices)
    return {"items": items, "letters": len(notices), "saved": saved}


def _row(letter: Listed) -> tuple[str, str, str, str, str]:
    invited = "; ".join(f"{one.method} {one.sequence}" for one in letter.invitations)
    return (
        _moment(letter.at),
        ", ".join(letter.to),
        letter.kind,
        letter.subject,
        invited,
    )


def _moment(at: datetime) -> str:
    return f"{at:%d/%m/%Y %H:%M}"
