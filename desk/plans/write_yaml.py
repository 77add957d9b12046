"""Plain data as YAML that reads back as the same data."""

from io import StringIO
from typing import Any

from ruamel.yaml import YAML

_WIDTH = 4_000
"""Characters of a line: a value stays on its own."""


def to_yaml(data: Any, comment: str) -> str:
    """Return data as YAML below a comment; what could be read otherwise is quoted."""
    writer: Any = YAML()  # its methods carry no types
    writer.width = _WIDTH
    writer.indent(mapping=2, sequence=4, offset=2)
    text = StringIO()
    writer.dump(data, text)
    head = "".join(f"# {line}\n" for line in comment.splitlines())
    return f"{head}\n{text.getvalue()}"
