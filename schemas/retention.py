"""How long persons are kept unless an office decides otherwise."""

RETENTION_DAYS = 180
"""Days after a campaign's close: late reports and questions about them are over."""
