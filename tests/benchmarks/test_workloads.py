"""What is measured does what its limit does; how fast, is told by `make bench`."""

import pytest

from benchmarks import beat, in_prefect, memory, start
from benchmarks.country import Country, country
from benchmarks.frame import Figure
from benchmarks.memory import Held
from benchmarks.places import Place
from benchmarks.started import started
from benchmarks.tenfold import tenfold
from desk.plans.days_off import working_days

FEW, MORE = 100, 400


def _country(agencies: int) -> Country:
    return country(agencies, working_days())


def test_a_start_writes_what_its_limit_writes(place: Place) -> None:
    (figure,) = start.measure(place, _country(FEW), 1)
    assert _told(figure) == (f"W1 start 400 {place.name}", "/s", 1)


def test_a_beat_writes_what_its_limit_writes_at_any_size(place: Place) -> None:
    whole = _country(MORE)
    begun = started(place.fresh(), whole)
    held = Held(begun.address, whole)
    grown, due = tenfold(place, held), beat.Due(place, begun, whole)
    figures = [
        *beat.measure(due, held, place, 2),
        *beat.among_ten_times(due, grown, whole, place, 2),
    ]
    due.close()
    begun.desk.ledger.close()
    assert [_told(one) for one in figures] == [
        (f"W2 beat 1,600 {place.name}", "ms", 2),
        (f"W2 nothing due 1,600 {place.name}", "ms", 200),
        (f"W2 ten times 1,600 {place.name}", "ms", 2),
    ]


def test_what_is_open_takes_room_beside_its_bare_rows(place: Place) -> None:
    held = []
    for whole in (_country(FEW), _country(MORE)):
        begun = started(place.fresh(), whole)
        begun.desk.ledger.close()
        held.append(Held(begun.address, whole))
    figures = list(memory.measure(place, *held))
    assert [one.name for one in figures] == [
        f"W6 memory of 100,000 open {place.name}",
        f"W6 disk of 100,000 open {place.name}",
    ]


@pytest.mark.prefect
@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
def test_prefect_shows_what_was_started(place: Place) -> None:
    (shown,) = in_prefect.visible(place, _country(FEW), 1)
    assert _told(shown) == ("W1 visible 400 sqlite", "ms", 1)


def _told(figure: Figure) -> tuple[str, str, int]:
    assert figure.ours > 0
    return figure.name, figure.unit, figure.rounds
