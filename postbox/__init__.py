"""The embedded mailbox: an SMTP sink that keeps all it takes, and its page."""
