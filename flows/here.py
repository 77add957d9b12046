"""The desk that flows of this process sit at, and their clock."""

from datetime import datetime
from functools import cache
from typing import NamedTuple

from desk.desk import Desk, open_desk
from desk.letters.deliver import BySmtp, Post
from desk.links import Tokens, drawn
from ledger import rehearsals
from schemas.base import VN
from schemas.smtp import SmtpServer
from settings import Secret, Settings, read_settings


class Here(NamedTuple):
    """One ledger's desk with the settings it was opened by, and the post."""

    desk: Desk
    settings: Settings
    post: Post

    def rehearsed(self) -> datetime | None:
        """Return the rehearsal's moment, None where the ledger is real."""
        with self.desk.ledger.read() as tx:
            rehearsal = rehearsals.current(tx)
        return rehearsal.clock if rehearsal else None

    def tokens(self, purpose: str = "links") -> Tokens:
        """Return where new links are drawn from: a rehearsal's from its seed."""
        with self.desk.ledger.read() as tx:
            rehearsal = rehearsals.current(tx)
        return drawn(f"{rehearsal.seed}/{purpose}" if rehearsal else None)

    def now(self) -> datetime:
        """Return the moment flows go by: a rehearsal's own, else the clock's."""
        return self.rehearsed() or datetime.now(VN)


def sit_down(settings: Settings) -> None:
    """Serve this ledger from now on in this process."""
    _chosen["settings"] = settings
    stand_up()


def stand_up() -> None:
    """Leave the desk; who asks for it next opens it anew."""
    _opened.cache_clear()


def here() -> Here:
    """Return where the flows of this process work.

    What became a rehearsal since is opened as one: marked, its letters kept in.
    """
    at = _opened()
    if not at.desk.marked and at.rehearsed() is not None:
        stand_up()
        at = _opened()
    return at


def settings_here() -> Settings:
    """Return the settings flows work by; no ledger is opened."""
    return _chosen.get("settings") or read_settings()


@cache
def _opened() -> Here:
    settings = settings_here()
    links = settings.secret(Secret.LINKS)
    outlet = settings.outlet()
    desk = open_desk(settings.ledger, links, settings.public_address, outlet=outlet)
    return Here(desk, settings, post_of(desk, settings))


def post_of(desk: Desk, settings: Settings) -> Post:
    """Return the post to where the desk's letters go."""
    real = settings.smtp() if desk.outlet.real else None
    return BySmtp(real or mailbox(settings))


def mailbox(settings: Settings) -> SmtpServer:
    """Return the embedded mailbox as a mail server."""
    password = settings.secret(Secret.MAILBOX)
    port = settings.mailbox_smtp_port
    return SmtpServer("127.0.0.1", port, user="campaign", password=password)


_chosen: dict[str, Settings] = {}
