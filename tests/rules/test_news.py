import pytest

from rules.fold import stand
from rules.news import is_news, may_be_undone
from schemas.entry import Entry, EntryKind
from tests.rules.season import at

K = EntryKind


def facts(*kinds: EntryKind) -> tuple[Entry, ...]:
    return tuple(
        Entry(n, at(6, 5), kind, "" if kind is K.DELEGATED else "1.1", act=f"a{n}")
        for n, kind in enumerate(kinds, start=1)
    )


@pytest.mark.parametrize(
    ("before", "said", "news"),
    [
        ((), K.CONFIRMED, True),
        ((K.CONFIRMED,), K.CONFIRMED, False),
        ((K.PROGRESSED,), K.CONFIRMED, False),
        ((K.FULFILLED,), K.CONFIRMED, False),
        ((K.TIME_ASKED,), K.CONFIRMED, True),
        ((K.DECLINED,), K.CONFIRMED, False),
        ((K.DECLINED, K.RETURNED), K.CONFIRMED, True),
        ((K.PROGRESSED,), K.PROGRESSED, True),
        ((K.NOTHING,), K.PROGRESSED, False),
        ((), K.NOTHING, True),
        ((K.DECLINED,), K.NOTHING, True),
        ((K.NOTHING,), K.NOTHING, False),
        ((K.FULFILLED,), K.NOTHING, False),
        ((K.NOTHING,), K.FULFILLED, True),
        ((K.DECLINED,), K.FULFILLED, True),
        ((K.DECLINED, K.ACCEPTED), K.FULFILLED, False),
        ((K.FULFILLED,), K.FULFILLED, False),
        ((), K.DECLINED, True),
        ((K.DECLINED,), K.DECLINED, False),
        ((K.DECLINED, K.RETURNED), K.DECLINED, True),
        ((K.DECLINED, K.ACCEPTED), K.DECLINED, False),
        ((K.DECLINED,), K.TIME_ASKED, False),
        ((K.TIME_ASKED,), K.TIME_ASKED, False),
        ((K.ATTENDING,), K.ATTENDING, True),
    ],
)
def test_an_answer_is_news_where_it_changes_something(
    before: tuple[EntryKind, ...], said: EntryKind, news: bool
) -> None:
    assert is_news(said, "1.1", stand(facts(*before))) is news


@pytest.mark.parametrize(
    ("given", "open_"),
    [
        ((K.NOTHING,), True),
        ((K.DECLINED,), True),
        ((K.DECLINED, K.ACCEPTED), False),
        ((K.DECLINED, K.RETURNED), False),
        ((K.DELEGATED,), True),
        ((K.DELEGATED, K.DELEGATED), False),
        ((K.DELEGATED, K.CORRECTED), False),
        ((K.TIME_ASKED,), True),
        ((K.TIME_ASKED, K.REFUSED), False),
        ((K.EXTENDED,), False),
    ],
)
def test_an_answer_may_be_undone_until_somebody_has_acted_on_it(
    given: tuple[EntryKind, ...], open_: bool
) -> None:
    said = facts(*given)
    assert may_be_undone(said[0], stand(said)) is open_
