"""What letting real mail out would mean, as markdown; no address stands in it."""

from desk.arming.outlook import Outlook
from desk.boards.plan_views import ArmingPage
from desk.boards.rows import mail_line
from desk.templates import render
from schemas import words
from schemas.arming import Way

_NOTHING = "–"


def armed_text(campaign: str, shown: Outlook) -> str:
    """Return the markdown of a preview."""
    page = ArmingPage(
        campaign=campaign,
        mail=mail_line(shown.standing),
        server=shown.outlet.server or _NOTHING,
        domains=", ".join(shown.outlet.domains) or _NOTHING,
        outside=", ".join(shown.outside),
        in_mailbox=shown.in_mailbox,
        waiting=shown.waiting,
        first=tuple(
            (one.agency, words.LETTERS[one.kind], one.subject) for one in shown.first
        ),
        seen=shown.preview,
    )
    marked = shown.standing.way is Way.REHEARSAL
    return render("boards/arming.md", page=page, marked=marked)
