import pytest

from desk.links import drawn
from desk.plans.read import read_plan
from desk.start import AlreadyIssuedError, UnknownCampaignError, sign_off, start
from ledger import campaigns, dockets, entries
from rules.owed import owed
from schemas.assignment import DocketKind
from schemas.entry import EntryKind
from tests.desk.desks import ISSUED, NAME, SIGNING, docket, issued, started


def test_a_plan_that_was_started_binds_nobody():
    desk = started()
    with desk.ledger.read() as tx:
        assert [row.agency for row in dockets.of(tx, 1)] == ["@office"]


def test_starting_twice_is_starting_once():
    desk = started()
    plan, roster = read_plan(NAME, desk.days).require()
    assert not start(desk, plan, roster, ISSUED, drawn("again"))


def test_signing_gives_every_owner_a_docket_that_wakes_at_once():
    desk = issued()
    with desk.ledger.read() as tx:
        rows = {row.agency: row for row in dockets.of(tx, 1)}
        plan = campaigns.plan_body(tx, 1, 1)
    assert '"number":"156/KH-UBND"' in plan
    read, _ = read_plan(NAME, desk.days).require()
    assert set(rows) == {"@office", *owed(read)}
    assert {row.wake for row in rows.values()} == {ISSUED}
    assert rows["don-vi-lien-quan"].kind is DocketKind.GROUP


def test_a_plan_is_issued_once():
    desk = issued()
    with pytest.raises(AlreadyIssuedError, match="amend it instead"):
        sign_off(desk, NAME, SIGNING, ISSUED, drawn("again"))
    office = docket(desk, "@office")
    with desk.ledger.read() as tx:
        kinds = [fact.kind for fact in entries.of(tx, [office.id])[office.id]]
    assert kinds == [EntryKind.STARTED, EntryKind.ISSUED]


def test_an_unknown_campaign_names_those_that_are_there():
    desk = started()
    with pytest.raises(UnknownCampaignError, match="started: lai-chau-2024"):
        sign_off(desk, "hue-2024", SIGNING, ISSUED, drawn("x"))
