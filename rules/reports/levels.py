"""The link of the report chain by which a campaign reports to the one above it.

Tiers and their days are data with dates of validity (Circular 28/2019, article 5; no
districts since 1/7/2025): commune, district, province before, commune and province
since.
"""

from datetime import date, timedelta

from schemas.plan import Plan, ReportLink


def link_above(plan: Plan) -> ReportLink | None:
    """Return the link of a plan's own tier, None where it names no parent or no link.

    The link has to hold on the day it sets.
    """
    parent = plan.parent_campaign
    if parent is None:
        return None
    of_tier = (link for link in plan.report_chain if link.by == parent.level)
    return next((link for link in of_tier if holds(link, plan.year)), None)


def due_before(link: ReportLink, year: int) -> date:
    """Return the day of a year before which a link's reports have to be there.

    29 February is 1 March in most years.
    """
    day, month = map(int, link.before.split("/"))
    return date(year, month, 1) + timedelta(days=day - 1)


def holds(link: ReportLink, year: int) -> bool:
    """Tell whether a link is valid on its day of a year."""
    day = due_before(link, year)
    begun = link.valid_from is None or link.valid_from <= day
    return begun and (link.valid_to is None or day <= link.valid_to)
