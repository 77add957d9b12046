"""The append-only ledger: facts, dockets, letters; SQLite or PostgreSQL."""
