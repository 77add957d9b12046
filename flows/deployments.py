"""Everything Prefect knows of us: the deployed flows, and what watches the ledger."""

from prefect.client.schemas.objects import (
    ConcurrencyLimitConfig,
    ConcurrencyLimitStrategy,
)

from flows.accepting import accept_consolidation
from flows.activities import activities
from flows.agency_card import agency_card
from flows.amending import amend_plan
from flows.announcing import announce_to_agencies
from flows.answering import enter_answer
from flows.arming import arm_campaign
from flows.attending import attend_docket, delegate_docket
from flows.backup import HOURS as BACKUPS
from flows.backup import backup
from flows.campaign import campaign
from flows.checking import check_plan
from flows.consolidating import consolidate_reports
from flows.correcting import correct_contact
from flows.deploying import REHEARSED, Served
from flows.entering import enter_report
from flows.extending import decide_time
from flows.foreseeing import foresee_reports
from flows.hastening import hasten_step
from flows.heartbeat import CRONS, heartbeat
from flows.holding import hold_letters
from flows.inbox import HOURS, inbox
from flows.judging import judge_declined
from flows.launch_ceremony import launch_ceremony
from flows.locking import lock_or_unlock
from flows.offering import offer_choices
from flows.phases import recover_phases
from flows.plan_issuance import plan_issuance
from flows.previewing import preview_plan
from flows.publishing import BOARD, board_watch
from flows.reassigning import reassign_duty, withdraw_duty
from flows.receiving import receive_plan
from flows.renewing import next_year
from flows.report_collection import report_collection
from flows.reviewing import record_signed, review_report
from flows.runner import Watch
from flows.season_rehearsal import rehearse_season
from flows.silencing import fall_silent
from flows.trying import try_mail
from flows.urging import urge_agency
from flows.waiving import waive_duty

_ONE = ConcurrencyLimitConfig(
    limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW
)

SERVED = (
    Served(heartbeat, "heartbeat", crons=CRONS, limit=_ONE),
    Served(inbox, "inbox", crons=HOURS, limit=_ONE),
    Served(backup, "backup", crons=BACKUPS, limit=_ONE),
    Served(campaign, "start"),
    Served(plan_issuance, "issuance"),
    Served(launch_ceremony, "launch"),
    Served(activities, "activities"),
    Served(report_collection, "reports"),
    Served(enter_answer, "answer"),
    Served(correct_contact, "contact"),
    Served(decide_time, "extend"),
    Served(judge_declined, "judge"),
    Served(waive_duty, "waive"),
    Served(enter_report, "enter-report"),
    Served(review_report, "review"),
    Served(record_signed, "signed"),
    Served(lock_or_unlock, "lock"),
    Served(fall_silent, "silence"),
    Served(hold_letters, "hold"),
    Served(arm_campaign, "arm"),
    Served(try_mail, "trial"),
    Served(hasten_step, "hasten"),
    Served(urge_agency, "urge"),
    Served(receive_plan, "received"),
    Served(attend_docket, "attend"),
    Served(delegate_docket, "delegate"),
    Served(rehearse_season, "rehearse", tags=(REHEARSED,)),
    Served(next_year, "new"),
    Served(check_plan, "check"),
    Served(preview_plan, "preview"),
    Served(foresee_reports, "forecast"),
    Served(announce_to_agencies, "notify"),
    Served(amend_plan, "amend"),
    Served(reassign_duty, "reassign"),
    Served(withdraw_duty, "withdraw"),
    Served(consolidate_reports, "consolidate"),
    Served(accept_consolidation, "accept"),
    Served(agency_card, BOARD),
)
"""The deployments; phases are submitted by the heartbeat, forms by people."""

WATCHES = (
    Watch(recover_phases, every=60.0),
    Watch(offer_choices, every=15.0),
    board_watch(),
)
