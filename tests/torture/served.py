"""Prefect, the runner and the pages as a program; no mailbox beside a mail server.

What goes by the clock of today is left out: the campaign's season is another.
"""

from cli.parts import PARTS
from flows.child import Part, Ready
from flows.environment import enter_prefect
from flows.here import sit_down
from flows.up import serve_all
from settings import Settings, read_settings
from tests.flows.small_parts import say


def runner(settings: Settings, ready: Ready) -> None:
    enter_prefect(settings)
    from flows.deployments import SERVED, WATCHES
    from flows.runner import serve_flows

    sit_down(settings)
    serve_flows([one for one in SERVED if one.name != "heartbeat"], WATCHES, ready)


if __name__ == "__main__":
    parts = {part.name: part for part in PARTS} | {"runner": Part("runner", runner)}
    del parts["mailbox"]
    serve_all(read_settings(), [*parts.values()], say, lambda: say("all up"))
