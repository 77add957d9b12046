"""The use cases: each loads, decides and writes in one transaction."""
