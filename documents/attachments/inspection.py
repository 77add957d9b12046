"""The inspection of a file that comes from outside: kept, or refused with a reason."""

import hashlib
from typing import BinaryIO

from documents.attachments import limits
from documents.attachments.kinds import Kind, kind_of
from documents.attachments.pdf import read_pdf
from documents.attachments.picture import check_picture
from documents.attachments.row import LooksLikePeople, check_people
from documents.attachments.sheet import read_sheets
from documents.attachments.verdict import Attachment, Code, Refusal, RefusedError
from documents.attachments.word import read_word


def inspect(
    file: BinaryIO, name: str, looks_like_people: LooksLikePeople
) -> Attachment | Refusal:
    """Inspect a file under the name it came with, of which only the extension counts.

    `file` is read from its begin and left somewhere within; it is never written to.
    Whatever it holds, nothing is raised but errors of reading `file` itself. Bounds:
    documents/attachments/limits.py; at most about 300 MB of memory here and 1 GB in
    the process that reads a PDF, at most about a minute.
    """
    try:
        size = file.seek(0, 2)
        if size > limits.FILE:
            return Refusal(Code.SIZE)
        kind = kind_of(file, name)
        _check(file, kind, looks_like_people)
    except RefusedError as error:
        return error.refusal
    return Attachment(kind.media_type, kind.value, size, _digest(file))


def _check(file: BinaryIO, kind: Kind, looks_like_people: LooksLikePeople) -> None:
    match kind:
        case Kind.JPG | Kind.PNG:
            file.seek(0)
            check_picture(file.read())
        case Kind.PDF:
            check_people(read_pdf(file), looks_like_people)
        case Kind.DOCX:
            check_people(read_word(file), looks_like_people)
        case Kind.XLSX:
            check_people(read_sheets(file), looks_like_people)


def _digest(file: BinaryIO) -> str:
    digest = hashlib.sha256()
    file.seek(0)
    while chunk := file.read(limits.MEGABYTE):
        digest.update(chunk)
    return digest.hexdigest()
