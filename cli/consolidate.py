"""`campaign consolidate`: make one report of many, and write its files."""

from pathlib import Path
from typing import Any, TypedDict, Unpack

import click

from cli.desks import At, open_here
from cli.options import LONGEST, Words, as_json, ledger_option
from cli.receipts import show_receipt
from cli.tables import show_json, show_table
from desk.boards.rows import percent
from desk.desk import Desk
from desk.reports.consolidate import Made, consolidate_reports, consolidation_of
from desk.reports.files import files_of, write_files
from desk.reports.upward import Acceptance, accept
from rules.reports.rates import per_mille
from schemas.consolidation import Consolidation
from schemas.entry import Person
from schemas.report import Timeliness

_COUNTED = ("Agencies", "Expected", "Actual", "Rate", "On time", "Rate")


class Given(TypedDict):
    """What the options tell: where to write, which version, and who accepts one."""

    out: Path
    version: int | None
    accept: int | None
    name: str | None
    post: str | None


@click.command()
@click.argument("campaign")
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    help="The folder of the files; this one by default.",
)
@click.option("--version", type=click.IntRange(1), help="Only write its files again.")
@click.option(
    "--accept",
    type=click.IntRange(1),
    help="Report this version to the campaign above.",
)
@click.option("--name", type=Words(LONGEST), help="Who accepts it.")
@click.option("--post", type=Words(LONGEST), help="Their post.")
@ledger_option
@as_json
def consolidate(
    campaign: str, ledger: str | None, as_json: bool, **given: Unpack[Given]
) -> None:
    """Consolidate the reports of CAMPAIGN into a version, and write its files.

    The report (.docx, for people to number, date and sign), its figures (.xlsx), and
    for the office alone the figures by agency and a leaf of what to look at. Where no
    report has changed there is no new version. With --accept, which needs --name and
    --post, a version becomes the report of this campaign's line in the one above; a
    later version amends it.
    """
    if given["accept"] and not (given["name"] and given["post"]):
        raise click.UsageError("say who accepts it: --name, --post")
    if given["accept"] and given["version"]:
        raise click.UsageError("give either --version or --accept")
    at = open_here(ledger, existing=True)
    if given["accept"]:
        person = Person(given["name"] or "", given["post"] or "")
        _accept(at, campaign, Acceptance(given["accept"], person), as_json)
        return
    version = given["version"]
    if version is None:
        made = consolidate_reports(at.desk, campaign, at.now)
    else:
        made = Made(consolidation_of(at.desk, campaign, version), fresh=False)
    files = _write(at.desk, made.consolidation, given["out"])
    if as_json:
        show_json(document(made, files))
    else:
        _show(made, files, again=version is not None)


def _accept(at: At, campaign: str, given: Acceptance, as_json: bool) -> None:
    receipt = accept(at.desk, campaign, given, at.now)
    about = {"campaign": campaign, "accepted": given.version}
    said = f"{campaign}: version {given.version} accepted and reported"
    show_receipt(receipt, about, said, as_json=as_json)


def _write(desk: Desk, made: Consolidation, out: Path) -> list[Path]:
    return write_files(out, files_of(desk, made.campaign, made.version))


def document(made: Made, files: list[Path]) -> dict[str, Any]:
    """Return a version as plain data; ratios and rates are in per mille."""
    one = made.consolidation
    return {
        "campaign": one.campaign,
        "version": one.version,
        "fresh": made.fresh,
        "at": one.at.isoformat(),
        "locked": one.locked,
        "reported": len(one.sources),
        "expected": len(one.sources) + len(one.missing),
        "missing": list(one.missing),
        "elsewhere": list(one.elsewhere),
        "totals": [total.model_dump() for total in one.totals],
        "timeliness": [_counts(count) for count in (*one.timeliness, *one.levels)],
        "flags": [flag.model_dump(mode="json") for flag in one.flags],
        "changes": [change.model_dump() for change in one.changes],
        "files": [str(file) for file in files],
    }


def _counts(one: Timeliness) -> dict[str, Any]:
    return {
        **one.model_dump(),
        "completeness": per_mille(one.actual, one.expected),
        "timeliness": per_mille(one.on_time, one.expected),
    }


def _show(made: Made, files: list[Path], *, again: bool) -> None:
    one = made.consolidation
    if not made.fresh and not again:
        click.echo(f"nothing has changed since version {one.version}")
    expected = len(one.sources) + len(one.missing)
    said = f"{len(one.sources)} of {expected} reports"
    click.echo(f"{one.campaign}: version {one.version}, {said}")
    if one.missing:
        click.echo(f"missing: {', '.join(one.missing)}")
    if one.elsewhere:
        click.echo(f"reported without figures: {', '.join(one.elsewhere)}")
    counts = map(_row, (*one.timeliness, *one.levels))
    show_table("Reports", _COUNTED, counts)
    for change in one.changes:
        because = ", ".join(source.agency for source in change.because) or "the plan"
        was, now = _figure(change.before), _figure(change.after)
        click.echo(f"changed: {change.indicator} {was} -> {now} ({because})")
    for flag in one.flags:
        who = ", ".join(flag.agencies)
        click.echo(f"look at: {flag.indicator}, {flag.kind} ({who})")
    for file in files:
        click.echo(f"written: {file}")


def _row(one: Timeliness) -> tuple[str, ...]:
    return (
        one.scope or "all",
        f"{one.expected}",
        f"{one.actual}",
        percent(one.actual, one.expected),
        f"{one.on_time}",
        percent(one.on_time, one.expected),
    )


def _figure(figure: int | None) -> str:
    return "none" if figure is None else f"{figure}"
