"""Parts without Prefect, and a program that serves those it is told."""

import os
import signal
import sys
import threading
from pathlib import Path
from socket import socket
from typing import Any

from flows.beside import accompanied
from flows.child import Part, Ready
from flows.listening import open_port, serve_asgi
from flows.up import serve_all
from schemas.errors import CampaignError
from settings import Settings


def _serve(name: str, settings: Settings, ready: Ready) -> None:
    end = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: end.set())
    ready()
    end.wait()
    with (settings.var / "ends").open("a") as file:
        file.write(f"{name}\n")


def first(settings: Settings, ready: Ready) -> None:
    _serve("first", settings, ready)


def second(settings: Settings, ready: Ready) -> None:
    _serve("second", settings, ready)


def refusing(settings: Settings, ready: Ready) -> None:
    raise CampaignError("port 4200 is taken")


def breaking(settings: Settings, ready: Ready) -> None:
    raise RuntimeError("a defect")


async def _say_who(scope: Any, receive: Any, send: Any) -> None:
    if scope["type"] == "http":
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": str(os.getpid()).encode()})


def answer(listener: socket, ready: Ready) -> None:
    serve_asgi(_say_who, listener, ready)


def refuse(listener: socket, ready: Ready) -> None:
    raise CampaignError("the ledger cannot be opened")


def paired(settings: Settings, ready: Ready) -> None:
    """Tells by HTTP which of two processes answers."""
    listener = open_port(0, "")
    (settings.var / "port").write_text(str(listener.getsockname()[1]))
    with accompanied(1, answer, listener) as others:
        others()
        answer(listener, ready)


def unpaired(settings: Settings, ready: Ready) -> None:
    """Cannot answer itself, though the other process does."""
    with accompanied(1, answer, open_port(0, "")) as others:
        others()
        refuse(open_port(0, ""), ready)


def forsaken(settings: Settings, ready: Ready) -> None:
    """Would answer, but the other process cannot."""
    with accompanied(1, refuse, open_port(0, "")) as others:
        answer(open_port(0, ""), others)


SMALL = (first, second, refusing, breaking, paired, unpaired, forsaken)
PARTS = {part.__name__: part for part in SMALL}


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    wanted = [Part(name, PARTS[name]) for name in sys.argv[2:]]
    try:
        ledger = os.environ.get("SMALL_LEDGER", "")
        settings = Settings(var=Path(sys.argv[1]), ledger=ledger)
        serve_all(settings, wanted, say, lambda: say("all up"))
    except CampaignError as error:
        say(str(error))
        sys.exit(2)
