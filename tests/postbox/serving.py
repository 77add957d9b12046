"""An application on a real port of this machine."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from fastapi import FastAPI

from flows.listening import open_port, server


@contextmanager
def serving(app: FastAPI) -> Iterator[str]:
    """Serve `app` and yield its address."""
    listening = open_port(0, "")
    running = server(app, lambda: None)
    thread = threading.Thread(target=running.run, args=([listening],))
    thread.start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        running.should_exit = True
        thread.join()
        listening.close()
