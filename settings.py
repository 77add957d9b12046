"""The only reader of the environment: folders, ports, addresses, passwords."""

import os
import secrets
from collections.abc import Mapping
from enum import StrEnum
from ipaddress import IPv4Address
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import (
    BeforeValidator,
    Field,
    StringConstraints,
    ValidationError,
    model_validator,
)

from schemas.base import Frozen
from schemas.errors import CampaignError
from schemas.imap import ImapServer
from schemas.outlet import MAILBOX, Outlet
from schemas.retention import RETENTION_DAYS
from schemas.smtp import SmtpServer

PREFIX = "CAMPAIGN_"
LOOPBACK = IPv4Address("127.0.0.1")
_SHORTEST = 16
"""Characters of a password that is asked for on a network."""

Port = Annotated[int, Field(ge=1, le=65535)]
"""A TCP port on the loopback interface."""

Address = Annotated[str, StringConstraints(pattern=r"^https?://[^\s/?#]+(/[^\s?#]*)?$")]
"""What a link starts with."""

Origin = Annotated[str, StringConstraints(pattern=r"^(https?://[^\s/?#@]+)?$")]
"""Scheme, host and port; empty for the loopback."""

Database = Annotated[str, StringConstraints(pattern=r"^(postgres(ql)?://\S+)?$")]
"""PostgreSQL's address of a database; empty for a file of ours."""

Redis = Annotated[str, StringConstraints(pattern=r"^(rediss?://\S+)?$")]
"""The address of a Redis; empty for the process's own memory."""

Pool = Annotated[str, StringConstraints(pattern=r"^([a-z][a-z0-9-]{0,40})?$")]
"""The name of a work pool; empty where one process does it all."""

Domain = Annotated[
    str,
    StringConstraints(
        pattern=r"^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$"
    ),
]
"""A mail domain, lower case."""


def _listed(given: object) -> object:
    """Read `one.example, other.example` as a list."""
    if not isinstance(given, str):
        return given
    return tuple(one.strip().lower() for one in given.split(",") if one.strip())


class SettingsError(CampaignError):
    """A setting cannot be used; the text names it and says what to set instead."""


class Secret(StrEnum):
    """The passwords this system makes for itself, a file each."""

    UI = "prefect-ui"
    ENCRYPTION = "prefect-encryption"
    MAILBOX = "mailbox"
    LINKS = "links"


