"""Prefect, the runner, the pages: those it is told as a program, beside a mail server.

Nothing beats by the clock of today, the campaign's season is another: a rehearsal is
played on its own.
"""

import sys

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
    from tests.torture.days import SEASON, by_the_season

    sit_down(settings)
    serve_flows([*map(by_the_season, SERVED)], (*WATCHES, SEASON), ready)


if __name__ == "__main__":
    parts = {part.name: part for part in PARTS} | {"runner": Part("runner", runner)}
    wanted = [parts[name] for name in sys.argv[1:]]
    serve_all(read_settings(), wanted, say, lambda: say("all up"))
