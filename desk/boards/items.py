"""What a person of the office has to do, put into words once for all who show it."""

from desk.boards.rows import name_of, titles_of, until_day
from desk.boards.views import ItemRow
from desk.letters.views import moment_in_words
from desk.progress import OfficeItem, Progress
from schemas import words

_HELD = "held"


def item_rows(seen: Progress) -> tuple[ItemRow, ...]:
    """Return what a person of the office has to do, and what is silent until when."""
    titles = titles_of(seen)
    raised = [
        ItemRow(
            what_of(item),
            name_of(seen, item.agency),
            titles.get(item.duty, ""),
            moment_in_words(item.since),
        )
        for item in seen.office
    ]
    held = [
        ItemRow(words.ITEMS[_HELD], name_of(seen, agency), "", "")
        for agency in seen.held
    ]
    silent = [
        ItemRow(
            words.SILENCED.format(day=until_day(one.until)),
            name_of(seen, one.agency) if one.agency else words.ALL_AGENCIES,
            titles.get(one.duty, ""),
            moment_in_words(one.since),
        )
        for one in seen.silent
    ]
    return (*raised, *held, *silent)


def what_of(item: OfficeItem) -> str:
    """Say what is to be done."""
    return words.ITEMS[item.kind].format(n=item.nth)
