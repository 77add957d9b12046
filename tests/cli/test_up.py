from pathlib import Path

import pytest

from cli.addresses import show_addresses
from settings import Settings


def test_the_addresses_say_where_letters_go(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ledger = str(tmp_path / "ledger.db")
    settings = Settings(var=tmp_path, ledger=ledger)
    show_addresses(settings)
    assert "Mailbox" in capsys.readouterr().out
    real = {"smtp_host": "mail.office.example", "domains": ("office.example",)}
    show_addresses(settings.model_copy(update=real))
    said = capsys.readouterr().out
    assert "mail.office.example:" in said
    assert "Mailbox" not in said
    assert "Rehearsals" in said
