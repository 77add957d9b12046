"""What breaks a seal, told apart from what was purged as it should be."""

from datetime import datetime

import pytest

from rules.history import Promise
from rules.seals import altered, broken, chained, cut, day_begins, forgotten, missing
from schemas.base import VN
from schemas.seal import Head, Link, Record, Seal

AT = datetime(2024, 6, 3, 7, 30, tzinfo=VN)
AGENCIES = {1: "so-yt"}
A, B = b"a" * 32, b"b" * 32


def seal(n: int, digest: bytes = A) -> Seal:
    return Seal(n, AT, 10, 2, digest)


def record(
    name: str,
    seal: int,
    due: bytes | None,
    *,
    salted: bool = True,
    part: str = "person",
) -> Record:
    return Record(part, 1, name, seal, A, salted, due)


def test_a_day_begins_at_midnight_in_vietnam():
    assert day_begins(AT) == datetime(2024, 6, 3, tzinfo=VN)


def test_a_fact_that_is_not_what_was_recorded_is_named():
    (found,) = chained("so-yt", [Link(1, A, A), Link(2, A, B), Link(3, B, B)])
    assert found[:3] == (Promise.CHAINED, "so-yt", 2)


def test_a_docket_that_ends_too_early_is_named():
    heads = [Head(1, 7, A), Head(1, 9, b""), Head(2, 9, b"")]
    found = list(cut(AGENCIES, seal(3), heads))
    assert [(one.agency, one.n) for one in found] == [("so-yt", 9), ("", 9)]
    assert found[0].what == "fact 9, sealed on 03/06/2024, is gone"


def test_seals_come_out_again_one_after_the_other():
    assert list(broken([(seal(1), A), (seal(2, B), B)])) == []
    wrong = [one.what for one in broken([(seal(1), B), (seal(3), A), (seal(4), A)])]
    assert wrong == [
        "what was sealed on 03/06/2024 is not what is recorded now",
        "seal 3 stands where seal 2 is expected",
    ]


@pytest.mark.parametrize(
    ("records", "wrong"),
    [
        pytest.param([record("1", 1, A), record("2", 2, A)], [], id="all is there"),
        pytest.param(
            [record("1", 1, B)], ["the person 1 is not what was sealed"], id="altered"
        ),
        pytest.param([record("1", 1, None)], ["the person 1 is gone"], id="removed"),
        pytest.param(
            [record("1", 1, None, salted=False), record("2", 1, None, salted=False)],
            [],
            id="purged",
        ),
        pytest.param(
            [record("1", 1, None, salted=False), record("2", 2, A)],
            [],
            id="purged, and answered since",
        ),
        pytest.param(
            [record("1", 1, A), record("2", 2, None, salted=False)],
            ["the person 2 is gone"],
            id="one removed with its salt, older ones are there",
        ),
        pytest.param(
            [record("1", 1, None, salted=False), record("1", 1, A, part="report")],
            [],
            id="persons purged, reports kept",
        ),
    ],
)
def test_records_are_there_or_purged_together(records: list[Record], wrong: list[str]):
    found = list(altered(AGENCIES, records))
    assert [one.what for one in found] == wrong
    assert {one.agency for one in found} <= {"so-yt"}
    gone = sum(one.due is None and not one.salted for one in records)
    assert forgotten(records) == gone


def test_a_record_named_in_words_has_no_number():
    (found,) = altered({}, [record("act", 1, B, part="announcement")])
    assert (found.agency, found.n) == ("", 0)


@pytest.mark.parametrize("written", ["{code}", " {code} ", "{plain}", "{upper}"])
def test_a_code_from_a_letter_is_found_however_it_is_typed(written: str):
    code = seal(1).code
    typed = written.format(code=code, plain=code.replace("-", ""), upper=code.upper())
    assert list(missing([seal(1, B), seal(2)], typed)) == []


def test_a_code_that_was_never_sealed_is_missed():
    assert list(missing([], None)) == []
    (found,) = missing([seal(1)], "3f2a-91bc")
    assert "3f2a-91bc was sent, and is not in the ledger" in found.what
    assert seal(1).code == "6161-6161-6161-6161-6161-6161-6161-6161"
