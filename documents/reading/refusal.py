"""Why a file cannot be read as a plan, said to the person who has it."""

from enum import StrEnum

from schemas.errors import CampaignError


class Cause(StrEnum):
    """What hinders the reading, with the remedy."""

    MISSING = "there is no such file: check the path"
    KIND = "only .docx, .pdf with a text layer, and .txt are read: save it as one"
    OLD_WORD = "a .doc of Word 97-2003 is not read: save it as .docx"
    CONTENT = "its content is not what its extension says: save it anew as that"
    EMPTY = "there is no text in it: check that this is the plan"
    SIZE = "larger than 20 MB: remove pictures, or save the text as .txt"
    BOMB = "it unpacks to more than a plan can hold: save it anew from Word"
    LONG = "it holds more text than a plan can: give the plan without its annexes"
    MACRO = "it carries macros: save it as a plain .docx without them"
    ENTITY = "its XML declares a document type, as no Word does: save it anew"
    ENCRYPTED = "it is protected by a password: save a copy without one"
    DAMAGED = "it is damaged: save it anew, or give the text as .txt"
    SCANNED = (
        "a PDF without a text layer, as scanners make: run text recognition (OCR) "
        "on it, or ask the issuing office for the Word file"
    )
    DISORDER = (
        "its text layer is in disorder, letters stand apart from their marks: give the "
        "Word file, or run text recognition (OCR) on it anew"
    )
    ACTIVE = "it carries scripts or other files: print it to a plain PDF"
    ENCODING = (
        "its letters are no Unicode, TCVN3 or VNI that can be told: convert it to "
        "Unicode (Unikey: Ctrl+Shift+F6), or save it as UTF-8"
    )


class UnreadableError(CampaignError):
    """A document cannot be read; one line that says what to do."""

    def __init__(self, name: str, cause: Cause) -> None:
        self.cause = cause
        super().__init__(f"{name}: {cause.value}")
