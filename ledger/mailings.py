"""Which letter a mailbox gets on a day: one, whichever docket or campaign wrote it."""

from datetime import date

from ledger.transaction import Transaction


def reserve(tx: Transaction, day: date, reader: str, docket: int, n: int) -> bool:
    """Give a mailbox's day to a letter; False where another letter has it.

    `reader` stands for the address, which is personal data and is not kept here. Who
    reserves for several readers does so in their order, so that none waits in a circle.
    """
    given = tx.run(
        "INSERT INTO mailings (day, reader, docket, n) VALUES (?, ?, ?, ?) "
        "ON CONFLICT DO NOTHING",
        day.isoformat(),
        reader,
        docket,
        n,
    )
    if given:
        return True
    row = tx.row(
        "SELECT docket, n FROM mailings WHERE day = ? AND reader = ?",
        day.isoformat(),
        reader,
    )
    return row is not None and (row.docket, row.n) == (docket, n)
