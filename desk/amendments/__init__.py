"""Amendments: shown before they bind, applied as they were shown."""
