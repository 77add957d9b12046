"""A real mail server on loopback: what reaches it, and what is stopped on the way."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from desk.arming.arm import let_out, withhold
from desk.letters.claim import claim
from desk.letters.deliver import BySmtp, send
from schemas.letter import LetterState
from schemas.smtp import SmtpServer
from tests.desk.arming.ground import (
    SOON,
    WHO,
    arm_now,
    armed,
    deliver_all,
    ready_to_arm,
)
from tests.desk.desks import ISSUED, NAME
from tests.desk.mail.smtp_servers import free_port


class Server:
    """Takes every letter; does something first where it learns of a recipient."""

    def __init__(self) -> None:
        self.recipients: list[list[str]] = []
        self.at_recipient: Callable[[], object] = list

    async def handle_RCPT(
        self,
        server: SMTP,
        session: Session,
        envelope: Envelope,
        address: str,
        options: list[str],
    ) -> str:
        await asyncio.get_running_loop().run_in_executor(None, self.at_recipient)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        self.recipients.append(list(envelope.rcpt_tos))
        return "250 taken"


@contextmanager
def serving() -> Iterator[tuple[Server, BySmtp]]:
    handler = Server()
    controller = Controller(handler, hostname="127.0.0.1", port=free_port())
    controller.start()
    try:
        yield handler, BySmtp(SmtpServer("127.0.0.1", controller.port, timeout=5.0))
    finally:
        controller.stop()


def test_a_real_server_gets_nothing_before_arming_and_five_letters_after(address: str):
    with serving() as (server, post):
        desk = ready_to_arm(address)
        deliver_all(desk, post)
        assert server.recipients == []
        arm_now(desk)
        assert deliver_all(desk, post) == [LetterState.SENT] * 5
        assert len(server.recipients) == 5
        desk.ledger.close()


def test_a_letter_held_between_its_recipients_and_its_content_does_not_leave(
    address: str,
):
    with serving() as (server, post):
        desk = armed(address)
        first, *_ = claim(desk, ISSUED)
        server.at_recipient = lambda: withhold(desk, None, WHO, ISSUED)
        assert send(desk, post, first, ISSUED).state is LetterState.QUEUED
        assert server.recipients == []
        assert deliver_all(desk, post, SOON) == []
        server.at_recipient = list
        let_out(desk, NAME, WHO, SOON)
        # The lease of the others has ended as well by then.
        assert deliver_all(desk, post, SOON) == [LetterState.SENT] * 5
        assert len(server.recipients) == 5
        desk.ledger.close()
