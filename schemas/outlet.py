"""Where letters go: the embedded mailbox, or a real mail server and some domains."""

from hashlib import sha256
from typing import NamedTuple


class Outlet(NamedTuple):
    """A real server as `host:port` and the domains it may write to; none: the mailbox.

    A domain stands for itself and for all below it.
    """

    server: str = ""
    domains: tuple[str, ...] = ()

    @property
    def real(self) -> bool:
        """Tell whether letters leave this machine's own mailbox."""
        return bool(self.server)

    @property
    def digest(self) -> str:
        """Return what differs wherever server or domains do."""
        text = "\n".join((self.server, *sorted(self.domains)))
        return sha256(text.encode()).hexdigest()[:12]

    def reaches(self, address: str) -> bool:
        """Tell whether an address may be written to; the mailbox takes every letter."""
        domain = address.rpartition("@")[2].lower()
        return not self.real or any(
            domain == one or domain.endswith(f".{one}") for one in self.domains
        )


MAILBOX = Outlet()
