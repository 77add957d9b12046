"""Documents that were written before the reader had seen them, and what they cost it.

docs/reading.md has the figures of the first reading. What is still missed stays so:
the rules are for the style of administration, not for these texts.
"""

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from tests.documents.reader.measure import measure
from tests.documents.reader.scoring import HOME, Score, items, read_paper

FOLDERS = ("tried", "second")
TRIED = sorted(
    one
    for folder in FOLDERS
    for one in (HOME / folder).iterdir()
    if one.suffix in (".txt", ".docx")
)
LEAST = {
    "agencies": (0.95, 0.95),
    "duties": (0.99, 0.99),
    "deadlines": (0.94, 0.94),
    "reports": (0.92, 1.0),
    "activities": (0.8, 1.0),
    "flags": (0.75, 1.0),
}
"""Precision and recall that no change of the rules may fall below; all else is 0.97."""


def test_no_kind_of_item_reads_worse_than_it_did() -> None:
    scores: dict[str, Score] = {}
    for folder in FOLDERS:
        for kind, one in measure(folder).items():
            scores[kind] = scores.get(kind, Score()) + one
    for kind, one in scores.items():
        precision, recall = LEAST.get(kind, (0.97, 0.97))
        assert one.precision >= precision, (kind, one)
        assert one.recall >= recall, (kind, one)
    assert set(LEAST) <= set(scores)


@pytest.mark.parametrize("paper", TRIED, ids=lambda paper: paper.stem)
def test_nothing_is_invented(paper: Path) -> None:
    """Whatever was read stands in the document, and no agency is a heading or a time."""
    reading = read_paper(paper)
    expected = YAML(typ="safe").load(paper.with_suffix(".yaml"))
    there = {piece for one in expected["duties"] for piece in one.split(" | ")}
    for duty in (duty for one in reading.agencies for duty in one.duties):
        assert duty.raw.strip()
        assert duty.text[:30] in there
    names = {one.name for one in reading.agencies}
    assert not any(name[:1].isdigit() or name.startswith("Từ ") for name in names)
    assert items(reading)["agencies"]
