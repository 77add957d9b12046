"""`campaign notify`: announce something once, to some agencies or to all."""

from datetime import datetime
from pathlib import Path
from typing import Any, TypedDict, Unpack

import click

from cli.desks import open_here
from cli.options import LONGEST, Words, as_json, ledger_option
from cli.tables import show_json, show_table
from desk.announce import Missed, Reach, Reached, announce, foreseen
from desk.audience import Audience
from rules.free_text import TEXT
from schemas.announcement import Announcement
from schemas.base import VN

_BYTES = 4 * TEXT
"""Of a text in UTF-8, before it is known how many characters it has."""


class Given(TypedDict):
    """What the options tell: what is said, to whom, by whom, and how."""

    subject: str
    text: str | None
    file: Path | None
    agency: tuple[str, ...]
    group: tuple[str, ...]
    every: bool
    name: str
    post: str
    urgent: bool
    applied: bool


@click.command()
@click.argument("campaign")
@click.option("--subject", required=True, help="What it is about, in one line.")
@click.option("--text", help="What is said.")
@click.option(
    "--file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Read the text from here (UTF-8).",
)
@click.option("--agency", multiple=True, help="To this agency; may be repeated.")
@click.option("--group", multiple=True, help="To this group of the plan; as well.")
@click.option("--all", "every", is_flag=True, help="To all agencies.")
@click.option("--name", type=Words(LONGEST), required=True, help="Who ordered it.")
@click.option("--post", type=Words(LONGEST), required=True, help="Their post.")
@click.option("--urgent", is_flag=True, help="By itself, at the next working hour.")
@click.option("--apply", "applied", is_flag=True, help="Announce what was shown.")
@ledger_option
@as_json
def notify(
    campaign: str, ledger: str | None, as_json: bool, **given: Unpack[Given]
) -> None:
    """Announce something once to agencies of CAMPAIGN.

    Shows first who would be told when, with what else that is due, and who would not;
    with --apply it is recorded, and goes with each agency's next notice. The same text
    by the same person reaches no agency twice. An urgent one is a letter of its own
    that names who ordered it.
    """
    _, desk, now = open_here(ledger, existing=True)
    audience, said = _audience(given), _announcement(given, now)
    act = announce if given["applied"] else foreseen
    reach = act(desk, campaign, audience, said)
    if as_json:
        show_json({"applied": given["applied"], **_document(reach)})
        return
    _show(reach)
    told, missed = len(reach.reached), len(reach.missed)
    done = "announced to" if given["applied"] else "would be announced to"
    more = "" if given["applied"] else "; announce it with --apply"
    click.echo(f"{campaign}: {done} {told} agencies, not to {missed}{more}")


def _audience(given: Given) -> Audience:
    some = bool(given["agency"] or given["group"])
    if some is given["every"]:
        raise click.UsageError("give --agency or --group, or else --all")
    return Audience(given["agency"], given["group"], given["every"])


def _announcement(given: Given, now: datetime) -> Announcement:
    text, file = given["text"], given["file"]
    if (text is None) is (file is None):
        raise click.UsageError("give the words with either --text or --file")
    if file is not None:
        text = _read(file)
    return Announcement(
        subject=given["subject"],
        text=text or "",
        name=given["name"],
        post=given["post"],
        urgent=given["urgent"],
        at=now,
    )


def _read(file: Path) -> str:
    try:
        with file.open("rb") as stream:
            content = stream.read(_BYTES + 1)
        if len(content) > _BYTES:
            raise click.UsageError(f"{file} is too long: at most {TEXT} characters")
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise click.UsageError(
            f"{file} is no text in UTF-8: save it as such"
        ) from error
    except OSError as error:
        raise click.UsageError(f"{file}: {error.strerror or error}") from error


def _show(reach: Reach) -> None:
    if reach.reached:
        columns = ("Agency", "Name", "When", "With")
        rows = (
            (one.agency, one.name, f"{_local(one.at):%d/%m/%Y %H:%M}", _beside(one))
            for one in reach.reached
        )
        show_table("Told", columns, rows)
    if reach.missed:
        rows = ((one.agency, one.name, _why(one)) for one in reach.missed)
        show_table("Not told", ("Agency", "Name", "Why"), rows)


def _beside(one: Reached) -> str:
    said = (f"{item.kind} {item.duty}".strip() for item in one.beside)
    return ", ".join(said) or "nothing else"


_WHY = {
    "before": "it was told so before",
    "held": "its docket is held: see `campaign release`",
    "stopped": "its letters do not arrive: see `campaign contact`",
    "silent": "it is silent until {until}: see `campaign silence --end`",
    "closed": "the campaign closes before",
}


def _why(one: Missed) -> str:
    until = f"{_local(one.until):%d/%m/%Y %H:%M}" if one.until else ""
    return _WHY[one.why].format(until=until)


def _local(moment: datetime) -> datetime:
    return moment.astimezone(VN)


def _document(reach: Reach) -> dict[str, Any]:
    return {
        "told": [
            {
                "agency": one.agency,
                "at": _local(one.at).isoformat(),
                "with": [{"kind": i.kind, "duty": i.duty} for i in one.beside],
            }
            for one in reach.reached
        ],
        "not_told": [
            {"agency": one.agency, "why": one.why, "until": one.until}
            for one in reach.missed
        ],
    }
