"""What a lock file pins."""

import re
from typing import NamedTuple

_PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)(\[[^\]]*\])?==(?P<version>[^\s;\\]+)")


class Locked(NamedTuple):
    """A package at its one version."""

    name: str
    version: str


def locked(text: str) -> set[Locked]:
    """Return every package that a lock pins."""
    found = map(_PIN.match, _requirements(text))
    return {Locked(pin["name"], pin["version"]) for pin in found if pin}


def unhashed(text: str) -> list[str]:
    """Return the requirements of a lock that are no pin with a hash."""
    return [
        one
        for one in _requirements(text)
        if not _PIN.match(one) or "--hash=sha256:" not in one
    ]


def _requirements(text: str) -> list[str]:
    lines = re.sub(r"(?m)^\s*#.*$", "", text).replace("\\\n", " ").splitlines()
    return [line.strip() for line in lines if line.strip()]
