"""The office's mailbox: read, understood, checked, and acted on once."""
