"""What a person of the office has to do, put into words once for all who show it."""

from desk.awaited import some
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
            what_of(seen, item),
            who_of(seen, item),
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


def what_of(seen: Progress, item: OfficeItem) -> str:
    """Say what is to be done; where those above are asked, for which plan."""
    parent = seen.plan.parent_plan
    return words.ITEMS[item.kind].format(
        n=item.nth, campaign=seen.plan.id, plan=parent.title if parent else ""
    )


def who_of(seen: Progress, item: OfficeItem) -> str:
    """Say whom it is about: an agency, or how many wait, the first of them by name."""
    if not item.waiting:
        return name_of(seen, item.agency)
    names = some([name_of(seen, agency) for agency in item.waiting])
    return words.HELD_UP.format(count=len(item.waiting), agencies=names)
