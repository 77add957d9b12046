"""The part *mail*: what mail servers do to letters, each fault drawn by seed."""

import logging
import random
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal, NamedTuple

from desk.arming.arm import arm, open_stage
from desk.arming.outlook import outlook
from desk.desk import Desk
from desk.letters.deliver import BySmtp
from desk.progress import progress
from schemas.arming import Way
from schemas.base import VN
from schemas.smtp import SmtpServer
from tests.desk.arming.ground import REAL, WHO
from tests.desk.desks import ISSUED, NAME
from tests.desk.mail.smtp_servers import (
    Guarded,
    free_port,
    guarded,
    self_signed,
)
from tests.torture.figures import Figure
from tests.torture.mail_season import SECOND, Judged, begun, deliver, judge
from tests.torture.part import Part, Results
from tests.torture.post_office import (
    DROP,
    HANG,
    HEARD,
    SLOW,
    Fault,
    Log,
    Received,
    post_office,
)

ROUNDS = 100
"""Times that every fault is played."""
SHARE = 5
"""Per cent of letters that come back, above which none may leave."""
_VERBS = ("CONNECT", "EHLO", "MAIL", "RCPT", "DATA", ".")
_DEAD = timedelta(hours=48)
_TIMEOUT = 2.0
_Tls = Literal["starttls", "ssl"] | None


class Ended(NamedTuple):
    """How a season ended; `leaked` counts words to a server nobody vouched for."""

    judged: Judged
    unseen: tuple[str, ...]
    leaked: int = 0
    past: int = 0
    connections: int = 0


def _for_all(answer: str, most: int, *verbs: str) -> Callable[[random.Random], Fault]:
    return lambda chance: Fault(
        chance.choice(verbs or _VERBS), answer, chance.randint(1, most)
    )


def _for_one(answer: str, most: int | None) -> Callable[[random.Random], Fault]:
    def drawn(chance: random.Random) -> Fault:
        who = chance.choice(_SOME)
        return Fault("RCPT", answer, most and chance.randint(1, most), frozenset({who}))

    return drawn


_DOMAINS = [
    "sogddt",
    "soyte",
    "sovhttdl",
    "congan",
    "quansu",
    "mttq",
    "sinho",
    "tinhdoan",
    "thanuyen",
]
_CONTACTS = tuple(f"vanthu@{domain}.laichau.example" for domain in _DOMAINS)
_SOME = (*_CONTACTS, *(one.replace("vanthu", SECOND) for one in _CONTACTS))
"""Mailboxes of agencies, those written to and those that read in copy."""
FAULTS: dict[str, Callable[[random.Random], Fault]] = {
    "421": _for_all("421 4.3.2 closing", 30),
    "450": _for_all("450 4.2.1 later", 30, "MAIL", "RCPT", "."),
    "450 for one of several": _for_one("450 4.2.1 later", 6),
    "550 for one of several": _for_one("550 5.1.1 no such user", None),
    "dropped before 250": _for_all(DROP, 12),
    "dropped after 250": _for_all(f"250 2.0.0 taken{HEARD}", 23, "."),
    "slow": _for_all(SLOW, 10),
    "hanging": _for_all(HANG, 1),
}
LINES = ("self-signed", "expired", "stripped STARTTLS", "wrong password")
KINDS = (*FAULTS, *LINES, "48 hours dead", "every tenth bounces")


def season(kind: str, n: int, folder: Path) -> Ended:
    """Play one fault; the same number draws the same one."""
    chance = random.Random(f"{kind} {n}")  # noqa: S311 - repeatable by seed
    if kind in FAULTS:
        return _of_fault(FAULTS[kind](chance))
    if kind in LINES:
        return _of_line(kind, chance, folder)
    return _of_death() if kind == "48 hours dead" else _of_bounces(chance)


