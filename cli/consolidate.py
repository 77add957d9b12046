"""`campaign consolidate`: make one report of many, and write its files."""

from pathlib import Path
from typing import Any

import click

from cli.desks import open_here
from cli.options import as_json, ledger_option
from cli.tables import show_json
from desk.desk import Desk
from desk.reports.consolidate import Made, consolidate_reports, consolidation_of
from desk.reports.files import files_of, write_files
from schemas.consolidation import Consolidation


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
@ledger_option
@as_json
def consolidate(
    campaign: str, out: Path, version: int | None, ledger: str | None, as_json: bool
) -> None:
    """Consolidate the reports of CAMPAIGN into a version, and write its files.

    The report (.docx, for people to number, date and sign), its figures (.xlsx), and
    for the office alone the figures by agency and a leaf of what to look at. Where no
    report has changed there is no new version.
    """
    at = open_here(ledger, existing=True)
    if version is None:
        made = consolidate_reports(at.desk, campaign, at.now)
    else:
        made = Made(consolidation_of(at.desk, campaign, version), fresh=False)
    files = _write(at.desk, made.consolidation, out)
    if as_json:
        show_json(document(made, files))
    else:
        _show(made, files, again=version is not None)


def _write(desk: Desk, made: Consolidation, out: Path) -> list[Path]:
    return write_files(out, files_of(desk, made.campaign, made.version))


def document(made: Made, files: list[Path]) -> dict[str, Any]:
    """Return a version as plain data; ratios are in per mille."""
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
        "timeliness": [count.model_dump() for count in (*one.timeliness, *one.levels)],
        "flags": [flag.model_dump(mode="json") for flag in one.flags],
        "changes": [change.model_dump() for change in one.changes],
        "files": [str(file) for file in files],
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
    for change in one.changes:
        because = ", ".join(source.agency for source in change.because) or "the plan"
        was, now = _figure(change.before), _figure(change.after)
        click.echo(f"changed: {change.indicator} {was} -> {now} ({because})")
    for flag in one.flags:
        who = ", ".join(flag.agencies)
        click.echo(f"look at: {flag.indicator}, {flag.kind} ({who})")
    for file in files:
        click.echo(f"written: {file}")


def _figure(figure: int | None) -> str:
    return "none" if figure is None else f"{figure}"
