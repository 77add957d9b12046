"""A Dovecot of our own: from a temporary folder, on a port of loopback, one mailbox."""

import grp
import imaplib
import os
import pwd
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from subprocess import Popen
from tempfile import TemporaryDirectory

import pytest

from tests.desk.mail.smtp_servers import Certificate

PASSWORD = "khong-ai-biet-5e41"  # noqa: S105
USER = "thuongtruc"
_PROGRAM = "/usr/sbin/dovecot"

_CONFIG = """\
base_dir = {run}
state_dir = {run}
instance_name = {name}
log_path = /dev/stderr
protocols = imap
listen = 127.0.0.1
ssl = {ssl}
{certificate}
disable_plaintext_auth = no
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
first_valid_uid = 0
first_valid_gid = 0
mail_location = maildir:{folder}/Maildir
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
"""


@dataclass(frozen=True)
class Dovecot:
    """A running server: its maildir, and the ports of IMAP with and without TLS."""

    folder: Path
    port: int
    tls_port: int

    def put(self, raw: bytes) -> None:
        """Deliver a message as a mail server would: written aside, then moved in."""
        name = f"{time.time_ns()}.{os.getpid()}.test"
        draft = self.folder / "Maildir" / "tmp" / name
        draft.write_bytes(raw)
        user = mail_user()
        os.chown(draft, user.pw_uid, user.pw_gid)
        draft.rename(self.folder / "Maildir" / "new" / name)

    def flags(self) -> list[str]:
        """Return the flags of every message, in the order of their UIDs."""
        client = imaplib.IMAP4("127.0.0.1", self.port, timeout=10)
        client.login(USER, PASSWORD)
        client.select("INBOX", readonly=True)
        _, found = client.uid("FETCH", "1:*", "(FLAGS)")
        client.logout()
        return [bytes(one).decode() for one in found if one]


@contextmanager
def serving(
    ports: tuple[int, int], certificate: Certificate | None = None
) -> Iterator[Dovecot]:
    """Start a server and stop it; skip the test where Dovecot is not installed."""
    if not Path(_PROGRAM).exists():
        pytest.skip("Dovecot is not installed (Debian's dovecot-imapd)")
    # Its sockets need a short path, its own user one that others may pass through.
    with TemporaryDirectory(prefix="dovecot-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        config = _write(folder, ports, certificate)
        with (folder / "stderr.log").open("wb") as said:
            server = Popen(  # noqa: S603 -- the test's own server
                [_PROGRAM, "-F", "-c", config], stdout=said, stderr=said
            )
        try:
            _wait(folder, ports[0])
            yield Dovecot(folder, *ports)
        finally:
            server.terminate()
            server.wait(20)


def mail_user() -> pwd.struct_passwd:
    """Return whose the mail is: Dovecot refuses to serve root's."""
    if os.getuid() != 0:
        return pwd.getpwuid(os.getuid())
    return pwd.getpwnam("dovecot")


def _write(folder: Path, ports: tuple[int, int], signed: Certificate | None) -> Path:
    user = mail_user()
    folder.chmod(0o755)
    (folder / "run").mkdir()
    for name in ("Maildir", "Maildir/tmp", "Maildir/new", "Maildir/cur"):
        (folder / name).mkdir()
        os.chown(folder / name, user.pw_uid, user.pw_gid)
    tls = signed and f"ssl_cert = <{signed.path}\nssl_key = <{signed.key}"
    config = folder / "dovecot.conf"
    config.write_text(
        _CONFIG.format(
            run=folder / "run",
            folder=folder,
            name=folder.name,
            ssl="yes" if signed else "no",
            certificate=tls or "",
            user=user.pw_name,
            group=grp.getgrgid(user.pw_gid).gr_name,
            uid=user.pw_uid,
            gid=user.pw_gid,
            password=PASSWORD,
            port=ports[0],
            tls_port=ports[1] if signed else 0,
        )
    )
    return config


def _wait(folder: Path, port: int) -> None:
    for _ in range(100):
        try:
            imaplib.IMAP4("127.0.0.1", port, timeout=5).logout()
        except OSError:
            time.sleep(0.1)
        else:
            return
    logs = "".join(one.read_text() for one in folder.glob("*.log"))
    pytest.skip(f"Dovecot cannot be started here: {logs[-800:]}")
