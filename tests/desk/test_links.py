from datetime import date, datetime, timedelta

import pytest

from desk.links import Links, keys_of, new_key, replaced
from schemas.base import VN

ADDRESS = "https://campaign.example"
LAST = date(2024, 7, 30)
ON = datetime(2024, 7, 30, 23, 59, tzinfo=VN)
AFTER = ON + timedelta(minutes=1)


def signed(links: Links) -> str:
    return links.url("token").rpartition("/")[2]


@pytest.fixture
def before() -> Links:
    return Links("the first key", ADDRESS)


@pytest.fixture
def after(before: Links) -> Links:
    return Links(replaced(before.secret, "the second key", LAST), ADDRESS)


def test_a_key_that_was_replaced_opens_links_until_its_last_day(
    before: Links, after: Links
) -> None:
    old, new = signed(before), signed(after)
    assert old != new
    assert after.token(old, ON) == after.token(new, ON) == "token"
    assert after.token(old, AFTER) is None
    assert after.token(new, AFTER) == "token"
    assert before.token(new, ON) is None
    sealed = before.seal({"token": "token"})
    assert after.unseal(sealed, ON) == {"token": "token"}
    assert after.unseal(sealed, AFTER) is None


def test_a_key_is_replaced_again_and_again(after: Links) -> None:
    third = replaced(after.secret, "the third key", date(2025, 7, 30))
    assert [key.until for key in keys_of(third)] == [None, date(2025, 7, 30), LAST]
    links = Links(third, ADDRESS)
    assert links.token(signed(after), AFTER) == "token"
    assert signed(links) not in (signed(after), "")


def test_names_stay_when_keys_change(before: Links, after: Links) -> None:
    assert after.signature("letter", "key") == before.signature("letter", "key")
    assert after.code(1, 2) == before.code(1, 2)
    assert after.feed(1, "token", 0) == before.feed(1, "token", 0)


def test_a_link_is_no_visit_and_a_visit_no_link(before: Links) -> None:
    assert before.unseal(signed(before), ON) is None
    assert before.token(before.seal({"token": "token"}), ON) is None


def test_a_link_is_read_as_it_was_signed_only(before: Links) -> None:
    link = signed(before)
    assert before.token(link, ON) == "token"
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    for said in (f"{link}!", f"{link}=", *(f"{link[:-1]}{one}" for one in letters)):
        assert (before.token(said, ON) is None) is (said != link)


@pytest.mark.parametrize("said", ["", ".", "..", "\ud800", "\0", "é.é", "." * 9000])
def test_whatever_is_no_link_is_none(before: Links, said: str) -> None:
    assert before.token(said, ON) is None
    assert before.unseal(said, ON) is None


def test_keys_are_never_alike() -> None:
    assert new_key() != new_key()
    assert len(new_key()) == 32
