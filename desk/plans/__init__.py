"""Plans as files: read with every error at once; days off; the signed plan."""
