"""Where flows work: at a desk that knows whether its ledger is a rehearsal."""

from pathlib import Path

from desk.desk import open_desk
from desk.plans.days_off import working_days
from desk.plans.read import read_plan
from desk.rehearsals.rehearsal import Rehearsal
from flows.here import here, sit_down, stand_up
from tests.flows.conftest import settings_in
from tests.small_campaign import write_campaign


def test_what_becomes_a_rehearsal_while_it_is_served_is_marked_and_kept_in(
    tmp_path: Path,
):
    password = tmp_path / "password"
    password.touch(0o600)
    password.write_text("for-the-mail-server")
    real = {
        "smtp_host": "smtp.example",
        "smtp_user": "campaign",
        "smtp_password_file": password,
        "domains": ("so.example",),
    }
    settings = settings_in(tmp_path).model_copy(update=real)
    sit_down(settings)
    before = here().desk
    assert (before.marked, before.outlet.real) == (False, True)
    plan, _ = read_plan(
        str(write_campaign(tmp_path / "plan")), working_days()
    ).require()
    desk = open_desk(settings.ledger, "", "http://campaign.example", 2, marked=True)
    Rehearsal(desk, plan, 2).begin()
    after = here().desk
    assert (after.marked, after.outlet.real) == (True, False)
    for one in (before, desk, after):
        one.ledger.close()
    stand_up()
