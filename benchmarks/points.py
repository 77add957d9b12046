"""Points of a curve as they are kept, a line of JSON each, so that a run goes on."""

import json
from pathlib import Path
from typing import NamedTuple


class Point(NamedTuple):
    """What so much took: in seconds, in megabytes at most; how busy the machine was."""

    curve: str
    database: str
    size: float
    assignments: int
    seconds: float
    megabytes: float
    load: float
    measured: str


class Kept:
    """The points measured so far."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._file = folder / "points.jsonl"

    def points(self) -> list[Point]:
        """Return all points, the smallest first."""
        if not self._file.exists():
            return []
        lines = self._file.read_text().splitlines()
        return sorted(Point(**json.loads(line)) for line in lines)

    def add(self, point: Point) -> None:
        """Keep one more."""
        with self._file.open("a") as file:
            file.write(f"{json.dumps(point._asdict())}\n")
