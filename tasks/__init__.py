"""Prefect tasks: one side effect each, named for the person who watches."""
