"""The words of drafts: questions, reasons and notes, in templates/drafts."""

from functools import cache

from desk.templates import HOME


def worded(key: str, **values: str) -> str:
    """Return a wording, its blanks filled; KeyError for an unknown one."""
    return _wordings()[key].format_map(values)


@cache
def _wordings() -> dict[str, str]:
    text = (HOME / "drafts" / "questions.txt").read_text(encoding="utf-8")
    pairs = (line.partition(":") for line in text.splitlines() if line.strip())
    return {key.strip(): said.strip() for key, _, said in pairs}
