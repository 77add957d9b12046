"""Reports: written on pages, submitted, taken in by the office, consolidated."""