def _of_fault(fault: Fault) -> Ended:
    desk, log = begun(), Log(ISSUED)
    with post_office(log, fault) as server:
        post = _post(server.port, timeout=0.5 if fault.answer == HANG else _TIMEOUT)
        _, unseen = deliver(desk, post, log, ISSUED, None)
    return _ended(desk, log, unseen)


def _of_death() -> Ended:
    desk, log, port = begun(), Log(ISSUED), free_port()
    going, unseen = deliver(desk, _post(port), log, ISSUED, ISSUED + _DEAD)
    assert going is not None
    with post_office(log, None, port):
        _, more = deliver(desk, _post(port), log, going, None)
    return _ended(desk, log, unseen + more)


def _of_line(kind: str, chance: random.Random, folder: Path) -> Ended:
    """Play hours with a line nobody may trust, then with a good one."""
    ends = ISSUED + timedelta(hours=chance.choice((1, 3, 9, 27)))
    good = self_signed(_folder(folder, "good"))
    tls: _Tls = "starttls" if kind == LINES[2] else chance.choice(("starttls", "ssl"))
    desk, log, port = begun(), Log(ISSUED), free_port()
    handler = Guarded()
    with ExitStack() as stack:
        if kind == LINES[2]:
            stack.enter_context(post_office(log, None, port))
        else:
            bad = {
                "self-signed": lambda: self_signed(_folder(folder, "bad")),
                "expired": lambda: self_signed(_folder(folder, "bad"), ended=True),
                "wrong password": lambda: good,
            }[kind]()
            handler, _ = stack.enter_context(
                guarded(bad, implicit=tls == "ssl", port=port)
            )
        trusted = bad.path if kind == "expired" else good.path
        password = "wrong" if kind == LINES[3] else Guarded.PASSWORD
        post = _guarded_post(port, tls, str(trusted), password)
        going, unseen = deliver(desk, post, log, ISSUED, ends)
    assert going is not None
    leaked = len(handler.taken) + sum(_tells(one) for one in log.commands)
    leaked += len(handler.logins) if kind != LINES[3] else 0
    with guarded(good, implicit=tls == "ssl", port=port) as (handler, _):
        post = _guarded_post(port, tls, str(good.path), Guarded.PASSWORD)
        _, more = deliver(desk, post, log, going, None)
    log.received += [
        Received(going, one.peer, one.recipients, one.content, "250")
        for one in handler.taken
    ]
    if tls == "starttls":  # else all of the line is encrypted
        leaked += sum(not one.encrypted for one in handler.taken)
    return _ended(desk, log, unseen + more)._replace(leaked=leaked)


def _of_bounces(chance: random.Random) -> Ended:
    """Refuse mailboxes of an armed campaign; count what leaves when too many have."""
    desk, log = begun(REAL), Log(ISSUED)
    _arm(desk)
    gone = frozenset(chance.sample(_CONTACTS, chance.randint(3, len(_CONTACTS))))
    with post_office(log, Fault("RCPT", "550 5.1.1 gone", None, gone)) as server:
        _, unseen = deliver(desk, _post(server.port), log, ISSUED, None)
    ended = _ended(desk, log, unseen)
    mail = progress(desk, NAME, log.now).mail
    if mail.way is Way.STOPPED:  # what waits then is shown as stopped, and why
        ended = ended._replace(judged=ended.judged._replace(unfinished=0))
    assert 100 * mail.out.failed > SHARE * mail.out.letters
    return ended._replace(past=_past(log, gone))


def _past(log: Log, gone: frozenset[str]) -> int:
    """Count the letters sent behind that of the third refusal."""
    refused = [
        i
        for i, command in enumerate(log.commands)
        if command.upper().startswith("RCPT") and _to(command) in gone
    ]
    behind = log.commands[refused[2] :]
    return sum(command.upper() == "DATA" for command in behind) - 1


def _to(command: str) -> str:
    return command.partition("<")[2].partition(">")[0]


