"""Where an assignment stands: derived from facts, deadline and now, never stored."""

from enum import StrEnum


class Status(StrEnum):
    """What a person is told about an assignment."""

    UNASSIGNED = "unassigned"
    AWAITING = "awaiting"
    CONFIRMED = "confirmed"
    WAITING = "waiting"
    IN_PROGRESS = "in-progress"
    DUE_SOON = "due-soon"
    OVERDUE = "overdue"
    SENT_BACK = "sent-back"
    SENT_BACK_LATE = "sent-back-late"
    DONE = "done"
    DONE_LATE = "done-late"
    NOTHING_TO_REPORT = "nothing-to-report"
    DECLINED = "declined"
    WAIVED = "waived"
    DELEGATED = "delegated"
    WITHDRAWN = "withdrawn"
