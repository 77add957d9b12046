"""The sentences in which flags tell people why; one place, templates/documents."""

from functools import cache

from documents.wording import HOME


def said(code: str, **values: str) -> str:
    """Return the sentence of a flag, its blanks filled; KeyError for an unknown one."""
    return _sentences()[code].format_map(values)


@cache
def _sentences() -> dict[str, str]:
    text = (HOME / "reading" / "flags.txt").read_text(encoding="utf-8")
    pairs = (line.partition(":") for line in text.splitlines() if line.strip())
    return {code.strip(): sentence.strip() for code, _, sentence in pairs}
