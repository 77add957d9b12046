"""A network that holds one machine: a program in it reaches nothing outside."""

import os
import shutil
import subprocess
import sys

# A network of its own has a loopback that is down, and no other interface.
_LOOPBACK_UP = """
import fcntl, os, socket, struct, sys
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
    fcntl.ioctl(probe, 0x8914, struct.pack("16sh", b"lo", 1))  # SIOCSIFFLAGS, IFF_UP
os.execv(sys.argv[1], sys.argv[1:])
"""


class NoNetworkOfItsOwnError(Exception):
    """No network can be made here; the text says why."""


def alone() -> list[str]:
    """Return the command that puts another into a network of its own.

    Raises NoNetworkOfItsOwnError where this user may make none.
    """
    unshare = shutil.which("unshare")
    if unshare is None:
        raise NoNetworkOfItsOwnError("unshare is not installed")
    apart = [unshare, "--net" if os.geteuid() == 0 else "-rn"]
    tried = subprocess.run([*apart, "true"], check=False, capture_output=True)  # noqa: S603
    if tried.returncode:
        raise NoNetworkOfItsOwnError(tried.stderr.decode().strip())
    return [*apart, sys.executable, "-c", _LOOPBACK_UP]
