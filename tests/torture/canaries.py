"""The part *canaries*: what nobody may read, and whether it stands somewhere.

A campaign of as many agencies as are wanted is issued, written to by a mail server that
refuses, locks out and hangs up, answered, corrected by forms in Prefect, and opened by
its links; then all that the folder keeps is searched.
"""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple
from uuid import UUID, uuid4

import httpx
from prefect import flow
from prefect.client.orchestration import PrefectClient

from desk.answer import Answer, answer
from desk.arming.arm import arm, open_stage
from desk.arming.outlook import outlook
from desk.beat import beat
from desk.campaigns import duties_of
from desk.desk import Desk, open_desk
from desk.letters.claim import claim, put_back
from desk.links import drawn
from desk.plans.read import read_plan
from desk.start import sign_off, start
from desk.state import docket_of
from flows.here import post_of
from flows.submitting import deployment_id, submit_once
from ledger import campaigns, dockets
from schemas import words
from schemas.base import VN
from schemas.entry import EntryKind, Person
from schemas.in_force import Signing
from settings import Secret
from tasks.letters import deliver_letter
from tests.desk.mail.smtp_servers import Scripted, scripted
from tests.flows.conftest import settings_in
from tests.flows.leaks import kept_by, leaks
from tests.flows.processes import Program, until
from tests.flows.product import Product
from tests.small_campaign import PLAN, ROSTER, write_campaign
from tests.torture.figures import Figure
from tests.torture.part import Part, Results

CANARIES = 1_000
UNITS = 150
ISSUED = datetime(2024, 5, 6, 8, tzinfo=VN)
NAME = "spring-2024"
_EHLO = "250-here\r\n250-AUTH PLAIN\r\n250 HELP"
_WHO = Person("Người thử", "Văn thư")
_SIGNING = Signing(
    number="1/KH-UBND", signed_on=ISSUED.date(), signer="Chủ tịch", dates_confirmed=True
)


class Planted(NamedTuple):
    """A campaign of many agencies, and what is secret or personal in it."""

    folder: Path
    agencies: list[str]
    canaries: list[str]


def planted(folder: Path, units: int) -> Planted:
    """Write a campaign with so many units, each with canaries of its own."""
    names = [f"u{n:04}" for n in range(units)]
    canaries: list[str] = []
    lines: list[str] = []
    for n, name in enumerate(names):
        contact = [f"zq{n:04}c@{name}.zq.example", f"Nguyễn Zq{n:04}", f"0911{n:06}"]
        head = [f"zq{n:04}h@{name}.zq.example", f"0922{n:06}"]
        canaries += contact + head
        lines += [
            f"  - id: {name}",
            f"    name: Đơn vị {n:04}",
            "    contact:",
            f"      post: Văn thư\n      address: {contact[0]}",
            f"      name: {contact[1]}\n      telephone: '{contact[2]}'",
            f"    head: {{post: Trưởng, address: {head[0]}, telephone: '{head[1]}'}}",
            "    superior: chair",
        ]
    plan = PLAN.replace("members: [north, south]", f"members: [{', '.join(names)}]")
    agencies, _, rest = ROSTER.partition("  - id: north")
    rest = rest[rest.index("superiors:") :]
    write_campaign(folder, plan, agencies + "\n".join(lines) + "\n" + rest)
    return Planted(folder, names, canaries)


class Served(Product):
    """Prefect, the runner and the pages, beside a mail server with a password."""

    def start(self) -> None:
        parts = ("prefect", "runner", "web")
        self._program = Program("tests.torture.served", *parts, environ=self.environ())
        self._program.hear("all up")

    def environ(self) -> dict[str, str]:
        return super().environ() | {"CAMPAIGN_DOMAINS": "zq.example"}

    def ended(self, run: UUID) -> bool:
        """Tell whether a run has ended."""
        return self.run(lambda client: client.read_flow_run(run)).state.is_final()


def searched(units: int) -> dict[str, Any]:
    """Play such a campaign, search what it leaves; return what was found."""
    with TemporaryDirectory() as name, scripted(EHLO=_EHLO) as server:
        folder = Path(name)
        campaign = planted(folder / "plan", units)
        password = folder / "password"
        password.touch(mode=0o600)
        password.write_text(secret := f"zq-password-{uuid4().hex}")
        product = Served(
            settings_in(
                folder,
                smtp_host="127.0.0.1",
                smtp_port=server.port,
                smtp_user="office",
                smtp_tls="none",
                smtp_password_file=password,
                domains=("zq.example",),
            )
        )
        try:
            more = _played(product, campaign, server)
        finally:
            product.stop()
        kept = kept_by(product.settings.var)
        known = [*campaign.canaries, secret, *more]
        where = leaks(kept, known)
        return {
            "canaries": len(set(known)),
            "letters": len(server.contents),
            "bytes": sum(map(len, kept.values())),
            "found": len({one for found in where.values() for one in found}),
            "where": {file: found[:3] for file, found in where.items()},
        }


