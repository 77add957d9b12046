"""Last year's plan made ready for another year: what changes in its files, and why."""
