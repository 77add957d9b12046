"""Text of plans and agencies made safe for calendar files: data, never structure."""


def line(text: str) -> str:
    """Return the text on one line, without characters that cannot be seen."""
    if text.isprintable():
        return text
    return " ".join("".join(map(_visible, text)).split())


def lines(text: str) -> str:
    """Return the text with one newline between its lines, each as `line` makes it."""
    return "\n".join(line(one) for one in text.splitlines()).strip()


def quoted(name: str) -> str:
    """Return a name for a quoted parameter, which knows no double quote (RFC 5545)."""
    return line(name).replace('"', "'")


def category(name: str) -> str:
    """Return a name without commas: many clients split an escaped one all the same."""
    return " ".join(line(name).replace(",", " ").split())


def bare(value: str) -> str:
    """Return an address or a link, or raise ValueError: such is never repaired."""
    if not value or not value.isprintable() or " " in value:
        raise ValueError(f"not an address or a link: {value!r}")
    return value


def _visible(char: str) -> str:
    if char.isprintable():
        return char
    return " " if char.isspace() else ""
