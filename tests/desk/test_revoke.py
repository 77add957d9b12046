from datetime import timedelta

from desk.feeds import feed_address, open_feed
from desk.links import drawn
from desk.pages.docket import open_docket
from desk.revoke import revoke_link
from tests.desk.desks import ISSUED, docket, issued, letters_to

DOMAIN = "soyte.laichau.example"


def test_a_revoked_link_ends_and_the_contact_gets_a_new_one():
    desk, now = issued(), ISSUED + timedelta(hours=1)
    letters_to(desk, DOMAIN, ISSUED)
    row, other = docket(desk, "so-y-te"), docket(desk, "so-gddt")
    feed = feed_address(desk, row).rpartition("/")[2].removesuffix(".ics")
    assert open_feed(desk, feed, now) is not None
    revoke_link(desk, row.id, "act", now, drawn("new"))
    after = docket(desk, "so-y-te").token
    assert open_docket(desk, row.token, now) is None
    assert open_feed(desk, feed, now) is None
    assert open_docket(desk, after, now) is not None
    assert open_docket(desk, other.token, now) is not None
    (letter,) = letters_to(desk, DOMAIN, now)
    text = letter.get_body(("plain",))
    assert text is not None
    assert desk.links.url(after) in text.get_content()
    assert desk.links.url(row.token) not in text.get_content()


def test_a_link_is_revoked_twice_a_day_and_sent_twice():
    desk, now = issued(), ISSUED + timedelta(hours=1)
    letters_to(desk, DOMAIN, ISSUED)
    row = docket(desk, "so-y-te")
    for act in ("first", "second"):
        revoke_link(desk, row.id, act, now, drawn(act))
        assert len(letters_to(desk, DOMAIN, now)) == 1
