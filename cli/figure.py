"""`campaign figure`: the reports that stand behind a total."""

import click

from cli.desks import open_here
from cli.options import as_json, ledger_option
from cli.tables import show_json, show_table
from desk.reports.figure import Figure, Part, figure_of
from schemas.base import VN


@click.command()
@click.argument("campaign")
@click.argument("indicator")
@click.option("--version", type=click.IntRange(1), help="The last one by default.")
@ledger_option
@as_json
def figure(
    campaign: str,
    indicator: str,
    version: int | None,
    ledger: str | None,
    as_json: bool,
) -> None:
    """List the reports behind a total of CAMPAIGN's consolidated report.

    INDICATOR is its id in the plan. Figures stand here as they were reported: the list
    stays within the office.
    """
    at = open_here(ledger, existing=True)
    found = figure_of(at.desk, campaign, indicator, version)
    if as_json:
        show_json(_document(found))
        return
    total, one = found.total, found.indicator
    known = "none" if total.figure is None else f"{total.figure}"
    unit = "per mille" if one.of else one.unit
    click.echo(f"{one.label}: {known} {unit}, version {found.version}")
    click.echo(f"reported by {total.reported} of {total.asked} agencies asked")
    if total.missing:
        click.echo(f"missing: {', '.join(total.missing)}")
    columns = ("Indicator", "Agency", "Name", "Figure", "Version", "Receipt", "Given")
    show_table("Reports behind it", columns, map(_cells, found.parts))


def _cells(part: Part) -> tuple[str, ...]:
    given = f"{part.at.astimezone(VN):%d/%m/%Y %H:%M}"
    said = (part.indicator, part.agency, part.name, f"{part.figure}")
    return (*said, f"{part.version}", part.code, given)


def _document(found: Figure) -> dict[str, object]:
    return {
        "indicator": found.indicator.id,
        "unit": found.indicator.unit,
        "version": found.version,
        **found.total.model_dump(exclude={"indicator"}),
        "reports": [{**one._asdict(), "at": one.at.isoformat()} for one in found.parts],
    }
