"""When a campaign is sealed, and what breaks its seals."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, time

from rules.history import Promise, Violation
from schemas.base import VN
from schemas.seal import Head, Link, Record, Seal


def day_begins(now: datetime) -> datetime:
    """Return since when a campaign must have been sealed to count as sealed today."""
    return datetime.combine(now.astimezone(VN).date(), time(), VN)


def chained(agency: str, links: Iterable[Link]) -> Iterator[Violation]:
    """Yield the facts whose hash is not that of what is recorded."""
    for one in links:
        if one.kept != one.due:
            what = f"fact {one.n}, or the one before it, is not what was recorded"
            yield Violation(Promise.CHAINED, agency, one.n, what)


def cut(
    agencies: Mapping[int, str], seal: Seal, heads: Iterable[Head]
) -> Iterator[Violation]:
    """Yield the dockets that end before the fact that a seal was taken over."""
    for head in heads:
        if not head.chain:
            what = f"fact {head.n}, sealed on {_day(seal)}, is gone"
            agency = agencies.get(head.docket, "")
            yield Violation(Promise.SEALED, agency, head.n, what)


def broken(seals: Iterable[tuple[Seal, bytes]]) -> Iterator[Violation]:
    """Yield the seals that do not come out again, each with the digest due."""
    expected = 1
    for seal, due in seals:
        if seal.n != expected:
            what = f"seal {seal.n} stands where seal {expected} is expected"
            yield Violation(Promise.SEALED, "", 0, what)
        if seal.digest != due:
            what = f"what was sealed on {_day(seal)} is not what is recorded now"
            yield Violation(Promise.SEALED, "", 0, what)
        expected = seal.n + 1


def altered(
    agencies: Mapping[int, str], records: Iterable[Record]
) -> Iterator[Violation]:
    """Yield the records that are not what was sealed, or are gone.

    Personal data is forgotten all at once and with its salts: where an older or an
    equally old record of its part is still there, one was removed by itself.
    """
    every = tuple(records)
    oldest: dict[str, int] = {}
    for one in every:
        if one.salted and one.due is not None:
            oldest[one.part] = min(one.seal, oldest.get(one.part, one.seal))
    for one in every:
        if one.due is None:
            kept_on = one.salted or oldest.get(one.part, one.seal + 1) <= one.seal
            what = "is gone" if kept_on else ""
        else:
            what = "" if one.due == one.kept else "is not what was sealed"
        if what:
            agency = agencies.get(one.home, "")
            number = int(one.name) if one.name.isdecimal() else 0
            about = f"the {one.part} {one.name} {what}"
            yield Violation(Promise.SEALED, agency, number, about)


def forgotten(records: Iterable[Record]) -> int:
    """Return how many records were forgotten with their salts."""
    return sum(one.due is None and not one.salted for one in records)


def missing(seals: Iterable[Seal], code: str | None) -> Iterator[Violation]:
    """Yield that a seal is not there whose code somebody has in a letter."""
    if code is not None and _plain(code) not in {_plain(one.code) for one in seals}:
        what = f"the seal {code} was sent, and is not in the ledger"
        yield Violation(Promise.SEALED, "", 0, what)


def _plain(code: str) -> str:
    return "".join(code.split()).replace("-", "").lower()


def _day(seal: Seal) -> str:
    return f"{seal.at.astimezone(VN):%d/%m/%Y}"
