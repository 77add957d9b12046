"""Measure how soon what a form did is on the board.

`make measure-effect` serves a rehearsal of Lai Châu, enters one answer after another
for its agencies by the form in Prefect, and prints the seconds from the end of each run
until the board was changed.
"""

import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from flows.forms.answers import Said
from tests.flows.conftest import settings_in
from tests.flows.filling import filled, offered
from tests.flows.processes import until
from tests.flows.product import PLAN, Product, issue, rehearse

SOON = 5.0
"""Seconds: what a form did is seen within them."""
TIMES = 12
WHO = {"name": "Người nhập", "post": "Văn thư", "how": "Điện thoại"}


def measure(product: Product) -> list[float]:
    """Return the seconds that each answer took."""
    assert until(lambda: offered(product, "answer"))
    return [after(product, who) for who in offered(product, "answer")[:TIMES]]


def after(product: Product, agency: str) -> float:
    """Enter that an agency has its letter; return the seconds until it is shown."""
    before = line(product, agency)
    run = filled(product, "answer", agency=agency, answer=Said.RECEIVED, **WHO)
    assert until(lambda: line(product, agency) != before)
    shown = product.picture(f"{PLAN.id}-board").updated
    return (shown - run.end_time).total_seconds()


def line(product: Product, agency: str) -> str:
    """Return an agency's line on the board; `agency` is as the form offers it."""
    name = agency.partition(" · ")[2]
    lines = product.picture(f"{PLAN.id}-board").description.splitlines()
    return next(one for one in lines if f"| {name} |" in one)


def main() -> int:
    with TemporaryDirectory() as folder:
        product = Product(settings_in(Path(folder)))
        with product.desk() as desk:
            rehearse(desk)
            issue(desk)
        try:
            took = measure(product)
        finally:
            product.stop()
    print(
        f"{len(took)} answers on the board after {min(took):.1f} to {max(took):.1f} s, "
        f"median {median(took):.1f} s; wanted {SOON:.0f} s"
    )
    return 0 if took and max(took) <= SOON else 1


if __name__ == "__main__":
    sys.exit(main())
