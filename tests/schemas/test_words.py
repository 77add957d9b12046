from enum import StrEnum

import pytest

from schemas import words
from schemas.deadline import Bound, Origin
from schemas.duty import Modality, Role
from schemas.entry import EntryKind
from schemas.letter import LetterKind
from schemas.phase import PhaseKind
from schemas.plan import Plan
from schemas.report import ReportState
from schemas.status import Status


@pytest.mark.parametrize(
    ("kinds", "labels"),
    [
        (Bound, words.BOUNDS),
        (Origin, words.ORIGINS),
        (PhaseKind, words.PHASES),
        (Status, words.STATUSES),
        (ReportState, words.REPORT_STATES),
        (LetterKind, words.LETTERS),
        (Modality, words.MODALITIES),
        (Role, words.ROLES),
        (EntryKind, words.ENTRIES),
    ],
)
def test_every_kind_has_its_words(
    kinds: type[StrEnum], labels: dict[StrEnum, str]
) -> None:
    assert set(labels) == set(kinds)
    assert all(label.strip() == label != "" for label in labels.values())


def test_no_two_states_of_an_assignment_read_alike() -> None:
    assert len(set(words.STATUSES.values())) == len(Status)


def test_states_are_said_as_offices_say_them() -> None:
    assert list(words.STATUSES.values()) == [
        "Chưa giao",
        "Chờ xác nhận",
        "Đã tiếp nhận",
        "Chờ bàn giao",
        "Đang thực hiện",
        "Sắp đến hạn",
        "Quá hạn",
        "Yêu cầu bổ sung",
        "Yêu cầu bổ sung, quá hạn",
        "Đã hoàn thành",
        "Hoàn thành quá hạn",
        "Không phát sinh",
        "Không thuộc thẩm quyền",
        "Được miễn",
        "Đã chuyển đơn vị khác",
        "Đã thu hồi",
    ]


FORBIDDEN = ("bạn ", "deadline", "task", "submit")


def test_no_label_uses_a_word_that_offices_refuse() -> None:
    labels = [
        *words.STATUSES.values(),
        *words.LETTERS.values(),
        *words.ENTRIES.values(),
        *words.PHASES.values(),
    ]
    assert not [
        label for label in labels if any(word in label.lower() for word in FORBIDDEN)
    ]


def test_every_part_of_a_plan_has_its_words() -> None:
    assert list(words.PLAN_PARTS) == list(Plan.model_fields)
