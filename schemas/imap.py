"""Where the office's mail is read: one folder of one IMAP server."""

from dataclasses import dataclass, field
from hashlib import sha256
from typing import Literal

from schemas.errors import CampaignError
from schemas.smtp import is_loopback


class ImapServerError(CampaignError):
    """The settings of the office's mailbox cannot work or are not safe."""


@dataclass(frozen=True, slots=True)
class ImapServer:
    """A mailbox; `timeout` in seconds is per answer.

    `tls` is always verified, against `cafile` where it is given. Raises
    ImapServerError where the password would travel in clear text.
    """

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    tls: Literal["ssl", "starttls", "none"] = "ssl"
    folder: str = "INBOX"
    timeout: float = 20.0
    cafile: str | None = None

    def __post_init__(self) -> None:
        if self.tls == "none" and not is_loopback(self.host):
            raise ImapServerError(
                f"the password for {self.host} would travel in clear text: "
                "set CAMPAIGN_IMAP_TLS to ssl or starttls"
            )

    @property
    def name(self) -> str:
        """Return what stands for this mailbox in the ledger: no address."""
        text = "\0".join((self.host.lower(), str(self.port), self.user, self.folder))
        return sha256(text.encode()).hexdigest()[:32]