def _arm(desk: Desk) -> None:
    """Let all letters out, as a person does who looks before each stage."""
    arm(desk, NAME, NAME, outlook(desk, NAME, ISSUED).preview, WHO, ISSUED)
    for _ in range(2):
        seen = outlook(desk, NAME, ISSUED).preview
        open_stage(desk, NAME, NAME, seen, WHO, ISSUED)


def _tells(command: str) -> bool:
    return command.upper().startswith(("AUTH", "MAIL", "RCPT", "DATA"))


def _post(port: int, timeout: float = _TIMEOUT) -> BySmtp:
    return BySmtp(SmtpServer("127.0.0.1", port, timeout=timeout))


def _guarded_post(port: int, tls: _Tls, cafile: str, password: str) -> BySmtp:
    server = SmtpServer(
        "127.0.0.1", port, tls, Guarded.USER, password, _TIMEOUT, cafile
    )
    return BySmtp(server)


def _folder(folder: Path, name: str) -> Path:
    made = folder / name
    made.mkdir(exist_ok=True)
    return made


def _ended(desk: Desk, log: Log, unseen: tuple[str, ...]) -> Ended:
    return Ended(judge(desk, log, log.now), unseen, connections=log.connections)


class Faults(NamedTuple):
    """How far the part is: a piece for each fault that was played."""

    results: Results

    def go_on(self, rounds: int) -> Iterator[dict[str, Any]]:
        """Play every fault so often; yield each."""
        done = {(one["kind"], one["n"]) for one in self.results.lines()}
        with TemporaryDirectory() as name:
            for n in range(rounds):
                for kind in KINDS:
                    if (kind, n) not in done:
                        piece = _piece(kind, n, Path(name))
                        self.results.add(piece)
                        yield piece

    def figures(self, rounds: int) -> list[Figure]:
        """Return what was reached, with its goal where there is one."""
        every, total = self.results.lines(), self.results.total
        kinds, states = Counter[str](), Counter[str]()
        for one in every:
            kinds[one["kind"]] += 1
            states.update(one["ended"])
        least = min((kinds[kind] for kind in KINDS), default=0)
        return [
            Figure(f"times that each of {len(KINDS)} faults was played", least, rounds),
            Figure("letters due in them", total("letters")),
            *(Figure(f"  {state}", many) for state, many in sorted(states.items())),
            Figure("letters left unfinished", total("unfinished"), at_most=0),
            Figure("letters that arrived again", total("again")),
            Figure(
                "promises broken (a lost letter is one)", total("broken"), at_most=0
            ),
            Figure("troubles that nobody is shown", total("unseen"), at_most=0),
            Figure("words to a server nobody vouched for", total("leaked"), at_most=0),
            Figure("letters sent after too many came back", total("past"), at_most=0),
            Figure(
                "connections for the letters of a slow server",
                max((one["slow"] for one in every), default=0),
                at_most=1,
            ),
        ]


def _piece(kind: str, n: int, folder: Path) -> dict[str, Any]:
    began = datetime.now(VN)
    ended = season(kind, n, folder)
    judged = ended.judged
    return {
        "kind": kind,
        "n": n,
        "seconds": round((datetime.now(VN) - began).total_seconds(), 1),
        "letters": judged.letters,
        "ended": judged.ended,
        "unfinished": judged.unfinished,
        "again": judged.again,
        "broken": len(judged.wrong),
        "unseen": len(ended.unseen),
        "wrong": [*judged.wrong, *ended.unseen],
        "leaked": ended.leaked,
        "past": ended.past,
        "slow": ended.connections if kind == "slow" else 0,
    }


def _go_on(results: Results) -> Iterator[str]:
    logging.getLogger("mail.log").addHandler(logging.NullHandler())
    for one in Faults(results).go_on(ROUNDS):
        wrong = f": {'; '.join(one['wrong'])}" if one["wrong"] else ""
        yield f"{one['kind']} {one['n']}: {one['ended']}, {one['seconds']} s{wrong}"


PART = Part("mail", _go_on, lambda results: Faults(results).figures(ROUNDS))
