"""What does not belong into free text: lists of persons (Law 91/2025/QH15)."""

import re

# Numbers of identity papers have 9 or 12 digits.
_PERSONAL = re.compile(
    r"(?<!\d)(\d{12}|\d{9})(?!\d)|(sinh năm|năm sinh|\bSN)[\s:.]*\d{4}", re.IGNORECASE
)


def names_persons(text: str) -> bool:
    """Tell whether a text has numbers of identity papers or years of birth."""
    return _PERSONAL.search(text) is not None
