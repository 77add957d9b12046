"""Links as capabilities: whoever holds one acts for one agency in one campaign."""

import base64
import hashlib
import hmac
import random
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import cast

from itsdangerous import BadSignature, URLSafeSerializer

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


@dataclass(frozen=True)
class Links:
    """Signs and reads links under one secret; `address` is the public address."""

    secret: str = field(repr=False)
    address: str

    def url(self, token: str) -> str:
        """Return the address of a docket's page."""
        return f"{self.address}/d/{self._serializer.dumps(token)}"

    def slogans(self, campaign: str) -> str:
        """Return the address of the campaign's slogans, open to everybody."""
        return f"{self.address}/khau-hieu/{campaign}"

    def token(self, signed: str) -> str | None:
        """Return the token of a link, or None if it was not signed here."""
        try:
            token = self._serializer.loads(signed)
        except BadSignature:
            return None
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
        return self._seals.dumps(values)

    def unseal(self, sealed: str) -> dict[str, str] | None:
        """Return sealed values, or None if they were not sealed here."""
        try:
            values = self._seals.loads(sealed)
        except BadSignature:
            return None
        return cast("dict[str, str]", values)

    def code(self, docket: int, n: int) -> str:
        """Return the receipt code of a fact: eight characters anybody can read out."""
        text = f"{docket}:{n}".encode()
        digest = hmac.new(self.secret.encode(), text, hashlib.sha256).digest()
        letters = base64.b32encode(digest[:5]).decode()
        return f"{letters[:4]}-{letters[4:]}"

    def signature(self, *names: str) -> str:
        """Return what only this secret makes of names: 32 hexadecimal digits."""
        text = "\0".join(names).encode()
        digest = hmac.new(self.secret.encode(), text, hashlib.sha256).hexdigest()
        return digest[:_SIGNATURE]

    @property
    def _seals(self) -> URLSafeSerializer:
        return URLSafeSerializer(self.secret, salt="visit")

    @property
    def _serializer(self) -> URLSafeSerializer:
        return URLSafeSerializer(self.secret, salt="docket")
