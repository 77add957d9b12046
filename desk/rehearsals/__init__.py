"""Rehearsals: a season played on a clock of its own, by a script drawn from a seed."""
