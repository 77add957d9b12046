"""On their days agencies get their new names, and successors what is still open."""

from collections.abc import Iterable
from datetime import date, datetime

from desk.contacts import change_agency
from desk.desk import Desk
from desk.links import Tokens, drawn
from desk.season import DRAFT, bind
from desk.start import OFFICE, dockets_of, record
from ledger import campaigns, dockets, entries, rehearsals
from ledger.campaigns import CampaignRow
from ledger.transaction import Transaction
from rules.fold import stand
from rules.standing import Standing
from rules.succession import carried, turned, turns_due
from schemas.agency import Agency
from schemas.base import VN
from schemas.entry import EntryKind
from schemas.in_force import PlanInForce, TakenOver, Turning


def reorganise(desk: Desk, now: datetime) -> None:
    """Let every campaign's agencies become what is known of them for today."""
    with desk.ledger.read() as tx:
        due = turning(desk, tx, now)
    for row in due:
        with desk.ledger.write() as tx:
            _turn(desk, tx, campaigns.lock(tx, row.id), now)


def turning(desk: Desk, tx: Transaction, now: datetime) -> list[CampaignRow]:
    """Return the campaigns of which an agency becomes something by today."""
    today = now.astimezone(VN).date()
    return [row for row in campaigns.every(tx) if _due(desk, tx, row, today)]


def _due(
    desk: Desk, tx: Transaction, row: CampaignRow, today: date
) -> tuple[Turning, ...]:
    if row.revision == DRAFT:
        return ()
    return turns_due(desk.seasons.of(tx, row).in_force, today)


def _turn(desk: Desk, tx: Transaction, row: CampaignRow, now: datetime) -> None:
    """Do what is due by now, as one revision, unless somebody has done it already."""
    today = now.astimezone(VN).date()
    due = _due(desk, tx, row, today)
    if not due:
        return
    lock_ending(tx, row.id, (who for one in due for who in (one.agency, *one.to)))
    before = desk.seasons.of(tx, row).in_force
    after = turned(before, today, standings_of(tx, row.id, due))
    after = after.model_copy(update={"revision": before.revision + 1})
    _rename(tx, row.id, due, now)
    bind(tx, row.id, after)
    add_dockets(tx, row.id, after, now, _tokens(tx, after))
    hand_over(tx, row.id, after.taken_over[len(before.taken_over) :], now)


def standings_of(
    tx: Transaction, campaign: int, due: Iterable[Turning]
) -> dict[str, Standing]:
    """Return where the agencies stand that end."""
    known = {row.agency: row.id for row in dockets.of(tx, campaign)}
    ending = {one.agency for one in due if one.to and one.agency in known}
    facts = entries.of(tx, [known[one] for one in ending])
    return {one: stand(facts[known[one]]) for one in ending}


def hand_over(
    tx: Transaction, campaign: int, taken: Iterable[TakenOver], now: datetime
) -> None:
    """Record who has taken over from whom, and what time goes over with it."""
    every = tuple(taken)
    for one in every:
        step = f"{one.agency}/{','.join(one.to)}"
        record(tx, campaign, EntryKind.TAKEN_OVER, now, step=step, wake=True)
    for heir in {heir: None for one in every for heir in one.to}:
        row = dockets.find(tx, campaign, heir)
        facts = carried(every, heir, row.n, now) if row else []
        if row and facts:
            entries.append(tx, row.id, facts)
            dockets.advance(tx, row.id, facts[-1].n, now)


def lock_ending(tx: Transaction, campaign: int, ending: Iterable[str]) -> None:
    """Let nobody answer for agencies that end while what they owe is shared out."""
    wanted = {*ending, OFFICE}
    rows = dockets.of(tx, campaign)
    dockets.lock_all(tx, [one.id for one in rows if one.agency in wanted])


def add_dockets(
    tx: Transaction, campaign: int, after: PlanInForce, now: datetime, tokens: Tokens
) -> None:
    """Give every owner under a plan a docket that has none yet."""
    known = {one.agency for one in dockets.of(tx, campaign)}
    new = [one for one in dockets_of(after, tokens) if one[0] not in known]
    dockets.add(tx, campaign, new, now)


def _rename(
    tx: Transaction, campaign: int, due: Iterable[Turning], now: datetime
) -> None:
    named = {one.agency for one in due if not one.to}
    bodies = campaigns.agency_bodies(tx, campaign, named)
    for body in bodies.values():
        agency = Agency.model_validate_json(body).on(now.astimezone(VN).date())
        change_agency(tx, campaign, agency, now)


def _tokens(tx: Transaction, after: PlanInForce) -> Tokens:
    """Draw links; those of a rehearsal from its seed, so that it repeats itself."""
    rehearsal = rehearsals.current(tx)
    return drawn(f"{rehearsal.seed}/{after.revision}" if rehearsal else None)
