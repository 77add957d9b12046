"""The parts that `campaign up` keeps alive, each in a process of its own.

What needs Prefect is imported inside, once its environment is set.
"""

from datetime import datetime
from socket import socket

from flows.beside import accompanied
from flows.child import Part, Ready
from flows.environment import enter_prefect
from flows.here import here, sit_down
from flows.listening import open_port, serve_asgi
from postbox.app import create_app as mailbox_app
from postbox.sink import Sink
from settings import Secret, Settings
from web.app import create_app as web_app


def serve_prefect(settings: Settings, ready: Ready) -> None:
    """Serve Prefect's API and pages."""
    enter_prefect(settings)
    from flows.server import serve_prefect as serve

    serve(settings, ready)


def serve_runner(settings: Settings, ready: Ready) -> None:
    """Run the deployed flows and watch the ledger."""
    enter_prefect(settings)
    from flows.deploying import in_rehearsal
    from flows.deployments import SERVED, WATCHES
    from flows.runner import serve_flows
    from flows.share import shares_of
    from flows.waiting_log import wait_quietly

    wait_quietly()
    sit_down(settings)
    rehearsed = here().rehearsed() is not None
    served = [in_rehearsal(one) for one in SERVED] if rehearsed else [*SERVED]
    if settings.pool:
        served.append(shares_of(settings.pool))
    serve_flows(served, WATCHES, ready)


def serve_web(settings: Settings, ready: Ready) -> None:
    """Serve the agencies' pages, by as many processes as are set."""
    listener = open_port(settings.web_port, "CAMPAIGN_WEB_PORT")
    more = settings.web_processes - 1
    with accompanied(more, answer_pages, listener, settings) as others:

        def all_ready() -> None:
            others()
            ready()

        answer_pages(listener, settings, all_ready)


def answer_pages(listener: socket, settings: Settings, ready: Ready) -> None:
    """Answer on a socket with the agencies' pages; a rehearsal's go by its clock."""
    sit_down(settings)

    def clock() -> datetime:
        return here().now()

    app = web_app(here().desk, clock, retention_days=settings.retention_days)
    serve_asgi(app, listener, ready)


def serve_mailbox(settings: Settings, ready: Ready) -> None:
    """Take letters on one port and show them on another."""
    password = settings.secret(Secret.MAILBOX)
    folder = settings.var / "mailbox"
    with Sink(folder, password=password, port=settings.mailbox_smtp_port) as sink:
        app = mailbox_app(sink.store, "campaign", password)
        listener = open_port(settings.mailbox_port, "CAMPAIGN_MAILBOX_PORT")
        serve_asgi(app, listener, ready)


PARTS = (
    Part("mailbox", serve_mailbox),
    Part("prefect", serve_prefect),
    Part("runner", serve_runner),
    Part("web", serve_web),
)
"""In the order they start; they stop the other way round."""
