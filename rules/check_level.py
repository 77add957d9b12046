"""A campaign below another has a tier of the report chain, in force in its year."""

from collections.abc import Iterator

from rules.finding import File, Finding
from rules.reports.levels import link_above
from schemas.plan import Plan
from schemas.said import Said, Series


def check_level(plan: Plan) -> Iterator[Finding]:
    """Find a tier from which no link of the chain leads up in the plan's year."""
    parent = plan.parent_campaign
    if parent is not None and link_above(plan) is None:
        links = sorted({link.by for link in plan.report_chain})
        known = Series(links) if links else Said("none")
        what = Said(
            "'{level}' reports to nobody in {year} (links by: {known})",
            level=parent.level,
            year=plan.year,
            known=known,
        )
        remedy = Said("name a tier of `report_chain` as it holds in that year")
        yield Finding(File.PLAN, ("parent_campaign", "level"), what, remedy)
