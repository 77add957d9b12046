"""A Postfix of our own: its queue in a temporary folder, one port of loopback.

It delivers what comes for one domain into a maildir, and whatever else it refuses.
"""

import os
import pwd
import smtplib
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.desk.replies.dovecot import mail_user

_PROGRAM = "/usr/sbin/postfix"
_MAIN = """\
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
mail_owner = postfix
setgid_group = postdrop
maillog_file = /dev/stdout
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = mail.laichau.example
mydestination =
mynetworks = 127.0.0.0/8
local_transport = error:nobody is local
default_transport = error:nothing leaves
relay_transport = error:nothing leaves
alias_maps =
virtual_mailbox_domains = {domain}
virtual_mailbox_base = {base}
virtual_mailbox_maps = static:Maildir/
virtual_uid_maps = static:{uid}
virtual_gid_maps = static:{gid}
virtual_minimum_uid = 1
smtpd_reject_unlisted_recipient = no
smtpd_recipient_restrictions = permit_mynetworks, reject
"""
_MASTER = """\
127.0.0.1:{port} inet n - n - - smtpd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
proxymap unix - - n - - proxymap
error unix - - n - - error
retry unix - - n - - error
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
"""


@contextmanager
def relaying(port: int, domain: str, base: Path) -> Iterator[None]:
    """Start a Postfix that delivers mail for `domain` into `base`/Maildir; stop it.

    Skips the test where Postfix is not installed, or this user may not start it.
    """
    if not Path(_PROGRAM).exists():
        pytest.skip("Postfix is not installed (Debian's postfix)")
    if os.getuid() != 0:
        pytest.skip("Postfix is started by root only")
    with TemporaryDirectory(prefix="postfix-", ignore_cleanup_errors=True) as name:
        folder, user = Path(name), mail_user()
        folder.chmod(0o755)
        config = folder / "etc"
        for each in ("etc", "queue", "data"):
            (folder / each).mkdir()
        owner = pwd.getpwnam("postfix")
        os.chown(folder / "data", owner.pw_uid, owner.pw_gid)
        main = _MAIN.format(
            folder=folder, domain=domain, base=base, uid=user.pw_uid, gid=user.pw_gid
        )
        (config / "main.cf").write_text(main)
        (config / "master.cf").write_text(_MASTER.format(port=port))
        said = (folder / "log").open("wb")
        server = subprocess.Popen(  # noqa: S603 -- the test's own server
            [_PROGRAM, "-c", config, "start-fg"], stdout=said, stderr=said
        )
        try:
            _wait(port, folder / "log")
            yield
        finally:
            stop = [_PROGRAM, "-c", config, "stop"]
            subprocess.run(stop, capture_output=True, check=False)  # noqa: S603 -- same
            server.wait(20)
            said.close()


def _wait(port: int, log: Path) -> None:
    for _ in range(100):
        try:
            smtplib.SMTP("127.0.0.1", port, timeout=5).quit()
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.skip(f"Postfix cannot be started here: {log.read_text()[-800:]}")
