"""Messages as mail programs and servers write them, about a letter of ours."""

import base64
import quopri
import re
from pathlib import Path

FOLDER = Path(__file__).parent / "mails"
CLIENTS = ("outlook-reply", "gmail-reply", "apple-reply", "thunderbird-reply")
SERVERS = ("postfix-bounce", "exchange-bounce", "gmail-bounce")

ORIGINAL = "<7.3.0123456789abcdef0123456789abcdef@laichau.example>"
UID = "lai-chau-2024_so-y-te_day_2024-06-30_0123456789abcdef0123@laichau.example"
WHO = "SoYTe@laichau.example"
_GIVEN = {
    "UID": UID,
    "SEQ": "0",
    "PART": "ACCEPTED",
    "WHO": WHO,
    "TO": WHO,
    "NOTE": "Đã nhận",
    "TEXT": "Đã nhận",
    "ORIGINAL": ORIGINAL,
    "ACTION": "failed",
    "STATUS": "5.1.1",
}
_CALENDAR = re.compile(r"@ICS(64|QP):(.*?)@END\n", re.DOTALL)


def mail(name: str, **given: str) -> bytes:
    """Return a message of that form; its calendar and texts are encoded last."""
    text = (FOLDER / f"{name}.eml").read_text(encoding="utf-8")
    values = _GIVEN | given
    text = text.replace("@TEXT64@", _base64(values["TEXT"]))
    text = text.replace("@TEXTQP@", _quoted(values["TEXT"]))
    for key, value in values.items():
        text = text.replace(f"@{key}@", value)
    text = _CALENDAR.sub(_calendar, text)
    return text.replace("\n", "\r\n").encode()


def _calendar(found: re.Match[str]) -> str:
    encoded = _base64 if found[1] == "64" else _quoted
    return encoded(found[2].replace("\n", "\r\n")) + "\n"


def _base64(text: str) -> str:
    return base64.encodebytes(text.encode()).decode().strip()


def _quoted(text: str) -> str:
    return quopri.encodestring(text.encode()).decode().replace("\r\n", "\n")
