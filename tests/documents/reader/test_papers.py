from pathlib import Path

import pytest
from ruamel.yaml import YAML

from tests.documents.reader.scoring import HOME, items, read_paper

PAPERS = sorted((HOME / "papers").glob("*.txt"))


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.stem)
def test_a_paper_is_read_as_a_person_read_it(paper: Path) -> None:
    expected = YAML(typ="safe").load(paper.with_suffix(".yaml"))
    read = items(read_paper(paper))
    assert {kind: found for kind, found in read.items() if found} == expected


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.stem)
def test_whatever_was_read_stands_in_the_paper_letter_for_letter(paper: Path) -> None:
    lines = paper.read_text(encoding="utf-8").splitlines()
    reading = read_paper(paper)
    found = [
        *reading.deadlines,
        *reading.reports,
        *reading.slogans,
        *reading.legal_bases,
        *reading.recipients,
        *(duty for one in reading.agencies for duty in one.duties),
    ]
    for one in found:
        there = "\n".join(lines[one.source[0] - 1 : one.source[-1]])
        written = "".join(one.raw.split())
        assert written in "".join(there.split()), (one.raw, there)
