from pathlib import Path

import pytest

from desk.plans.files import CAMPAIGNS_HOME
from desk.plans.questions import QUESTIONS
from desk.plans.read import Reading, read_plan

NAME = "dong-dang-2024"


def asking(folder: Path, blank: str, asked: str) -> Reading:
    """A campaign with a blank in its plan, and a question about it."""
    for name in ("plan.yaml", "agencies.yaml"):
        text = (CAMPAIGNS_HOME / NAME / name).read_text(encoding="utf-8")
        assert name != "plan.yaml" or blank in text
        (folder / name).write_text(text.replace(blank, blank.split(":")[0] + ":", 1))
    (folder / QUESTIONS).write_text(f"questions:\n{asked}")
    return read_plan(folder)


THEME = "theme: Hành động thiết thực, ưu tiên nguồn lực cho trẻ em"
QUESTION = """\
  - file: plan.yaml
    field: theme
    asks: Chủ đề là gì?
    proposed: Vì trẻ em
    because: văn bản không nêu
"""


def test_an_open_question_is_listed_with_its_proposal(tmp_path: Path) -> None:
    reading = asking(tmp_path, THEME, QUESTION)
    assert reading.errors == ()
    (question,) = reading.questions
    assert (question.line, question.field) == (2, "theme")
    assert question.remedy == "proposed: Vì trẻ em; văn bản không nêu"
    assert reading.hindrances == (question,)
    assert reading.require(as_proposed=True)[0].theme == "Vì trẻ em"


def test_an_answer_stands_for_the_value(tmp_path: Path) -> None:
    reading = asking(tmp_path, THEME, f"{QUESTION}    answer: Mùa hè an toàn\n")
    assert reading.questions == ()
    assert reading.require()[0].theme == "Mùa hè an toàn"


def test_what_the_plan_says_wins_over_an_answer(tmp_path: Path) -> None:
    hotline = QUESTION.replace("theme", "hotline").replace("Vì trẻ em", "'112'")
    reading = asking(tmp_path, 'hotline: "111"', f"{hotline}{QUESTION}    answer: Hè\n")
    plan, _ = reading.require(as_proposed=True)
    assert plan.hotline == "112"
    assert plan.theme == THEME.removeprefix("theme: ")


@pytest.mark.parametrize("needed", [True, False])
def test_a_question_that_is_not_needed_hinders_nothing(tmp_path: Path, needed) -> None:
    asked = QUESTION.replace("theme", "signer.authority")
    asked += f"    needed: {str(needed).lower()}\n"
    reading = asking(tmp_path, THEME, QUESTION + asked)
    plan, _ = reading.require(as_proposed=True)
    assert [one.field for one in reading.questions][1:] == ["signer.authority"] * needed
    assert plan.signer.authority == ("Vì trẻ em" if needed else None)


def test_a_wrong_file_of_questions_is_an_error(tmp_path: Path) -> None:
    reading = asking(tmp_path, THEME, "  - {file: plan.yaml}\n")
    assert reading.errors
    assert any(one.file.endswith(QUESTIONS) for one in reading.errors)


@pytest.mark.parametrize("field", ["nowhere[x].address", "entries[nobody].title", ""])
def test_a_question_about_nothing_is_passed_over(tmp_path: Path, field: str) -> None:
    lost = QUESTION.replace("field: theme", f'field: "{field or "?"}"')
    reading = asking(tmp_path, THEME, QUESTION + lost)
    assert len(reading.questions) == 1
