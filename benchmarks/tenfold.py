"""Ten times as many open assignments: nine more campaigns, all asleep."""

from contextlib import closing

from benchmarks.country import SOON
from benchmarks.memory import Held
from benchmarks.places import Place
from benchmarks.start import WRITTEN

COPIES = 9
_CAMPAIGN = {
    "campaigns": "id + {far}, name || '-{nth}', revision",
    "plans": "campaign + {far}, revision, body",
    "agencies": "campaign + {far}, id, body",
}
_BY_DOCKET = {
    "dockets": (
        "id + {far}, campaign + {far}, agency, kind, \"group\", token || '-{nth}', n, "
        "revision, wake, expected, confirmed, fulfilled, overdue, held"
    ),
    "entries": "docket + {far}, n, at, kind, duty, step, act, key, chain",
    "letters": (
        "docket + {far}, n, key, kind, class, recipient, copy_to, items, invitation, "
        "queued, not_after, due, state, fence, attempts, outcome"
    ),
}
_FAR = 1_000_000


def tenfold(place: Place, held: Held) -> str:
    """Return a ledger with the campaign and copies of it, but of those due soon.

    Rows are copied within the database: starting as many would take minutes.
    """
    address = place.fresh()
    place.copy_ledger(held.address, address)
    soon = next(one for one in held.whole.plan.groups if one.id == SOON)
    later = f"agency NOT IN ({', '.join(repr(one) for one in soon.members)})"
    mine = f"SELECT id FROM dockets WHERE id < {_FAR} AND {later}"
    with closing(place.connect(address)) as driver:
        for nth in range(1, COPIES + 1):
            driver.begin()
            for table in WRITTEN:
                named = {"far": nth * _FAR, "nth": nth}
                if table in _CAMPAIGN:
                    what = _CAMPAIGN[table].format(**named)
                    key = "id" if table == "campaigns" else "campaign"
                    where = f"{key} < {_FAR}"
                else:
                    what = _BY_DOCKET[table].format(**named)
                    key = "id" if table == "dockets" else "docket"
                    where = f"{key} IN ({mine})"
                driver.run(
                    f"INSERT INTO {table} SELECT {what} FROM {table} WHERE {where}"
                )
            driver.commit()
    return address
