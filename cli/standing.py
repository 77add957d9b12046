"""Print how one campaign stands, for people and for programs."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

import click

from cli.tables import show_table
from desk.arming.gate import MailStanding
from desk.boards.items import item_rows
from desk.boards.rows import (
    agency_rows,
    handover_rows,
    letter_counts,
    mail_line,
    percent,
    phase_rows,
    plan_line,
    undone,
)
from desk.boards.views import DutyRow
from desk.progress import Announced, Progress, Silent
from rules.progress import Reports, waited_for
from schemas import words
from schemas.assignment import Counts
from schemas.letter import Trouble

_NAMED = 5
"""Agencies named for one reason why letters have not arrived."""


def document(seen: Progress, links: dict[str, str]) -> dict[str, Any]:
    """Return a campaign's standing as plain data; `state` is one of six ids."""
    signing = seen.season and seen.season.in_force.signing
    return {
        "campaign": seen.plan.id,
        "title": seen.plan.title,
        "revision": seen.revision,
        "signing": signing and signing.model_dump(mode="json"),
        "counts": seen.total._asdict(),
        "phases": [
            {
                "phase": phase.id,
                "first": phase.span.first,
                "last": phase.span.last,
                "counts": seen.all.phases[phase.id].counts._asdict(),
            }
            for phase in seen.plan.phases
        ],
        "agencies": [
            {
                "agency": line.agency,
                "name": row.name,
                "state": line.whole.where,
                "counts": line.whole.counts._asdict(),
                "next": line.whole.next_last and line.whole.next_last.isoformat(),
            }
            for line, row in zip(seen.lines, agency_rows(seen), strict=True)
        ],
        "reports": seen.reports._asdict(),
        "office": [item._asdict() for item in seen.office],
        "held": list(seen.held),
        "silent": [_silent(one) for one in seen.silent],
        "handovers": [
            {**handover._asdict(), "waiting": waiting}
            for handover, waiting in waited_for(seen.dockets.values()).items()
        ],
        "announced": [
            one.said._asdict()
            | {"at": one.said.at.isoformat()}
            | {"told": one.told, "expected": one.expected}
            for one in seen.announced
        ],
        "letters": {state.value: number for state, number in seen.letters.items()},
        "trouble": [one._asdict() for one in seen.trouble],
        "mail": _mail(seen.mail),
        "seal": seen.seal and {"at": seen.seal.at.isoformat(), "code": seen.seal.code},
        "links": links,
    }


def show_standing(seen: Progress, links: dict[str, str], now: datetime) -> None:
    """Print a campaign's phases, agencies, office items, letters and links."""
    plan, total = plan_line(seen, now), seen.total
    click.echo()
    click.secho(f"{seen.plan.id}: {plan.title}", bold=True)
    click.echo(plan.signed or f"not issued yet; proposed for {plan.planned}")
    if seen.lines:
        done = percent(total.fulfilled, total.expected)
        click.echo(f"{done} done: {total.fulfilled} of {total.expected} duties")
        click.echo(_reports(seen.reports))
    show_table(
        "Phases",
        ("Phase", "Days", "Duties", "Confirmed", "Done", "Overdue"),
        ((one.title, one.days, *_cells(one.counts)) for one in phase_rows(seen)),
    )
    if seen.lines:
        show_table(
            "Agencies",
            ("No", "Agency", "State", "Confirmed", "Done", "Next last day"),
            (
                (
                    row.place,
                    row.name,
                    f"{row.mark} {row.where}",
                    f"{row.counts.confirmed}/{row.counts.expected}",
                    f"{row.counts.fulfilled}/{row.counts.expected}",
                    row.next_last,
                )
                for row in agency_rows(seen)
            ),
        )
    items = item_rows(seen)
    if items:
        columns = ("What", "Agency", "Duty", "Since")
        rows = ((one.what, one.agency, one.duty, one.since) for one in items)
        show_table("For the office", columns, rows)
    handed = handover_rows(seen, undone(seen), now)
    if handed:
        columns = ("Agency", "Duty", "State", "Last day", "Waiting")
        cells = ((*_waited(one.duty), one.waiting) for one in handed)
        show_table("Waited for", columns, cells)
    if seen.announced:
        columns = ("Announced", "Kind", "Ordered by", "At", "Told")
        show_table("Announcements", columns, map(_announced, seen.announced))
    click.echo(f"Mail: {mail_line(seen.mail)}")
    _show_seal(seen)
    letters = ((state, str(number)) for state, number in letter_counts(seen))
    show_table("Letters", ("State", "Letters"), letters)
    if seen.trouble:
        columns = ("State", "Letters", "Why", "Agencies")
        show_table("Letters that have not arrived", columns, _trouble(seen.trouble))
    for key, url in links.items():
        click.echo(f"{words.LINKS[key]}: {url}")


def _reports(count: Reports) -> str:
    return (
        f"{count.actual} of {count.expected} reports: {count.on_time} on time, "
        f"{count.on_time_by_plan} by the plan's own deadlines, nothing extended"
    )


def _announced(one: Announced) -> tuple[str, ...]:
    said = one.said
    return (
        said.subject,
        "urgent" if said.urgent else "with notices",
        f"{said.name}, {said.post}",
        f"{said.at:%d/%m/%Y %H:%M}",
        f"{one.told}/{one.expected}",
    )


def _trouble(trouble: Sequence[Trouble]) -> Iterator[tuple[str, ...]]:
    """Yield a row for each reason, with the first agencies it stopped."""
    for (state, why), some in groupby(trouble, lambda one: (one.state, one.outcome)):
        every = list(some)
        named = [one.agency for one in every[:_NAMED]]
        named += ["…"] if len(every) > _NAMED else []
        number = sum(one.letters for one in every)
        yield words.LETTER_STATES[state], str(number), why, ", ".join(named)


def _show_seal(seen: Progress) -> None:
    if seen.seal:
        click.echo(f"Sealed: {seen.seal.at:%d/%m/%Y}, {seen.seal.code}")


def _mail(mail: MailStanding) -> dict[str, Any]:
    return {
        "way": mail.way,
        "stage": mail.arming.stage if mail.arming.n else None,
        "most": mail.most if mail.arming.n else None,
        **mail.out._asdict(),
    }


def _silent(one: Silent) -> dict[str, str]:
    moments = {"since": one.since.isoformat(), "until": one.until.isoformat()}
    return {"agency": one.agency, "duty": one.duty, **moments}


def _waited(row: DutyRow) -> tuple[str, ...]:
    return row.agency, f"{row.id} {row.title}".strip(), row.status, row.last_day


def _cells(counts: Counts) -> tuple[str, ...]:
    return tuple(map(str, counts))
