"""The part *injection*: every payload of the corpus through every field of a season."""

import json
from pathlib import Path

from tests.torture.active import active
from tests.torture.batches import Batches, Kind, Result
from tests.torture.injected import play

CORPUS: dict[str, list[str]] = json.loads(
    Path(__file__).with_name("payloads.json").read_text()
)
PAYLOADS = [one for some in CORPUS.values() for one in some]
BATCH = 10


def inject(number: int, size: int) -> Result:
    """Play a season with each payload of a batch."""
    wrong: list[str] = []
    seen = dict.fromkeys(("pages", "letters", "calendars", "boards", "files"), 0)
    for payload in PAYLOADS[number * BATCH :][:size]:
        out = play(payload)
        wrong += [f"{payload!a}: {one}" for one in active(payload, out)]
        seen["pages"] += len(out.pages)
        seen["letters"] += len(out.letters)
        seen["calendars"] += len(out.feeds)
        seen["boards"] += len(out.boards)
        seen["files"] += len(out.files)
    return {"done": size, "seen": seen, "wrong": wrong}


KIND = Kind("payloads", len(PAYLOADS), BATCH, inject)
PART = Batches([KIND]).part("injection")