class Settings(Frozen):
    """Where things are and how they are reached.

    `var` holds everything this system writes; `ledger` is a file or a PostgreSQL URL,
    `var/ledger.db` by default; ports are on the loopback interface. Prefect alone may
    be opened from elsewhere, by `ui_host`, and then with a password that was set for
    it. `web_processes` answer the agencies' pages, one for each core they may have.
    `public_address` is what links in letters start with. `imap_*` name the mailbox
    in which answers arrive, none where the host is empty; its password is read from a
    file. `smtp_*` name a real mail server in the same way: a campaign that was armed
    writes by it, and to addresses of `domains` only. `retention_days` after a
    campaign's close its persons may be forgotten. The newest `backups_kept` backups
    stay in `backups`, `var/backups` by default.

    With a `pool` beats are shared out among the workers of that work pool: they reach
    Prefect at `ui_public_address`, and it keeps its own state in `prefect_database`
    (PostgreSQL) with `redis` for its messages.
    """

    var: Path = Path("var")
    ledger: str = ""
    ui_host: IPv4Address = LOOPBACK
    ui_port: Port = 4200
    ui_password_file: Path | None = None
    ui_public_address: Origin = ""
    prefect_database: Database = ""
    redis: Redis = ""
    pool: Pool = ""
    web_port: Port = 8080
    web_processes: Annotated[int, Field(ge=1, le=16)] = 1
    mailbox_port: Port = 8025
    mailbox_smtp_port: Port = 2525
    public_address: Address = "http://127.0.0.1:8080"
    imap_host: str = ""
    imap_port: Port = 993
    imap_user: str = ""
    imap_tls: Literal["ssl", "starttls", "none"] = "ssl"
    imap_password_file: Path | None = None
    imap_cafile: Path | None = None
    smtp_host: str = ""
    smtp_port: Port = 465
    smtp_user: str = ""
    smtp_tls: Literal["ssl", "starttls", "none"] = "ssl"
    smtp_password_file: Path | None = None
    smtp_cafile: Path | None = None
    retention_days: Annotated[int, Field(ge=30, le=3650)] = RETENTION_DAYS
    backups: Path | None = None
    backups_kept: Annotated[int, Field(ge=1)] = 30
    domains: Annotated[tuple[Domain, ...], BeforeValidator(_listed)] = ()

    @model_validator(mode="after")
    def _distinct_ports(self) -> Self:
        ports = (self.ui_port, self.web_port, self.mailbox_port, self.mailbox_smtp_port)
        if len(set(ports)) < len(ports):
            raise ValueError(f"the four ports must differ, they are {ports}")
        return self

    @model_validator(mode="after")
    def _closed(self) -> Self:
        if not self.ui_host.is_loopback and self.ui_password_file is None:
            raise ValueError(
                f"{PREFIX}UI_HOST={self.ui_host} would open Prefect to a network "
                f"without a password of yours: write one of {_SHORTEST} characters or "
                f"more into a file, chmod 600 it, and name it with "
                f"{PREFIX}UI_PASSWORD_FILE; or unset {PREFIX}UI_HOST"
            )
        return self

    @model_validator(mode="after")
    def _somewhere_to_write(self) -> Self:
        if self.smtp_host and not self.domains:
            raise ValueError(
                f"{PREFIX}SMTP_HOST needs {PREFIX}DOMAINS: the mail domains that may "
                "be written to, separated by commas"
            )
        return self

    @property
    def backup_folder(self) -> Path:
        """Where backups are written."""
        return self.backups or self.var / "backups"

    @property
    def ui_address(self) -> str:
        """Where the Prefect UI is opened, and where workers ask for work."""
        host = LOOPBACK if self.ui_host.is_unspecified else self.ui_host
        return self.ui_public_address or f"http://{host}:{self.ui_port}"

    @model_validator(mode="after")
    def _one_ledger_for_all(self) -> Self:
        if self.pool and not self.ledger.startswith("postgres"):
            raise ValueError(
                f"{PREFIX}POOL shares a beat out among machines: set {PREFIX}LEDGER to "
                "a PostgreSQL address that all of them reach"
            )
        return self

    def inbox(self) -> ImapServer | None:
        """Return the office's mailbox, None where none is set.

        Raises SettingsError where its password cannot be read, ImapServerError where
        it would travel in clear text.
        """
        if not self.imap_host:
            return None
        cafile = str(self.imap_cafile) if self.imap_cafile else None
        return ImapServer(
            self.imap_host,
            self.imap_port,
            self.imap_user,
            self._password("imap", self.imap_password_file, "mailbox"),
            self.imap_tls,
            cafile=cafile,
        )

    def smtp(self) -> SmtpServer | None:
        """Return the real mail server, None where none is set.

        Raises SettingsError where its password cannot be read, SmtpServerError where
        it would travel in clear text. Without a user there is no password.
        """
        if not self.smtp_host:
            return None
        return SmtpServer(
            self.smtp_host,
            self.smtp_port,
            None if self.smtp_tls == "none" else self.smtp_tls,
            self.smtp_user,
            self._password("smtp", self.smtp_password_file, "mail server")
            if self.smtp_user
            else "",
            cafile=str(self.smtp_cafile) if self.smtp_cafile else None,
        )

    def outlet(self) -> Outlet:
        """Return where letters go that are not a rehearsal's."""
        if not self.smtp_host:
            return MAILBOX
        return Outlet(f"{self.smtp_host}:{self.smtp_port}", self.domains)

    def _password(self, name: str, given: Path | None, whose: str) -> str:
        file = given or self.var / "secrets" / name
        try:
            return _kept(file)
        except OSError as error:
            raise SettingsError(
                f"{file} cannot be read ({error.strerror}): write the {whose}'s "
                f"password into it, or set {PREFIX}{name.upper()}_PASSWORD_FILE"
            ) from error

    def secret_file(self, secret: Secret) -> Path:
        """Return the file a person may read the password from."""
        return self.var / "secrets" / secret

    def secret(self, secret: Secret) -> str:
        """Return the password, made once and kept in a file only its owner reads.

        Prefect's is the one that was set, where one was. Raises SettingsError where
        the file is empty or open to others, or that password is short.
        """
        if secret is Secret.UI and self.ui_password_file:
            text = self._password("ui", self.ui_password_file, "Prefect")
            if len(text) < _SHORTEST:
                raise SettingsError(
                    f"{self.ui_password_file} holds fewer than {_SHORTEST} characters: "
                    "write a longer password into it"
                )
            return text
        file = self.secret_file(secret)
        try:
            return _read(file)
        except OSError as error:
            raise SettingsError(
                f"{file} cannot be kept ({error.strerror}): let this user write to "
                f"{self.var}, or set {PREFIX}VAR to another folder"
            ) from error

    def replace_secret(self, secret: Secret, text: str) -> None:
        """Keep another password in place of the one there is, whole or not at all."""
        file = self.secret_file(secret)
        draft = file.with_name(f"{file.name}.{os.getpid()}")
        _write(draft, text)
        draft.replace(file)


