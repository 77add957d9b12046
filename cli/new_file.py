"""Write what people go on working on, never over a file."""

from pathlib import Path

from schemas.errors import CampaignError


class NoPlaceError(CampaignError):
    """The draft cannot be written there; nothing was overwritten."""


def write_new(file: Path, content: bytes, option: str) -> None:
    """Write a new file; NoPlaceError, which names the `option`, where none can be."""
    try:
        with file.open("xb") as stream:
            stream.write(content)
    except FileExistsError as error:
        raise NoPlaceError(
            f"{file} is there already: name another with {option}"
        ) from error
    except OSError as error:
        raise NoPlaceError(f"{file}: {error.strerror or error}") from error
