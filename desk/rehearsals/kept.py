"""Where rehearsals are kept, a file each, and how those of a campaign are removed."""

import re
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from shutil import rmtree

from desk.rehearsals.behaving import written
from ledger.serving import playing, serving
from schemas.behaviour import Behaviour

_FORMS = "forms"


def ledger_file(campaign: str, seed: int, behaviour: Behaviour, digest: str) -> str:
    """Return the name of the file in which a rehearsal is kept, another for each.

    `digest` names its plan and roster.
    """
    drawn_from = sha256(f"{digest}{written(behaviour)}".encode()).hexdigest()
    return f"{campaign}-{seed}-{drawn_from[:8]}.db"


def home_of(var: Path, *, by_form: bool = False) -> Path:
    """Return the folder of rehearsals; those of the form lie in one of their own."""
    home = var / "rehearsals"
    return home / _FORMS if by_form else home


def reports_beside(ledger: Path) -> Path:
    """Return the folder of what a rehearsal writes for people to read."""
    return ledger.with_name(f"{ledger.stem}-reports")


def kept(var: Path, campaign: str, beside: str) -> tuple[Path, ...]:
    """Return the ledgers of a campaign's rehearsals, but for the ledger at `beside`.

    Only those that lie where they lie unless somebody names another place.
    """
    named = re.compile(rf"{re.escape(campaign)}-\d+(-[0-9a-f]{{8}})?\.db")
    homes = (home_of(var), home_of(var, by_form=True))
    found = (file for home in homes for file in sorted(home.glob("*.db")))
    own = Path(beside).resolve()
    return tuple(
        file for file in found if named.fullmatch(file.name) and file.resolve() != own
    )


def remove(ledgers: Iterable[Path]) -> None:
    """Remove rehearsals with all that lies beside them.

    Raises LedgerServedError, LedgerPlayedError for one that somebody works on.
    """
    for ledger in ledgers:
        with serving(ledger), playing(ledger):
            if (reports := reports_beside(ledger)).exists():
                rmtree(reports)
            for file in ledger.parent.glob(f"{ledger.name}*"):
                file.unlink()
