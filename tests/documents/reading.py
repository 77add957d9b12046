"""Read a .docx back, as anybody who opens it."""

import zipfile
from io import BytesIO

import docx
from docx.document import Document
from docx.table import Table


def opened(content: bytes) -> Document:
    return docx.Document(BytesIO(content))


def texts(document: Document) -> list[str]:
    """Return every line in the order of the page, a table cell by cell."""
    lines: list[str] = []
    for part in document.iter_inner_content():
        if isinstance(part, Table):
            lines += [
                paragraph.text
                for row in part.rows
                for cell in row.cells
                for paragraph in cell.paragraphs
            ]
        else:
            lines.append(part.text)
    return [line for line in lines if line]


def part(content: bytes, name: str) -> str:
    with zipfile.ZipFile(BytesIO(content)) as packed:
        return packed.read(name).decode()
