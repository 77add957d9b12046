"""Read the document of a plan with the calendar and the rules about persons."""

from pathlib import Path

from desk.plans.days_off import working_days
from documents.reading.read import read_document
from documents.reading.result import Reading
from documents.reading.source import read_lines
from rules.people import lists_people


def read_file(path: Path) -> Reading:
    """Return what a .docx, .pdf or .txt says; raises UnreadableError."""
    lines = read_lines(path)
    wrapped = path.suffix.lower() != ".docx"
    return read_document(lines, working_days(), lists_people, wrapped=wrapped)
