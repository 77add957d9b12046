"""What the office signs in a rehearsal: the plan, and the plan as it was edited."""

from datetime import date
from hashlib import sha256

from desk.amendments.proposal import Edited
from desk.plans.days_off import working_days
from desk.plans.read import read_plan
from schemas import words
from schemas.agency import Roster
from schemas.behaviour import Amended
from schemas.errors import CampaignError
from schemas.in_force import Signing
from schemas.plan import Plan

_DIGITS = 12


class OtherPlanError(CampaignError):
    """An amendment is of another campaign."""


class OutOfSeasonError(CampaignError):
    """An amendment is of a day outside of the season."""


def signing(plan: Plan, day: date | None = None) -> Signing:
    """Return the signature of a plan, or of its amendment on a `day`.

    A rehearsal invents no number.
    """
    return Signing(
        number=f"{words.REHEARSAL}/{plan.symbol}",
        signed_on=day or plan.planned_issue,
        signer=plan.signer.post,
        dates_confirmed=True,
    )


def digest_of(plan: Plan, roster: Roster) -> str:
    """Name what is played: a plan or a roster that was edited since has another."""
    text = plan.model_dump_json() + roster.model_dump_json()
    return sha256(text.encode()).hexdigest()[:_DIGITS]


def edited_plan(where: str) -> Edited:
    """Return the edited plan that lies there; PlanError with all that is wrong."""
    return Edited(*read_plan(where, working_days()).require(as_proposed=True))


def amended_on(plan: Plan, where: str, day: date) -> Amended:
    """Return that a plan is amended on a day by the edited one that lies there.

    Raises OtherPlanError, OutOfSeasonError, PlanError.
    """
    edited = edited_plan(where)
    if edited.plan.id != plan.id:
        raise OtherPlanError(
            f"{where} is the plan of {edited.plan.id}: edit that of {plan.id}"
        )
    if not plan.planned_issue < day <= plan.close:
        raise OutOfSeasonError(
            f"{plan.id} is not amended on {day}: give a day after "
            f"{plan.planned_issue}, up to {plan.close}"
        )
    return Amended(plan=where, day=day, digest=digest_of(edited.plan, edited.roster))