def _read(file: Path) -> str:
    """Return what a secret's file holds; make it where there is none."""
    if not file.exists():
        _write_once(file, secrets.token_urlsafe(24))
    return _kept(file)


def _kept(file: Path) -> str:
    if file.stat().st_mode & 0o077:
        raise SettingsError(f"{file} can be read by others: chmod 600 {file}")
    text = file.read_text().strip()
    if not text:
        raise SettingsError(
            f"{file} is empty: delete it, or write the password into it"
        )
    return text


def _write_once(file: Path, text: str) -> None:
    for folder in (file.parent.parent, file.parent):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = file.with_name(f"{file.name}.{os.getpid()}")
    _write(draft, text)
    try:
        file.hardlink_to(draft)
    except FileExistsError:
        return
    finally:
        draft.unlink()


def _write(file: Path, text: str) -> None:
    """Write a file that only its owner reads, from its first byte on."""
    file.touch(mode=0o600)
    file.write_text(text + "\n")


def read_settings(environ: Mapping[str, str] = os.environ) -> Settings:
    """Return the settings that `CAMPAIGN_*` variables give, defaults elsewhere.

    Raises SettingsError naming every variable that cannot be used.
    """
    given = {name: text for name, text in environ.items() if name.startswith(PREFIX)}
    known = {f"{PREFIX}{field.upper()}": field for field in Settings.model_fields}
    wrong = [_refusal(name, known) for name in given if name not in known]
    values = {known[name]: text for name, text in given.items() if name in known}
    try:
        settings = Settings.model_validate(values, strict=False)
    except ValidationError as error:
        wrong += [
            _finding(detail["loc"], detail["msg"].removeprefix("Value error, "))
            for detail in error.errors()
        ]
        raise SettingsError("\n".join(wrong)) from None
    if wrong:
        raise SettingsError("\n".join(wrong))
    return _resolved(settings)


def _refusal(name: str, known: Mapping[str, str]) -> str:
    return f"{name}: no such setting; known are {', '.join(known)}. Unset it."


def _finding(place: tuple[int | str, ...], what: str) -> str:
    named = f"{PREFIX}{str(place[0]).upper()}: " if place else ""
    return f"{named}{what}. Correct it or unset it."


def _resolved(settings: Settings) -> Settings:
    var = settings.var.expanduser().absolute()
    ledger = settings.ledger or str(var / "ledger.db")
    changes: dict[str, object] = {"var": var, "ledger": ledger}
    if "public_address" not in settings.model_fields_set:
        changes["public_address"] = f"http://127.0.0.1:{settings.web_port}"
    return settings.model_copy(update=changes)
