"""Reports: who is asked for what, where each stands, what they come to."""
