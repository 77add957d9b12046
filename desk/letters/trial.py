"""A letter to the office itself, to see whether letters leave at all."""

from datetime import datetime
from typing import NamedTuple

from desk.arming.gate import Gates
from desk.desk import Desk
from desk.letters.addressing import Directory
from desk.letters.deliver import Post
from desk.letters.views import moment_in_words
from desk.mail.headers import Mailbox
from desk.mail.message import Mailing, build
from desk.mail.outcome import Outcome
from desk.season import DRAFT
from desk.start import draft, find
from desk.templates import render
from schemas.errors import CampaignError


class NotLetOutError(CampaignError):
    """The campaign is not armed, its letters are held, or its office is outside."""


class Trial(NamedTuple):
    """Where a test letter went, and what became of it."""

    address: str
    outcome: Outcome


def send_trial(desk: Desk, campaign: str, post: Post, now: datetime) -> Trial:
    """Send one letter to the office's own address; it belongs to no docket.

    Works before the plan is issued, when such a letter is most worth sending. Raises
    NotLetOutError where no letter of the campaign's may leave, or none to the office.
    """
    with desk.ledger.read() as tx:
        row = find(tx, campaign)
        gate = Gates(desk, tx).of(row.id)
        issued = row.revision != DRAFT
        plan = desk.seasons.of(tx, row).plan if issued else draft(tx, row.id)
        office = Directory(tx, row.id).agency(plan.office)
    address = office.contact.address
    if not gate.open or not desk.outlet.reaches(address):
        raise NotLetOutError(
            f"{campaign}: no letter may leave to {address} ({gate.way}); look with "
            f"`campaign arm {campaign}`"
        )
    signed = desk.links.signature("trial", campaign, now.isoformat())
    values = {
        "title": plan.short_title,
        "to": office.name,
        "moment": moment_in_words(now),
    }
    mailbox = Mailbox(office.name, address)
    mailing = Mailing(
        message_id=f"<trial.{signed}@{address.rpartition('@')[2]}>",
        date=now,
        sender=mailbox,
        to=(mailbox,),
        subject=" ".join(render("trial/subject.txt", **values).split()),
        text=render("trial/body.txt", **values),
        html=render("trial/body.html", **values),
    )
    return Trial(address, post(address, (address,), build(mailing)))
