"""A draft on the disk: plan, roster, questions and the sheet people review it by."""

import os
import shutil
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from desk.drafts.plan import Draft
from desk.drafts.review import review
from desk.drafts.wording import worded
from desk.plans.questions import QUESTIONS
from desk.plans.write_yaml import to_yaml
from documents.reading.result import Reading
from rules.finding import File
from schemas.errors import CampaignError

REVIEW = "review.md"


class FolderTakenError(CampaignError):
    """The folder holds a campaign already: name another with -o, or remove it."""


def write_draft(draft: Draft, reading: Reading, folder: Path, source: str) -> None:
    """Write a draft into a folder: whole, or nothing of it."""
    if (folder / File.PLAN).exists():
        raise FolderTakenError(f"{folder}: {FolderTakenError.__doc__}")
    texts = {
        File.PLAN.value: to_yaml(draft.plan, worded("comment.plan")),
        File.ROSTER.value: to_yaml(draft.roster, worded("comment.roster")),
        QUESTIONS: questions_text(draft),
        REVIEW: review(reading, draft, source),
    }
    _write(texts, folder)


def write_answers(draft: Draft, folder: Path) -> None:
    """Write the questions anew with the answers they have got."""
    _write({QUESTIONS: questions_text(draft)}, folder)


def questions_text(draft: Draft) -> str:
    """Return questions.yaml."""
    asked: list[dict[str, Any]] = []
    for one in draft.questions:
        fields = one.model_dump(mode="json")
        if one.needed:
            del fields["needed"]
        asked.append(fields)
    return to_yaml({"questions": asked}, worded("comment.questions"))


def _write(texts: dict[str, str], folder: Path) -> None:
    """Write files beside their places first, so that none is ever half written."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(mkdtemp(prefix=".draft-", dir=folder.parent))
    except OSError as error:
        raise CampaignError(f"{folder}: cannot be written: {error.strerror}") from None
    try:
        for name, text in texts.items():
            (beside / name).write_text(text, encoding="utf-8")
        folder.mkdir(exist_ok=True)
        for name in texts:
            os.replace(beside / name, folder / name)  # noqa: PTH105 - one call, atomic
    except OSError as error:
        raise CampaignError(f"{folder}: cannot be written: {error.strerror}") from None
    finally:
        shutil.rmtree(beside, ignore_errors=True)
