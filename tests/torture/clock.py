"""The part *clock*: the same season on machines in every time zone there is."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import available_timezones

from tests.seasons.small import HOME, season_in
from tests.torture.figures import Figure
from tests.torture.part import Part, Results

ZONES = 400


def _go_on(results: Results) -> Iterator[str]:
    home = _digest(HOME)
    done = {one["zone"] for one in results.lines()}
    for zone in sorted(available_timezones() - done)[: ZONES - len(done)]:
        same = _digest(zone) == home
        results.add({"zone": zone, "same": same, "zones": 1, "different": not same})
        yield f"{zone}: {'the same season' if same else 'ANOTHER SEASON'}"


def _digest(zone: str) -> str:
    with TemporaryDirectory() as folder:
        played = season_in(zone, Path(folder), {})
    return sha256(repr(played).encode()).hexdigest()


def _figures(results: Results) -> list[Figure]:
    total = results.total
    return [
        Figure(
            "host zones in which a season was played", total("zones"), at_least=ZONES
        ),
        Figure(
            "of these with another fact, moment or letter",
            total("different"),
            at_most=0,
        ),
    ]


PART = Part("clock", _go_on, _figures)
