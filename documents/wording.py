"""The wording of documents: templates whose blanks are filled with data, never read."""

from pathlib import Path

HOME = Path(__file__).parent.parent / "templates" / "documents"


def paragraphs(name: str, **values: str) -> tuple[str, ...]:
    """Return a template's paragraphs, which stand apart by an empty line.

    A blank without its value is a KeyError.
    """
    text = (HOME / name).read_text(encoding="utf-8")
    return tuple(
        " ".join(one.split()).format_map(values) for one in text.strip().split("\n\n")
    )
