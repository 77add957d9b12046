"""One per cent of the attacks: `make torture PART=pages` runs the rest."""

from pathlib import Path

import pytest

from desk.links import Links
from tests.torture.batches import Batches, Kind, Result, drawn_by
from tests.torture.figures import show
from tests.torture.forged import WAYS, Way, verify
from tests.torture.ground import ground
from tests.torture.pages import pages

pytestmark = pytest.mark.torture

KINDS = pages().kinds


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(kind.name, marks=pytest.mark.browser)
        if kind.name == "loads in a browser"
        else kind.name
        for kind in KINDS
    ],
)
def test_nothing_comes_of_an_attack(name: str, tmp_path: Path) -> None:
    kind = next(one for one in pages(0.01).kinds if one.name == name)
    if name == "pages asked for":
        kind = kind._replace(wanted=1_000)  # the rest of its share takes half a minute
    part = Batches([kind]).part("pages")
    results = part.results(tmp_path)
    list(part.go_on(results))
    assert [one["wrong"] for one in results.lines()] == [[]]
    assert show("pages", part.figures(results)) == 0
    assert list(part.go_on(results)) == [], "what was run before counts"


@pytest.mark.parametrize("way", WAYS)
def test_every_way_of_forging_makes_links_of_its_own(way: Way) -> None:
    here, chance = ground(), drawn_by(1)
    made = {way(chance, *here.signed[:2]) for _ in range(20)}
    assert made - set(here.signed)


def test_a_link_that_is_accepted_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Links, "token", lambda *_: "anything")
    assert len(verify(0, 5)["wrong"]) == 5


def test_batches_go_on_where_they_were_left(tmp_path: Path) -> None:
    asked: list[tuple[int, int]] = []

    def run(number: int, size: int) -> Result:
        asked.append((number, size))
        return {"done": size, "seen": {"odd": number % 2}, "wrong": ["it"] * number}

    kind = Kind("work", 5, 2, run, processes=1)
    part = Batches([kind]).part("work")
    results = part.results(tmp_path)
    assert next(part.go_on(results)).startswith("work 0: 2, ")
    assert asked == [(0, 2)]
    assert show("work", part.figures(results)) == 1
    list(part.go_on(results))
    assert asked == [(0, 2), (1, 2), (2, 1)]
    figures = {one.name.strip(): one.value for one in part.figures(results)}
    assert figures == {"work": 5, "work: odd": 1, "work: wrong": 3}
