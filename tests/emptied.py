"""Empty the PostgreSQL database that the tests of a process share."""

import psycopg


def emptied(database: str) -> str:
    """Drop all that is in a database; return its address."""
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute("SET client_min_messages = warning")
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")
    return database
