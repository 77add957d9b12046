"""Where rehearsals are kept, a file each."""

from hashlib import sha256
from pathlib import Path

from desk.rehearsals.behaving import written
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
