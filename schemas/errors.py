"""The family of errors people meet; each says what, where and the remedy."""

from typing import NamedTuple

from schemas.said import Said


class CampaignError(Exception):
    """Root of the errors this system raises on purpose; its text is for a person."""


class Problem(NamedTuple):
    """One finding in a plan: where it stands, what is wrong, what to do."""

    file: str
    line: int | None
    field: str
    what: Said
    remedy: Said

    def __str__(self) -> str:
        """Return `file:line: field: what (remedy)`."""
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        return f"{place}: {self.field}: {self.what} ({self.remedy})"


class PlanError(CampaignError):
    """The plan has errors; `problems` holds all of them at once."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(map(str, problems)))
