"""Mailboxes that report here and in a campaign whose consolidation came here too."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence

from desk.desk import Desk
from desk.reports.behind import behind
from ledger import campaigns, consolidations
from ledger.transaction import Transaction
from rules.reports.flags import Told, two_levels
from rules.reports.given import Given
from schemas.consolidation import Flag
from schemas.plan import Plan
from schemas.report import Coverage


def levels_flagged(
    desk: Desk, tx: Transaction, plan: Plan, campaign: int, given: Sequence[Given]
) -> tuple[Flag, ...]:
    """Return the figures that one mailbox gave at two levels, however far below.

    Of campaigns below only what lies in this ledger is known.
    """
    lines = [
        (one.agency, one.report.below)
        for one in given
        if one.report and one.report.below
    ]
    if not lines:
        return ()
    mailboxes = _mailboxes(tx, campaign)
    here = [
        Told(one.agency, mailboxes[one.agency], _figures(one))
        for one in given
        if one.report and not one.report.below and one.agency in mailboxes
    ]
    wanted = {one.mailbox for one in here}
    below = [
        told
        for line, coverage in lines
        for told in _told(desk, tx, line, coverage, wanted)
    ]
    return tuple(two_levels(plan.indicators.items, here, below))


def _told(
    desk: Desk,
    tx: Transaction,
    line: str,
    coverage: Coverage,
    wanted: Collection[str],
) -> Iterator[Told]:
    """Yield what these mailboxes gave below, as of the agency whose line it is."""
    row = campaigns.find(tx, coverage.campaign)
    if row is None:
        return
    mailboxes = _mailboxes(tx, row.id)
    made = consolidations.get(tx, row.id, coverage.version)
    meant = [
        one
        for one in made.sources
        if made.levels or mailboxes.get(one.agency) in wanted
    ]
    season = desk.seasons.of(tx, row._replace(revision=made.revision))
    for source, came in behind(tx, season, meant).items():
        further = came.given.report and came.given.report.below
        if further:
            yield from _told(desk, tx, line, further, wanted)
        elif mailboxes.get(source.agency) in wanted:
            yield Told(line, mailboxes[source.agency], _figures(came.given))


def _figures(given: Given) -> dict[str, int]:
    asked = (one for one in given.asked.items if one.entered)
    figures = {one.id: given.figure(one) for one in asked}
    return {one: figure for one, figure in figures.items() if figure}


def _mailboxes(tx: Transaction, campaign: int) -> Mapping[str, str]:
    """Return each agency's mailbox; thousands are read, so nothing else of them is."""
    bodies = campaigns.agency_bodies(tx, campaign)
    return {
        agency: json.loads(body)["contact"]["address"]
        for agency, body in bodies.items()
        if ":" not in agency
    }