class _Mail:
    """Beats whose letters are Prefect's tasks, an hour later each."""

    def __init__(self, product: Served, desk: Desk) -> None:
        self._product, self._desk = product, desk
        self._post = post_of(desk, product.settings)
        self.now = ISSUED

    def beat(self) -> None:
        beat(self._desk, self.now)

        @flow(name="canaries", persist_result=False)
        async def canaries() -> None:
            while ready := claim(self._desk, self.now):
                first, *others = ready
                if deliver_letter(self._desk, self._post, first, self.now).stuck:
                    put_back(self._desk, others, self.now)
                    return
                for one in others:
                    deliver_letter(self._desk, self._post, one, self.now)

        async def work(_client: object) -> None:
            await canaries()

        self._product.run(work)
        self.now += timedelta(hours=1)


def _played(product: Served, campaign: Planted, server: Scripted) -> list[str]:
    """Let everything happen that could leave a trace; return what else is secret."""
    settings = product.settings
    handler = logging.FileHandler(settings.var / "log" / "here.log")
    logging.getLogger().addHandler(handler)
    outlet = settings.outlet()
    links = settings.secret(Secret.LINKS)
    desk = open_desk(settings.ledger, links, settings.public_address, outlet=outlet)
    try:
        return _season(product, desk, campaign, server)
    finally:
        logging.getLogger().removeHandler(handler)
        desk.ledger.close()


def _season(
    product: Served, desk: Desk, campaign: Planted, server: Scripted
) -> list[str]:
    plan, roster = read_plan(str(campaign.folder), desk.days).require()
    start(desk, plan, roster, ISSUED, drawn(None))
    sign_off(desk, NAME, _SIGNING, ISSUED, drawn(None))
    mail = _Mail(product, desk)
    mail.beat()  # nothing is let out yet
    for decide in (arm, open_stage, open_stage):
        decide(desk, NAME, NAME, outlook(desk, NAME, ISSUED).preview, _WHO, ISSUED)
    for said in _faults(product, campaign):
        server.script.update(said)
        mail.beat()
    names = [_answered(desk, agency) for agency in campaign.agencies]
    addresses = [_corrected(product, agency) for agency in campaign.agencies[:5]]
    cards = min(len(campaign.agencies), 150)
    assert until(lambda: len(product.runs(NAME)) >= cards, 300)
    return [*names, *addresses, *_opened(product, desk)]


def _faults(product: Served, campaign: Planted) -> Iterator[dict[str, str]]:
    """What the mail server says, one beat after another: it repeats what it heard."""
    password = product.settings.smtp()
    assert password
    first = f"zq0000c@{campaign.agencies[0]}.zq.example"
    yield {"AUTH": f"535 5.7.8 {password.user} {password.password} is wrong"}
    yield {"AUTH": "235 ok", f"RCPT {first}": f"550 5.1.1 <{first}>: nobody"}
    yield {"MAIL": "421 4.3.2 office@office.example: later|DROP"}
    yield {"MAIL": "250 ok", ".": "drop at once"}
    yield {".": "250 taken"}


def _answered(desk: Desk, agency: str) -> str:
    """Let somebody answer for an agency; return their name."""
    row = docket_of(desk, NAME, agency)
    assert row
    person = Person(f"Trần Zq {agency}", "Chuyên viên", f"số máy 0933{agency[1:]:>06}")
    duties = duties_of(desk, row)
    answer(desk, row.id, Answer(EntryKind.CONFIRMED, duties, person, "act"), ISSUED)
    return person.name


def _corrected(product: Served, agency: str) -> str:
    """Correct where an agency is written to, by the form; return the address."""
    address = f"zq-corrected@{agency}.zq.example"
    given = {"agency": f"{NAME}/{agency} · Đơn vị {agency[1:]}", "address": address}

    async def work(client: PrefectClient) -> UUID:
        name = f"{words.FLOWS['contact']}/contact"
        return await submit_once(
            client, await deployment_id(client, name), agency, {"given": given}
        )

    run = product.run(work)
    assert until(lambda: product.ended(run), 120)
    return address


def _opened(product: Served, desk: Desk) -> list[str]:
    """Open every agency's link; return the links and what they are made of."""
    with desk.ledger.read() as tx:
        row = campaigns.find(tx, NAME)
        assert row
        tokens = [one.token for one in dockets.of(tx, row.id) if one.token]
    signed = [desk.links.url(token).rpartition("/")[2] for token in tokens]
    base = f"http://127.0.0.1:{product.settings.web_port}"
    for link in signed:
        httpx.get(f"{base}/d/{link}")
        httpx.get(f"{base}/d/{link}x")
    return [*tokens, *signed]


def _figures(results: Results) -> list[Figure]:
    total = results.total
    return [
        Figure(
            "tokens, addresses, numbers, names", total("canaries"), at_least=CANARIES
        ),
        Figure("of these found where nobody may read them", total("found"), at_most=0),
        Figure("letters that left", total("letters")),
        Figure("bytes searched", total("bytes")),
    ]


def _go_on(results: Results) -> Iterator[str]:
    if results.total("canaries") < CANARIES:
        one = searched(UNITS)
        results.add(one)
        yield f"{one['canaries']} canaries, {one['found']} found: {one['where']}"


PART = Part("canaries", _go_on, _figures)
