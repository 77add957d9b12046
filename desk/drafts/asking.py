"""What a draft knows from the text, and what it has to ask a person."""

from collections.abc import Mapping
from datetime import date

from desk.drafts.wording import worded
from rules.finding import File
from schemas.question import Answer, Question

Answers = Mapping[str, Answer]
"""What people answered, by the question's field."""


class Asking:
    """Collects the questions of a draft; answers given before stand for proposals."""

    def __init__(self, answers: Answers) -> None:
        self.questions: list[Question] = []
        self._answers = answers

    def text(
        self, field: str, read: str | None, proposed: str, because: str
    ) -> tuple[str | None, str]:
        """Return what the draft writes, None where it asks, and what it works with."""
        if read:
            return read, read
        return None, str(self.ask(field, proposed, because))

    def day(
        self, field: str, read: date | None, proposed: date, because: str
    ) -> tuple[str | None, date]:
        """Return a day as the draft writes it, and the day it works with."""
        if read is not None:
            return read.isoformat(), read
        said = str(self.ask(field, proposed.isoformat(), because))
        try:
            return None, date.fromisoformat(said)
        except ValueError:
            return None, proposed

    def ask(
        self,
        field: str,
        proposed: Answer,
        because: str,
        asks: str | None = None,
        file: File = File.PLAN,
        *,
        needed: bool = True,
    ) -> Answer:
        """Ask, and return the answer, or the proposal while there is none."""
        answer = self._answers.get(field)
        said = asks or worded(f"{field.replace('[', '.').replace(']', '')}.asks")
        self.questions.append(
            Question(
                file=file.value,
                field=field,
                asks=said,
                proposed=proposed,
                because=because,
                answer=answer,
                needed=needed,
            )
        )
        return proposed if answer is None else answer
