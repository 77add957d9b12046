"""The part *pages*: what may be asked of the agency pages, and what may not."""

from tests.torture.batches import Batches, Kind
from tests.torture.cases import try_out
from tests.torture.forged import knock, outlive, verify
from tests.torture.hour import confirm
from tests.torture.reads import load, read


def pages(share: float = 1) -> Batches:
    """Return the part, or a share of it."""

    def some(whole: int) -> int:
        return max(1, round(whole * share))

    return Batches(
        (
            Kind("forged links verified", some(1_000_000), 50_000, verify),
            Kind("forged links over HTTP", some(20_000), 1_000, knock),
            Kind("visits to others' pages", some(2_000), 500, outlive),
            Kind("cases of the schema", some(5_000), 500, try_out),
            Kind("loads in a browser", some(1_000), 100, load, processes=1),
            Kind(
                "confirmations at once",
                some(10_000),
                10_000,
                confirm,
                processes=1,
                at_most={"p99 ms": 250} if share == 1 else {},  # no test is timed
            ),
            Kind("pages asked for", some(500_000), 10_000, read),
        ),
    )


PART = pages().part("pages")
