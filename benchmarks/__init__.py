"""The same work as docs/performance.md sets it, measured beside its limits."""
