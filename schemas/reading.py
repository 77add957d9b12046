"""References to whoever reads an agency's letters, as drafts and letters hold them.

They are resolved to addresses when a letter is composed, so that no fact holds one.
"""

CONTACT = "contact"
"""The agency's contact of the day, or the colleague the docket was passed on to."""
REGISTERED = "registered"
"""The agency's contact of the day, whoever the docket was passed on to."""
HEAD = "head"
OTHERS = "others"
"""All who read the agency's letters beside the contact."""
_DELEGATE = "delegate:"


def delegate(n: int) -> str:
    """Return the reference to the colleague of the fact that passed a docket on."""
    return f"{_DELEGATE}{n}"


def delegated_by(reference: str) -> int | None:
    """Return the number of the fact that a reference to a colleague names."""
    if not reference.startswith(_DELEGATE):
        return None
    return int(reference.removeprefix(_DELEGATE))


def is_agencys(reference: str) -> bool:
    """Tell whether a letter goes to the agency itself: all its readers get a copy."""
    return reference in (CONTACT, REGISTERED) or delegated_by(reference) is not None
