"""What an amendment brings, as markdown that the office reads before it signs."""

from calendars.said import said_day
from desk.amendments.preview import Foretold, Preview
from desk.boards.plan_views import AmendedPage, AmendedRow, ForetoldRow, TurnRow
from desk.letters.views import moment_in_words
from desk.templates import render
from schemas import words
from schemas.letter import Invitation, Method

_NOTHING = "–"


def amended_text(shown: Preview, *, marked: bool) -> str:
    """Return the markdown of a preview, `marked` in a rehearsal."""
    return render("boards/amendment.md", page=amended_page(shown), marked=marked)


def amended_page(shown: Preview) -> AmendedPage:
    """Return a preview in words."""
    return AmendedPage(
        seen=shown.seen,
        plan=", ".join(words.PLAN_PARTS[one] for one in shown.difference.plan),
        turns=tuple(
            TurnRow(
                words.TURNS[one.kind],
                one.before or _NOTHING,
                one.after or _NOTHING,
                said_day(one.since) if one.since else _NOTHING,
            )
            for one in shown.difference.agencies
        ),
        changes=tuple(
            AmendedRow(
                shown.names.get(agency, agency),
                words.CHANGES[one.kind],
                one.duty,
                one.title,
                said_day(one.before) if one.before else _NOTHING,
                said_day(one.after) if one.after else _NOTHING,
            )
            for agency, changes in shown.difference.duties.items()
            for one in changes
        ),
        kept=tuple(
            (shown.names[one.agency], one.duty, words.ENTRIES[one.kind])
            for one in shown.kept
        ),
        letters=tuple(_letter(one) for one in shown.letters),
        ignored=tuple(
            (
                shown.names.get(agency, agency),
                ", ".join(words.MAILBOXES[field] for field in fields),
            )
            for agency, fields in shown.ignored.items()
        ),
        untold=tuple((one.name, words.UNTOLD[one.why]) for one in shown.untold),
    )


def _letter(one: Foretold) -> ForetoldRow:
    duties = [item.duty for item in one.draft.items if item.duty]
    return ForetoldRow(
        one.name,
        moment_in_words(one.at),
        words.LETTERS[one.draft.kind],
        ", ".join(dict.fromkeys(duties)) or _NOTHING,
        _calendar(one.draft.invitation),
    )


def _calendar(told: Invitation | None) -> str:
    if told is None:
        return _NOTHING
    how = "update" if told.sequence else "invite"
    how = "cancel" if told.method is Method.CANCEL else how
    return words.CALENDAR[how].format(day=said_day(told.day))
