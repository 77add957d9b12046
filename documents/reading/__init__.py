"""A plan's text, as clerks write it, read into values; nothing is added to it."""
