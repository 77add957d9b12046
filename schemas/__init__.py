"""Nouns of the campaign as frozen values; nothing here decides, reads or sends."""
