"""An amendment by command: shown first, applied as it was shown, whatever edited it."""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from functools import wraps
from typing import Any, TypedDict

import click

from calendars.said import said_day
from cli.desks import At
from cli.options import Words
from cli.tables import show_json, show_table
from desk.amendments.apply import apply_amendment
from desk.amendments.preview import Foretold, Preview, preview_amendment
from desk.amendments.proposal import Edited
from desk.links import drawn
from flows.forms.season import NUMBER
from rules.amendment import DutyChange
from schemas.base import VN
from schemas.in_force import Signing
from schemas.letter import Invitation, Method

_LONGEST = 200


class Given(TypedDict):
    """What signs an amendment: all of it, or nothing for a preview."""

    number: str | None
    signed_on: datetime | None
    signer: str | None
    seen: str | None
    applied: bool


def signs(command: Callable[..., None]) -> Callable[..., None]:
    """Ask whether an amendment is only shown, or applied by which document."""

    @click.option("--apply", "applied", is_flag=True, help="Let what was shown bind.")
    @click.option("--number", type=Words(_LONGEST), help="As signed: 201/KH-UBND.")
    @click.option("--date", "signed_on", type=click.DateTime(["%Y-%m-%d"]))
    @click.option("--signer", type=Words(_LONGEST), help="Post and name, as signed.")
    @click.option("--seen", type=Words(_LONGEST), help="What the preview is named by.")
    @wraps(command)
    def asking(**given: Any) -> None:
        command(**given)

    return asking


def amend_by(
    at: At,
    edited: Edited,
    given: Given,
    *,
    confirmed: bool = False,
    as_json: bool = False,
) -> None:
    """Show what an edit of the plan in force brings, or apply what was shown."""
    signing = _signing(given, confirmed=confirmed)
    name = edited.plan.id
    if signing is not None and given["seen"] is not None:
        proposal = apply_amendment(
            at.desk, edited, signing, given["seen"], at.now, drawn(None)
        )
        revision = proposal.after.in_force.revision
        click.echo(f"{name}: amended by {signing.number}, revision {revision}")
        return
    shown = preview_amendment(at.desk, edited, at.now, confirmed=confirmed)
    if as_json:
        show_json(_document(shown))
        return
    _show(shown)
    click.echo(
        f"{name}: {len(shown.letters)} letters to {len(_readers(shown))} agencies; "
        f"apply it with --apply --seen {shown.seen} --number … --date … --signer …"
    )


def _signing(given: Given, *, confirmed: bool) -> Signing | None:
    number, signed_on, signer = given["number"], given["signed_on"], given["signer"]
    if not given["applied"]:
        if number or signed_on or signer or given["seen"]:
            raise click.UsageError("what signs an amendment goes with --apply")
        return None
    if number is None or signed_on is None or signer is None or given["seen"] is None:
        raise click.UsageError("applying needs --number, --date, --signer and --seen")
    if not re.search(NUMBER, number):
        raise click.UsageError(f"{number} is no plan's number: write it as 201/KH-UBND")
    return Signing(
        number=number,
        signed_on=signed_on.date(),
        signer=signer,
        dates_confirmed=confirmed,
    )


def _show(shown: Preview) -> None:
    difference = shown.difference
    if difference.plan:
        click.echo(f"The plan itself: {', '.join(difference.plan)}")
    _table(
        "Agencies",
        ("Agency", "What", "Before", "After", "Since", "Fields"),
        (
            (
                *(one.agency, one.kind, one.before, one.after),
                said_day(one.since) if one.since else "",
                ", ".join(one.fields),
            )
            for one in difference.agencies
        ),
    )
    _table(
        "Duties",
        ("Agency", "What", "Duty", "Before", "After", "Fields"),
        (
            (shown.names.get(agency, agency), *_cells(one))
            for agency, changes in difference.duties.items()
            for one in changes
        ),
    )
    _table(
        "Stays as it was given",
        ("Agency", "Duty", "What", "When"),
        ((one.agency, one.duty, one.kind, _when(one.at)) for one in shown.kept),
    )
    _table(
        "Letters",
        ("Agency", "When", "Kind", "To", "Says", "Calendar"),
        (
            (
                one.name,
                _when(one.at),
                one.draft.kind,
                ", ".join((one.draft.to, *one.copy_to)),
                ", ".join(_says(one)) or "nothing else",
                _calendar(one.draft.invitation),
            )
            for one in shown.letters
        ),
    )
    _table(
        "Not told",
        ("Agency", "Name", "Why"),
        ((one.agency, one.name, _WHY[one.why]) for one in shown.untold),
    )

    _table(
        "Addresses not amended: see `campaign contact`, `campaign contacts`",
        ("Agency", "Name", "Differs"),
        (
            (agency, shown.names.get(agency, agency), ", ".join(fields))
            for agency, fields in shown.ignored.items()
        ),
    )


_WHY = {
    "held": "its docket is held: see `campaign release`",
    "stopped": "its letters do not arrive: see `campaign contact`",
}


def _table(
    title: str, columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]
) -> None:
    if kept := list(rows):
        show_table(title, columns, kept)


def _cells(one: DutyChange) -> tuple[str, ...]:
    days = [said_day(day) if day else "" for day in (one.before, one.after)]
    return (one.kind, f"{one.duty} {one.title}", *days, ", ".join(one.fields))


def _says(one: Foretold) -> Iterator[str]:
    for item in one.draft.items:
        yield f"{item.kind} {item.duty} {item.step}".strip()


def _calendar(told: Invitation | None) -> str:
    if told is None:
        return ""
    verb = "cancel" if told.method is Method.CANCEL else "invite"
    if told.method is Method.REQUEST and told.sequence:
        verb = "update"
    return f"{verb} {told.event}"


def _readers(shown: Preview) -> set[str]:
    return {one.agency for one in shown.letters}


def _when(at: datetime) -> str:
    return f"{at.astimezone(VN):%d/%m/%Y %H:%M}"


def _document(shown: Preview) -> dict[str, Any]:
    difference = shown.difference
    return {
        "seen": shown.seen,
        "plan": difference.plan,
        "agencies": [one._asdict() for one in difference.agencies],
        "duties": {
            agency: [_duty(one) for one in changes]
            for agency, changes in difference.duties.items()
        },
        "kept": [
            {**one._asdict(), "at": one.at.astimezone(VN).isoformat()}
            for one in shown.kept
        ],
        "letters": [_letter(one) for one in shown.letters],
        "ignored": shown.ignored,
        "untold": [one._asdict() for one in shown.untold],
    }


def _duty(one: DutyChange) -> dict[str, Any]:
    return {**one._asdict(), "before": _iso(one.before), "after": _iso(one.after)}


def _iso(day: date | None) -> str | None:
    return day and day.isoformat()


def _letter(one: Foretold) -> dict[str, Any]:
    told = one.draft.invitation
    return {
        "agency": one.agency,
        "at": one.at.astimezone(VN).isoformat(),
        "kind": one.draft.kind,
        "to": one.draft.to,
        "copy_to": one.copy_to,
        "items": [item._asdict() for item in one.draft.items],
        "invitation": told and {"event": told.event, "method": told.method},
    }
