"""Links as capabilities: whoever holds one acts for one agency in one campaign."""

import base64
import hashlib
import hmac
import random
import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property, lru_cache
from typing import NamedTuple, cast

from itsdangerous import BadData, URLSafeSerializer

from schemas.base import VN

_DOCKET, _VISIT = "docket", "visit"
_UNTIL = " until "
_SIGNATURE = 32
_LONG = 12
"""Digits of a number that no ledger reaches."""

Tokens = Callable[[], str]
"""Draws the secret part of a docket's link."""


def drawn(seed: str | None) -> Tokens:
    """Return a source of tokens: the system's, or a rehearsal's, from its seed."""
    if seed is None:
        return lambda: secrets.token_urlsafe(18)
    chance = random.Random(seed)  # noqa: S311 - a rehearsal must repeat itself
    return lambda: base64.urlsafe_b64encode(chance.randbytes(18)).decode()


class Key(NamedTuple):
    """What links are signed by, and the last day on which it still opens them."""

    secret: str
    until: date | None = None

    def counts(self, now: datetime) -> bool:
        """Tell whether what this key signed is still read."""
        return self.until is None or now.astimezone(VN).date() <= self.until


def keys_of(secret: str) -> tuple[Key, ...]:
    """Return the keys a secret consists of, a line each, the newest first.

    A line reads `<key>`, or `<key> until <last day>` (ISO 8601) once it was replaced.
    """
    keys: list[Key] = []
    for line in secret.splitlines():
        key, said, last = line.rpartition(_UNTIL)
        keys.append(Key(key, date.fromisoformat(last)) if said else Key(line))
    return tuple(keys)


def replaced(secret: str, key: str, until: date) -> str:
    """Return the secret with a new key, the one before it read until its last day."""
    newest, *older = secret.splitlines()
    return "\n".join((key, f"{newest}{_UNTIL}{until}", *older))


def new_key() -> str:
    """Return a key that nobody can guess."""
    return secrets.token_urlsafe(24)


@dataclass(frozen=True)
class Links:
    """Signs and reads links under one secret; `address` is the public address.

    Links and visits are signed by the newest key of the secret. Messages, events,
    receipts and feeds are named by its oldest, since they keep their names for good; a
    name opens nothing by itself.
    """

    secret: str = field(repr=False)
    address: str

    def url(self, token: str) -> str:
        """Return the address of a docket's page."""
        return f"{self.address}/d/{_signer(self._keys[0], _DOCKET).dumps(token)}"

    def slogans(self, campaign: str) -> str:
        """Return the address of the campaign's slogans, open to everybody."""
        return f"{self.address}/khau-hieu/{campaign}"

    def token(self, signed: str, now: datetime) -> str | None:
        """Return the token of a link, or None if it was not signed here."""
        token = self._read(signed, _DOCKET, now)
        return token if isinstance(token, str) else None

    def feed(self, docket: int, token: str, turn: int) -> str:
        """Return the address of a docket's feed; `turn` counts its revocations."""
        return f"{self.address}/lich/{self.feed_name(docket, token, turn)}.ics"

    def feed_name(self, docket: int, token: str, turn: int) -> str:
        """Return what names a feed: it opens nothing else, and ends with its link."""
        return f"{docket}-{self.signature('feed', token, str(docket), str(turn))}"

    def feed_docket(self, signed: str) -> int:
        """Return the docket that a feed's name claims to be of, 0 for none."""
        number, _, signature = signed.partition("-")
        known = number.isascii() and number.isdigit() and len(number) < _LONG
        return int(number) if known and len(signature) == _SIGNATURE else 0

    def seal(self, values: dict[str, str]) -> str:
        """Return values as a browser may keep them: readable, but not to be changed."""
        return _signer(self._keys[0], _VISIT).dumps(values)

    def unseal(self, sealed: str, now: datetime) -> dict[str, str] | None:
        """Return sealed values, or None if they were not sealed here."""
        return cast("dict[str, str] | None", self._read(sealed, _VISIT, now))

    def code(self, docket: int, n: int) -> str:
        """Return the receipt code of a fact: eight characters anybody can read out."""
        text = f"{docket}:{n}".encode()
        digest = hmac.new(self._name, text, hashlib.sha256).digest()
        letters = base64.b32encode(digest[:5]).decode()
        return f"{letters[:4]}-{letters[4:]}"

    def signature(self, *names: str) -> str:
        """Return what only this secret makes of names: 32 hexadecimal digits."""
        text = "\0".join(names).encode()
        digest = hmac.new(self._name, text, hashlib.sha256).hexdigest()
        return digest[:_SIGNATURE]

    def _read(self, signed: str, salt: str, now: datetime) -> object:
        """Return what was signed by a key that still counts, None otherwise.

        It is taken as it was signed: base64 also reads characters that mean nothing.
        """
        for key in self._keys:
            if key.counts(now):
                signer = _signer(key, salt)
                with suppress(BadData, UnicodeError):
                    value = signer.loads(signed)
                    return value if signer.dumps(value) == signed else None
        return None

    @cached_property
    def _keys(self) -> tuple[Key, ...]:
        return keys_of(self.secret)

    @property
    def _name(self) -> bytes:
        return self._keys[-1].secret.encode()


@lru_cache(maxsize=64)
def _signer(key: Key, salt: str) -> URLSafeSerializer:
    return URLSafeSerializer(key.secret, salt=salt)
