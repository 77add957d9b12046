"""A calendar that takes messages as RFC 5546 has it, in whatever order they come."""

from dataclasses import dataclass, field

from schemas.letter import Invitation, Method


@dataclass
class Calendar:
    """Keeps the message of the highest SEQUENCE of each event."""

    kept: dict[str, Invitation] = field(default_factory=dict)

    def take(self, told: Invitation) -> None:
        known = self.kept.get(told.event)
        if known is None or told.sequence > known.sequence:
            self.kept[told.event] = told

    @property
    def events(self) -> dict[str, Invitation]:
        """What is shown: a cancelled event is not."""
        return {
            event: told
            for event, told in self.kept.items()
            if told.method is Method.REQUEST
        }
