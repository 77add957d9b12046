"""Addresses of Prefect's pages, to be printed and opened."""

import json
from urllib.parse import quote, urlencode
from uuid import UUID


def board_link(ui: str, tag: str) -> str:
    """Return the page of all runs with the tag, by name, 50 at a time."""
    return f"{ui}/v2/runs?{urlencode({'tags': tag, 'sort': 'NAME_ASC', 'limit': 50})}"


def dashboard_link(ui: str, tag: str) -> str:
    """Return the dashboard of the runs with the tag."""
    return f"{ui}/v2/dashboard?{urlencode({'tags': json.dumps([tag])})}"


def run_link(ui: str, run: UUID, tab: str = "") -> str:
    """Return the page of one run; `tab` is Prefect's own word, as `Artifacts`."""
    query = f"?{urlencode({'tab': tab})}" if tab else ""
    return f"{ui}/v2/runs/flow-run/{run}{query}"


def artifact_link(ui: str, key: str) -> str:
    """Return the page of the newest artifact with the key."""
    return f"{ui}/v2/artifacts/key/{quote(key)}"


def submit_link(ui: str, deployment: UUID) -> str:
    """Return the page on which a person fills in a deployment's form and runs it."""
    return f"{ui}/v2/deployments/deployment/{deployment}/run"
