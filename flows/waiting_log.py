"""A run that waits for a person is no error, though Prefect's engine logs it as one."""

import logging

_FLOW_RUNS = "prefect.flow_runs"


def waits_quietly(record: logging.LogRecord) -> bool:
    """Let every record pass; the end of a run in a paused state is said as info."""
    message = record.getMessage()
    if message.startswith("Finished in state") and message.endswith("(type=PAUSED)"):
        record.levelno, record.levelname = logging.INFO, "INFO"
    return True


def wait_quietly() -> None:
    """Apply this to the runs of this process."""
    logging.getLogger(_FLOW_RUNS).addFilter(waits_quietly)
