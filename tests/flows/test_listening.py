import socket
import threading
import time
from ipaddress import IPv4Address

import pytest
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route

from flows.listening import NoSuchAddressError, PortTakenError, open_port
from tests.postbox.serving import serving


def test_a_taken_port_is_named_with_the_setting_that_moves_it() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(PortTakenError) as caught:
            open_port(port, "CAMPAIGN_UI_PORT")
    assert f"port {port} is taken" in str(caught.value)
    assert "CAMPAIGN_UI_PORT=<port>" in str(caught.value)


def test_a_port_that_is_just_being_let_go_is_waited_for() -> None:
    other = socket.create_server(("127.0.0.1", 0))
    port = other.getsockname()[1]
    threading.Timer(0.5, other.close).start()
    began = time.monotonic()
    with open_port(port, "CAMPAIGN_UI_PORT") as listener:
        assert listener.getsockname() == ("127.0.0.1", port)
    assert time.monotonic() - began < 2


def test_an_address_of_another_machine_is_named_with_its_setting() -> None:
    with pytest.raises(NoSuchAddressError, match=r"192\.0\.2\.7 is no"):
        open_port(0, "CAMPAIGN_UI_PORT", IPv4Address("192.0.2.7"))


def test_answers_leave_at_once() -> None:
    with (
        open_port(0, "CAMPAIGN_UI_PORT") as listener,
        socket.create_connection(listener.getsockname()),
        listener.accept()[0] as accepted,
    ):
        assert accepted.proto == socket.IPPROTO_TCP


@pytest.mark.parametrize(
    ("sent", "rest", "answered"),
    [
        (b"", b"", b""),
        (b"GET / HTTP/1.1\r\nHost: a", b"", b""),
        (
            b"GET / HTTP/1.1\r\nHost: a",
            b"\r\nConnection: close\r\n\r\n",
            b"HTTP/1.1 200",
        ),
    ],
)
def test_a_head_that_does_not_come_ends_its_connection(
    monkeypatch: pytest.MonkeyPatch, sent: bytes, rest: bytes, answered: bytes
) -> None:
    monkeypatch.setattr("flows.listening.HEAD", 0.5)
    app = Starlette(routes=[Route("/", lambda _: Response("it"))])
    with serving(app) as address:
        host, port = address.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port)), timeout=30) as client:
            client.sendall(sent)
            client.sendall(rest)
            received = b""
            while more := client.recv(65536):
                received += more
    assert received[:12] == answered
