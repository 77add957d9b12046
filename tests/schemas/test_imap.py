from dataclasses import replace

import pytest

from schemas.imap import ImapServer, ImapServerError

OFFICE = ImapServer("mail.laichau.example", 993, "thuongtruc", "khong-ai-biet")


def test_a_password_never_travels_in_clear_text():
    with pytest.raises(ImapServerError, match="CAMPAIGN_IMAP_TLS") as caught:
        replace(OFFICE, tls="none")
    assert "khong-ai-biet" not in str(caught.value)
    assert replace(OFFICE, tls="none", host="127.0.0.1").tls == "none"


def test_a_mailbox_is_remembered_without_its_address():
    assert OFFICE.name == replace(OFFICE, password="khac").name
    assert "thuongtruc" not in OFFICE.name
    others = [replace(OFFICE, **{field: "x"}) for field in ("host", "user", "folder")]
    assert len({OFFICE.name, *(one.name for one in others)}) == 4


def test_a_password_is_not_shown():
    assert "khong-ai-biet" not in repr(OFFICE)
