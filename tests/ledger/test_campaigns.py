import pytest

from ledger import campaigns
from ledger.campaigns import CampaignRow
from ledger.database import Ledger
from ledger.errors import ConflictError, DuplicateKeyError, NotFoundError


def test_a_campaign_is_found_by_its_name_and_its_id(ledger: Ledger) -> None:
    with ledger.write() as tx:
        first = campaigns.add(tx, "lai-chau-2024")
        second = campaigns.add(tx, "đồng-đăng-2024")
    with ledger.read() as tx:
        assert campaigns.find(tx, "đồng-đăng-2024") == (second, "đồng-đăng-2024", 0)
        assert campaigns.find(tx, "dong-dang-2024") is None
        assert campaigns.get(tx, first) == CampaignRow(first, "lai-chau-2024", 0)
        assert [row.id for row in campaigns.every(tx)] == [first, second]


def test_a_name_is_given_once(ledger: Ledger) -> None:
    with ledger.write() as tx:
        campaigns.add(tx, "lai-chau-2024")
        with pytest.raises(DuplicateKeyError, match="lai-chau-2024 is in the ledger"):
            campaigns.add(tx, "lai-chau-2024")
        campaigns.add(tx, "lai-chau-2025")
    with ledger.read() as tx:
        assert len(campaigns.every(tx)) == 2


def test_an_unknown_campaign_is_said_to_be_unknown(ledger: Ledger) -> None:
    with ledger.read() as tx, pytest.raises(NotFoundError, match="no campaign 7"):
        campaigns.get(tx, 7)


def test_a_new_revision_is_in_force_and_the_old_one_stays_readable(
    ledger: Ledger,
) -> None:
    with ledger.write() as tx:
        campaign = campaigns.add(tx, "lai-chau-2024")
        for revision, body in enumerate(["nháp", "Kế hoạch", "Kế hoạch sửa"]):
            campaigns.put_plan(tx, campaign, revision, body)
    with ledger.read() as tx:
        assert campaigns.get(tx, campaign).revision == 2
        assert campaigns.plan_body(tx, campaign, 1) == "Kế hoạch"
        assert campaigns.plan_body(tx, campaign, 0) == "nháp"
        with pytest.raises(NotFoundError, match="no revision 3"):
            campaigns.plan_body(tx, campaign, 3)


def test_a_revision_is_never_replaced(ledger: Ledger) -> None:
    with ledger.write() as tx:
        campaign = campaigns.add(tx, "lai-chau-2024")
        campaigns.put_plan(tx, campaign, 1, "first")
        with pytest.raises(ConflictError, match="has a revision 1 already"):
            campaigns.put_plan(tx, campaign, 1, "second")
    with ledger.read() as tx:
        assert campaigns.plan_body(tx, campaign, 1) == "first"


def test_agencies_are_added_and_replaced_and_read_in_part(ledger: Ledger) -> None:
    with ledger.write() as tx:
        campaign = campaigns.add(tx, "lai-chau-2024")
        campaigns.put_agencies(tx, campaign, {"so-y-te": "cũ", "tinh-doan": "2"})
        campaigns.put_agencies(tx, campaign, {"so-y-te": "mới"})
        campaigns.put_agencies(tx, campaign, {})
    with ledger.read() as tx:
        every = campaigns.agency_bodies(tx, campaign)
        assert every == {"so-y-te": "mới", "tinh-doan": "2"}
        asked = campaigns.agency_bodies(tx, campaign, {"tinh-doan", "unknown"})
        assert asked == {"tinh-doan": "2"}
        assert campaigns.agency_bodies(tx, campaign, []) == {}


def test_thousands_of_agencies_are_replaced_at_once(ledger: Ledger) -> None:
    with ledger.write() as tx:
        campaign = campaigns.add(tx, "viet-nam-2027")
        for body in ("before", "after"):
            campaigns.put_agencies(tx, campaign, {f"xa-{i}": body for i in range(3321)})
    with ledger.read() as tx:
        bodies = campaigns.agency_bodies(tx, campaign)
        assert len(bodies) == 3321
        assert set(bodies.values()) == {"after"}
