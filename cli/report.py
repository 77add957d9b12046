"""`campaign report`: where reports stand, and one entered on behalf of its agency."""

from datetime import datetime
from pathlib import Path
from typing import TypedDict, Unpack

import click

from cli.desks import At, office_act, open_here
from cli.dockets import docket_named
from cli.options import LONGEST, REASON, Day, Words, as_json, ledger_option
from cli.receipts import show_receipt
from cli.report_shown import show_all, show_files, show_one
from desk.reports.attached import contents, of_last_version
from desk.reports.enter import CHANNELS, Entered, enter, last_report
from desk.reports.files import write_files
from desk.reports.overview import asked_of, overview, story
from desk.reports.written import read_figures, read_report
from ledger.dockets import DocketRow
from schemas.base import VN
from schemas.entry import Person
from schemas.indicator import IndicatorSet
from schemas.report import Channel, Report, SignedCopy


class Given(TypedDict):
    """What the options tell: the report, how it came, its document, who enters it."""

    file: Path | None
    figures: tuple[str, ...]
    nothing: tuple[str, ...]
    how: str | None
    source: str | None
    received: datetime | None
    explain: str | None
    reason: str | None
    number: str | None
    date: datetime | None
    signer: str | None
    name: str | None
    post: str | None
    files: Path | None


@click.command()
@click.argument("campaign")
@click.argument("agency", required=False)
@click.option(
    "--from",
    "file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The report as a YAML file.",
)
@click.option(
    "--figure",
    "figures",
    multiple=True,
    metavar="ID=NUMBER",
    help="One of them.",
)
@click.option(
    "--nothing", multiple=True, metavar="GROUP", help="Nothing arose in a group."
)
@click.option(
    "--how",
    type=click.Choice([channel.value for channel in CHANNELS]),
    help="How it came; clerk: by the clerk's office, without figures.",
)
@click.option("--source", type=Words(LONGEST), help="Which document, or who called.")
@click.option("--received", type=Day(), help="The day it came; today by default.")
@click.option("--explain", type=Words(REASON), help="Said of whatever looks odd.")
@click.option("--reason", type=Words(REASON), help="Why locked figures are amended.")
@click.option("--number", type=Words(LONGEST), help="The signed document's number.")
@click.option("--date", type=Day(), help="Its day.")
@click.option("--signer", type=Words(LONGEST), help="Who signed it.")
@click.option("--name", type=Words(LONGEST), help="Who enters the report.")
@click.option("--post", type=Words(LONGEST), help="Their post.")
@click.option(
    "--files",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write what is attached to the last version into this folder.",
)
@ledger_option
@as_json
def report(
    campaign: str,
    agency: str | None,
    ledger: str | None,
    as_json: bool,
    **given: Unpack[Given],
) -> None:
    """Show where the reports of CAMPAIGN stand, or all that became of AGENCY's.

    With --from, --figure, --nothing or --how a report is entered on behalf of AGENCY.
    Single figures amend its last version. Figures are written as people write them:
    1.250, or 4,2 tỷ. Locked figures are amended with --reason, and visibly. With
    --files what AGENCY attached is written, by names of our own, over no other file.
    """
    entering = any((given["file"], given["figures"], given["nothing"], given["how"]))
    _check(agency, given, entering=entering)
    at = open_here(ledger, existing=True)
    if agency is None:
        show_all(overview(at.desk, campaign, at.now), as_json)
        return
    row = docket_named(at.desk, campaign, agency)
    if entering:
        _enter(at, row, given, as_json)
        return
    if given["files"]:
        _write(at, row, given["files"], as_json)
        return
    lines = overview(at.desk, campaign, at.now)
    line = next((one for one in lines if one.agency == agency), None)
    asked = asked_of(at.desk, row)
    show_one(line, story(at.desk, row.id), asked, as_json)


def _check(agency: str | None, given: Given, *, entering: bool) -> None:
    """Refuse options that do not go together."""
    if entering and not (agency and given["name"] and given["post"]):
        raise click.UsageError("name the AGENCY, and who enters it: --name, --post")
    signed = (given["number"], given["date"], given["signer"])
    if any(signed) and not all(signed):
        raise click.UsageError("--number, --date and --signer go together")
    others = (given["source"], given["received"], given["explain"], given["reason"])
    if not entering and any((*signed, *others)):
        raise click.UsageError("say what is entered: --from, --figure, or --how clerk")
    parts = given["file"] or given["figures"] or given["nothing"]
    if given["how"] == Channel.CLERK and parts:
        raise click.UsageError("what went by the clerk's office has no figures here")
    if given["files"] and (entering or not agency):
        raise click.UsageError("--files goes with an AGENCY, and with nothing entered")


def _enter(at: At, row: DocketRow, given: Given, as_json: bool) -> None:
    asked = asked_of(at.desk, row)
    entered = Entered(
        report=_report(at, row.id, asked, given),
        person=Person(given["name"] or "", given["post"] or "", given["reason"] or ""),
        act=office_act(),
        explained=given["explain"] or "",
        came=given["received"] and given["received"].astimezone(VN).date(),
        copy=_copy(given["number"], given["date"]),
        signer=given["signer"] or "",
    )
    receipt = enter(at.desk, row.id, entered, at.now)
    how = entered.report.channel
    about, said = {"agency": row.agency, "channel": how}, f"report entered ({how})"
    show_receipt(receipt, about, f"{row.agency}: {said}", as_json=as_json)


def _write(at: At, row: DocketRow, folder: Path, as_json: bool) -> None:
    """Write what is attached, and say under which name each came."""
    files = of_last_version(at.desk, row.id)
    written = write_files(folder, contents(at.desk, files))
    show_files([*zip(files, written, strict=True)], as_json)


def _copy(number: str | None, day: datetime | None) -> SignedCopy | None:
    if number is None or day is None:
        return None
    return SignedCopy(number=number, signed_on=day.astimezone(VN).date())


def _report(at: At, docket: int, asked: IndicatorSet, given: Given) -> Report:
    """Return the file's report, or the last version, with what the options change."""
    if given["how"] == Channel.CLERK:
        return Report(channel=Channel.CLERK, source=given["source"])
    file = given["file"]
    base = read_report(file, asked) if file else last_report(at.desk, docket)
    changed = read_figures(dict(map(_pair, given["figures"])), asked)
    groups = {one.group for one in asked.items if one.id in changed}
    nothing = [one for one in (*base.nothing, *given["nothing"]) if one not in groups]
    over = [one.id for one in asked.items if one.group in given["nothing"]]
    figures = {**base.figures, **changed}
    came = base.channel if file else Channel.TELEPHONE
    return base.model_copy(
        update={
            "channel": Channel(given["how"] or came),
            "figures": {name: figures[name] for name in figures if name not in over},
            "nothing": tuple(dict.fromkeys(nothing)),
            "source": given["source"] or (base.source if file else None),
        }
    )


def _pair(written: str) -> tuple[str, str]:
    name, equals, figure = written.partition("=")
    if not equals:
        raise click.UsageError(f"--figure {written}: write it as ID=NUMBER")
    return name.strip(), figure.strip()
