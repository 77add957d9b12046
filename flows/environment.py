"""The one place where Prefect is told how to live here."""

import base64
import os
import sys
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

from schemas.errors import CampaignError
from settings import Secret, Settings

USER = "campaign"
WORKER_HEARTBEAT = 5
"""Seconds; Prefect calls a worker offline after three of them."""

_QUIET = {"PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "WARNING"}


class RedisMissingError(CampaignError):
    """Redis is asked for, and what speaks to it is not installed."""


class PrefectTooEarlyError(CampaignError):
    """Prefect was imported before its environment was set."""


def prefect_home(settings: Settings) -> Path:
    """Return the folder of everything that is Prefect's."""
    return settings.var / "prefect"


def prefect_environment(settings: Settings) -> dict[str, str]:
    """Return what server, runner and clients agree on: closed, silent, our own folder.

    The same values serve all three, so none can disagree with another.
    """
    home = prefect_home(settings)
    password = f"{USER}:{settings.secret(Secret.UI)}"
    key = sha256(settings.secret(Secret.ENCRYPTION).encode()).digest()
    return _messages(settings) | {
        "DO_NOT_TRACK": "1",
        "PREFECT_HOME": str(home),
        "PREFECT_PROFILES_PATH": str(home / "profiles.toml"),
        "PREFECT_API_URL": f"{settings.ui_address}/api",
        "PREFECT_API_AUTH_STRING": password,
        "PREFECT_CLIENT_CSRF_SUPPORT_ENABLED": "true",
        # Plain HTTP has no certificate to check, and reading the machine's authorities
        # for each client costs more than its call.
        "PREFECT_API_TLS_INSECURE_SKIP_VERIFY": str(not _is_tls(settings)).lower(),
        "PREFECT_SERVER_API_HOST": str(settings.ui_host),
        "PREFECT_SERVER_API_PORT": str(settings.ui_port),
        "PREFECT_SERVER_API_AUTH_STRING": password,
        "PREFECT_SERVER_API_CSRF_PROTECTION_ENABLED": "true",
        "PREFECT_SERVER_API_CORS_ALLOWED_ORIGINS": settings.ui_address,
        "PREFECT_SERVER_DATABASE_CONNECTION_URL": _database(settings),
        "PREFECT_SERVER_ENCRYPTION_KEY": base64.urlsafe_b64encode(key).decode(),
        # By itself Prefect records each state of each letter's task in a transaction of
        # its own; here those of twenty letters, or of a second, share one.
        "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_BATCH_SIZE": "60",
        "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_FLUSH_INTERVAL": "1",
        # In a server's memory the slot of a run ends with the server: Prefect then ends
        # the beat that has it, and may never free it.
        "PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE": (
            "prefect.server.concurrency.lease_storage.filesystem"
        ),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_SERVER_UI_API_URL": "/api",
        "PREFECT_UI_URL": f"{settings.ui_address}/v2",
        "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
        "PREFECT_SERVER_UI_STATIC_DIRECTORY": str(home / "ui"),
        # A worker asks as often as the runner does; one that is gone shows in 15 s.
        "PREFECT_WORKER_QUERY_SECONDS": "1",
        "PREFECT_WORKER_HEARTBEAT_SECONDS": str(WORKER_HEARTBEAT),
    }


def _is_tls(settings: Settings) -> bool:
    return settings.ui_address.startswith("https://")


def _database(settings: Settings) -> str:
    if not settings.prefect_database:
        return f"sqlite+aiosqlite:///{settings.var / 'prefect' / 'prefect.db'}"
    _, _, place = settings.prefect_database.partition("://")
    return f"postgresql+asyncpg://{place}"


def _messages(settings: Settings) -> dict[str, str]:
    """Return how Prefect's server passes its events on; in its memory by itself."""
    if not settings.redis:
        return {}
    if find_spec("prefect_redis") is None:
        raise RedisMissingError(
            "CAMPAIGN_REDIS is set, and prefect-redis is not installed: install what "
            "requirements-country.lock names, or unset it"
        )
    return {
        "PREFECT_MESSAGING_BROKER": "prefect_redis.messaging",
        "PREFECT_MESSAGING_CACHE": "prefect_redis.messaging",
        "PREFECT_SERVER_EVENTS_CAUSAL_ORDERING": "prefect_redis.ordering",
        "PREFECT_REDIS_MESSAGING_URL": settings.redis,
    }


def enter_prefect(settings: Settings, *, quiet: bool = False) -> None:
    """Set the environment of this process; to be called before Prefect is imported.

    `quiet` keeps the runs of this process out of its terminal. Whatever `PREFECT_*` the
    process was started with is dropped. Raises PrefectTooEarlyError where Prefect has
    already read another environment.
    """
    wanted = prefect_environment(settings) | (_QUIET if quiet else {})
    if wanted.items() <= os.environ.items():
        return
    if "prefect" in sys.modules:
        raise PrefectTooEarlyError("enter_prefect() must come before importing prefect")
    for name in [name for name in os.environ if name.startswith("PREFECT_")]:
        del os.environ[name]
    os.environ.update(wanted)
