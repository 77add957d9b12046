"""Mail: the bytes of a message, one attempt to hand it over, and what came of it."""
