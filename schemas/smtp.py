"""Where mail is handed over: one SMTP server and how it is spoken to."""

import ipaddress
from dataclasses import dataclass, field
from typing import Literal

from schemas.errors import CampaignError


class SmtpServerError(CampaignError):
    """The settings of a mail server cannot work or are not safe."""


def is_loopback(host: str) -> bool:
    """Say whether `host` can only mean this machine."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@dataclass(frozen=True, slots=True)
class SmtpServer:
    """A mail server; `timeout` in seconds is per answer, not per letter.

    `tls` is always verified, against `cafile` where it is given. Raises
    SmtpServerError where a password would travel in clear text.
    """

    host: str
    port: int
    tls: Literal["starttls", "ssl"] | None = None
    user: str = ""
    password: str = field(default="", repr=False)
    timeout: float = 20.0
    cafile: str | None = None

    def __post_init__(self) -> None:
        if not (self.user + self.password).isascii():
            raise SmtpServerError(
                "SMTP user and password can hold ASCII only (RFC 4954 as smtplib "
                "speaks it): set an ASCII password at the mail server"
            )
        if self.password and self.tls is None and not is_loopback(self.host):
            raise SmtpServerError(
                f"the password for {self.host} would travel in clear text: "
                "set tls to 'starttls' or 'ssl'"
            )
