"""Letters: claimed, composed from what is still to be said, delivered, listed."""
