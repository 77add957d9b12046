"""The files of a version of a consolidation: what is published, what stays within."""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from desk.desk import Desk
from desk.reports.consolidate import consolidation
from desk.reports.published import view_of
from desk.start import find
from documents.consolidated import consolidated_docx
from documents.figures import figures_xlsx
from documents.review import review_docx
from schemas.errors import CampaignError


class NoPlaceError(CampaignError):
    """A file cannot be written there; nothing was overwritten."""


class Written(NamedTuple):
    """A file by its name."""

    name: str
    content: bytes


def files_of(desk: Desk, name: str, version: int) -> tuple[Written, ...]:
    """Return a version's files, the same bytes whenever they are asked for.

    The report and its annex can be published. The annex with every agency's figures,
    to which each total leads, and the leaf of what to look at stay within the office.
    """
    annex = f"so-lieu-{name}-ban-{version}"
    with desk.ledger.read() as tx:
        made = consolidation(tx, find(tx, name), version)
        public = view_of(desk, tx, made, within=False, workbook=f"{annex}.xlsx")
        inner = view_of(desk, tx, made, within=True, workbook="")
    report = f"bao-cao-tong-hop-{name}-ban-{version}.docx"
    return (
        Written(report, consolidated_docx(public)),
        Written(f"{annex}.xlsx", figures_xlsx(public)),
        Written(f"{annex}-noi-bo.xlsx", figures_xlsx(inner)),
        Written(f"phieu-ra-soat-{name}-ban-{version}.docx", review_docx(inner)),
    )


def write_files(folder: Path, files: Iterable[Written]) -> list[Path]:
    """Write files into a folder and return where they are; never over another file.

    Somebody may have worked on one: NoPlaceError then, and where none can be written.
    """
    return [_write(folder, one) for one in files]


def _write(folder: Path, one: Written) -> Path:
    file = folder / one.name
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with file.open("xb") as stream:
            stream.write(one.content)
    except FileExistsError as error:
        if file.is_file() and file.read_bytes() == one.content:
            return file
        raise NoPlaceError(
            f"{file} is there already, and was worked on: name another folder"
        ) from error
    except OSError as error:
        raise NoPlaceError(f"{file}: {error.strerror or error}") from error
    return file
