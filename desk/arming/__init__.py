"""Real mail: what arming a campaign would mean, arming it, holding every letter."""
