"""`campaign urge`: the urging letters that people sign, drafted and recorded."""

from datetime import date, datetime
from pathlib import Path
from typing import TypedDict, Unpack

import click

from calendars.said import said_day
from cli.desks import At, office_act, open_here
from cli.dockets import docket_named
from cli.new_file import write_new
from cli.options import LONGEST, Day, Words, as_json, ledger_option
from cli.tables import show_json, show_table
from desk.urging import Draft, Ended, Waiting, draft, end, waiting
from schemas.base import VN
from schemas.entry import Person

_REASON = 500


class Given(TypedDict):
    """What the options tell: where to write it, or what came of it, and by whom."""

    out: Path
    by: datetime | None
    signed: str | None
    date: datetime | None
    signer: str | None
    reason: str | None
    duties: tuple[str, ...]
    name: str | None
    post: str | None


@click.command()
@click.argument("campaign")
@click.argument("agency", required=False)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path(),
    help="The draft's file, or its folder; this folder by default.",
)
@click.option("--by", type=Day(), help="The day proposed for the agency's report.")
@click.option("--signed", type=Words(LONGEST), help="The number of the signed letter.")
@click.option("--date", type=Day(), help="Its day.")
@click.option("--signer", type=Words(LONGEST), help="Who signed it.")
@click.option(
    "--shelve", "reason", type=Words(_REASON), help="Set the draft aside, and why."
)
@click.option("--duty", "duties", multiple=True, help="It named only these; all else.")
@click.option("--name", type=Words(LONGEST), help="Who records it.")
@click.option("--post", type=Words(LONGEST), help="Their post.")
@ledger_option
@as_json
def urge(
    campaign: str,
    agency: str | None,
    ledger: str | None,
    as_json: bool,
    **given: Unpack[Given],
) -> None:
    """List the urging letters of CAMPAIGN that wait for a signature.

    With AGENCY write its letter as a draft (.docx) for people to number, date and sign;
    it is never sent from here. Record the signed letter with --signed, --date and
    --signer, or set the draft aside with --shelve; both need --name and --post.
    """
    _check(agency, given)
    at = open_here(ledger, existing=True)
    if agency is None:
        _show(waiting(at.desk, campaign, at.now), as_json)
        return
    docket = docket_named(at.desk, campaign, agency).id
    if given["signed"] or given["reason"]:
        _end(at, docket, given, as_json)
    else:
        _write(draft(at.desk, docket, _day(given["by"]), at.now), given["out"], as_json)


def _check(agency: str | None, given: Given) -> None:
    """Refuse options that do not go together."""
    whole = (given["signed"], given["date"], given["signer"])
    if any(whole) and not all(whole):
        raise click.UsageError("--signed, --date and --signer go together")
    if given["signed"] and given["reason"]:
        raise click.UsageError("give either --signed or --shelve")
    ends = given["signed"] or given["reason"]
    if ends and not (agency and given["name"] and given["post"]):
        raise click.UsageError("name the AGENCY, and who records it: --name, --post")
    if given["duties"] and not ends:
        raise click.UsageError("--duty says what a signed or a shelved letter named")


def _day(moment: datetime | None) -> date | None:
    return moment.astimezone(VN).date() if moment else None


def _show(letters: list[Waiting], as_json: bool) -> None:
    if as_json:
        show_json([letter._asdict() for letter in letters])
        return
    if not letters:
        click.echo("no urging letter waits for a signature")
        return
    columns = ("Agency", "Name", "Letter", "Duties")
    rows = (
        (one.agency, one.name, f"{one.nth}", ", ".join(one.duties)) for one in letters
    )
    show_table("Urging letters to sign", columns, rows)


def _write(made: Draft, out: Path, as_json: bool) -> None:
    """Write a draft, never over a file: somebody may have worked on it."""
    file = out / made.file_name if out.is_dir() else out
    write_new(file, made.content, "--out")
    if as_json:
        show_json({**made.waiting._asdict(), "by": made.by, "file": str(file)})
        return
    who = f"{made.waiting.agency}: urging letter {made.waiting.nth}"
    click.echo(f"{who}, {len(made.waiting.duties)} duties, drafted in {file}")


def _end(at: At, docket: int, given: Given, as_json: bool) -> None:
    ended = Ended(
        person=Person(
            given["name"] or "",
            given["post"] or "",
            given["signer"] or given["reason"] or "",
        ),
        act=office_act(),
        number=given["signed"] or "",
        signed_on=_day(given["date"]),
        duties=given["duties"],
    )
    letter = end(at.desk, docket, ended, at.now)
    if as_json:
        signed = {"number": ended.number or None, "date": ended.signed_on}
        show_json({**letter._asdict(), **signed})
        return
    what = "set aside"
    if ended.signed_on:
        what = f"signed as {ended.number} on {said_day(ended.signed_on)}"
    click.echo(f"{letter.agency}: urging letter {letter.nth} {what}")
