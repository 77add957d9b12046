"""What is answered while beats run is kept; how fast, is told by `make last-hour`."""

from pathlib import Path

from click.testing import CliRunner

from benchmarks.hour import hour, settle, visits
from benchmarks.last_hour import Rush, kept, main, measure
from benchmarks.places import Place
from benchmarks.recorded import Recorded, recorded
from benchmarks.started import started
from benchmarks.visiting import Came
from desk.answer import Answer, answer, undo
from desk.plans.days_off import working_days
from ledger import dockets, entries
from schemas.entry import EntryKind, Person

FEW = 20


def test_every_answer_is_in_the_ledger_once(place: Place) -> None:
    figures = {
        one.name.removesuffix(f" {FEW} {place.name}"): one.value
        for one in measure(place, Rush(FEW, seconds=3, reports=0.2, every=1))
    }
    assert figures["acknowledged"] == FEW
    assert [figures[one] for one in ("errors", "lost", "twice")] == [0, 0, 0]
    assert figures["dockets beaten"] > 0
    assert 0 < figures["answers p50"] <= figures["answers p99"]
    assert figures["beat took"] > 0


def test_agencies_confirm_or_write_a_report_and_some_press_twice(
    tmp_path: Path,
) -> None:
    campaign = hour(40, working_days())
    begun = started(str(tmp_path / "ledger.db"), campaign.whole)
    settle(begun, campaign.begins)
    every = [*visits(begun, campaign.whole, reports=0.1)]
    begun.desk.ledger.close()
    assert len({one.door for one in every}) == 40
    reports = [one for one in every if len(one.steps) > 1]
    assert len(reports) == 4
    assert all(len(one.steps) == 9 for one in reports), "seven groups, words, a look"
    assert [one.steps[-1].form["viec"] for one in every].count("nop") == 4
    assert sum(one.twice for one in every) == 3


def test_what_is_lost_or_there_twice_is_told() -> None:
    came = Came(
        receipts={"/d/a": ["/ho-so/1/bien-nhan/AAAA-AAAA"], "/d/b": ["/x/BBBB"]}
    )
    found = Recorded({"/d/a": {"AAAA-AAAA"}}, twice=2)
    figures = {one.name: one for one in kept(came, found, "here")}
    assert figures["lost here"].value == 1
    assert figures["twice here"].value == 2
    missed = [name for name, one in figures.items() if not one.met]
    assert missed == ["lost here", "twice here"]


def test_what_is_said_again_after_it_was_taken_back_counts_twice(
    tmp_path: Path,
) -> None:
    campaign, somebody = hour(2, working_days()), Person("Một", "Hai")
    begun = started(str(tmp_path / "ledger.db"), campaign.whole)
    desk, now = begun.desk, campaign.begins
    with desk.ledger.read() as tx:
        row = next(one for one in dockets.of(tx, 1) if one.agency == "don-vi-1")

    def say(act: str) -> str:
        said = Answer(EntryKind.CONFIRMED, ("later.1",), somebody, act)
        return answer(desk, row.id, said, now).code

    first = say("one")
    assert say("one") == first
    door = desk.links.url(row.token).removeprefix(desk.links.address)
    assert recorded(begun.address).receipts[door] == {first}
    with desk.ledger.read() as tx:
        n = entries.of(tx, [row.id])[row.id][-1].n
    undo(desk, row.id, n, somebody, "back", now)
    found, second = recorded(begun.address), say("two")
    again = recorded(begun.address)
    desk.ledger.close()
    assert (found.twice, again.twice) == (0, 1)
    assert again.receipts[door] == {first, second}


def test_a_rush_in_which_no_beat_falls_is_refused() -> None:
    done = CliRunner().invoke(main, ["--minutes", "0.5"])
    assert done.exit_code == 2
    assert "give more --minutes" in done.output
