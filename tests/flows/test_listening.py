import socket
import threading
import time
from ipaddress import IPv4Address

import pytest

from flows.listening import NoSuchAddressError, PortTakenError, open_port


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
