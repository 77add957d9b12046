"""Examples that are worked out, not typed: each builds what it shows by itself."""
