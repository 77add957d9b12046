"""What Prefect runs and shows; only this package and tasks/ import it."""
