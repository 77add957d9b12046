"""Recognise a letter that comes back (RFC 3464, and what servers write instead)."""

from email.message import Message

from flufl.bounce import all_failures  # pyright: ignore[reportUnknownVariableType]

from desk.replies.heard import Returned
from desk.replies.mime import identifiers, originals, sender

_SERVERS = ("mailer-daemon", "postmaster", "microsoftexchange")


def returned(message: Message) -> Returned | None:
    """Return what a report of delivery says, None for a letter that is none.

    A delay and a failure for good are told apart; a report of success names nobody.
    """
    if not _is_from_a_server(message):
        return None
    # The library leaves its argument without a type.
    delayed, failed = all_failures(message)
    about = [one for each in originals(message) for one in _named(each)]
    about += identifiers(message, "In-Reply-To", "References")
    if not delayed and not failed and not _is_report(message):
        return None
    return Returned(
        tuple(dict.fromkeys(about)), _addresses(failed), _addresses(delayed)
    )


def _is_from_a_server(message: Message) -> bool:
    """Tell whether a mail server may have written this: people quote returns too."""
    _, address = sender(message)
    path = "".join(str(message.get("Return-Path", "-")).split())
    return (
        _is_report(message)
        or path == "<>"
        or address.partition("@")[0].startswith(_SERVERS)
        or message.get("X-Failed-Recipients") is not None
    )


def _is_report(message: Message) -> bool:
    kind = str(message.get_param("report-type", "")).lower()
    whole = message.get_content_type() == "multipart/report"
    return whole and kind == "delivery-status"


def _named(original: Message) -> tuple[str, ...]:
    return identifiers(original, "Message-ID")


def _addresses(found: frozenset[bytes]) -> frozenset[str]:
    texts = (one.decode("ascii", "replace") for one in found)
    return frozenset(text.strip().strip("<>").lower() for text in texts)
