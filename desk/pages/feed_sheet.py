"""What every event of one feed shares, and how it is worded."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from calendars.event import HOUR_ALARMS, Event, Party
from desk.letters.invite import LAUNCH_LENGTH
from desk.letters.naming import Names
from desk.letters.views import LetterView, launch_view
from desk.templates import render
from rules.events import LAUNCH_EVENT
from schemas.base import VN
from schemas.in_force import Ceremony


@dataclass(frozen=True, slots=True)
class Sheet:
    """A feed that is being filled: whose it is, and what its templates may read.

    An event is named as its invitation is, so that both are known as the same.
    """

    names: Names
    agency: str
    view: LetterView
    stamp: datetime

    def whole_days(
        self, name: str, folder: str, first: date, last: date, **values: object
    ) -> Event:
        """Return an event of whole days, both included."""
        return self._event(name, folder, first, last + timedelta(days=1), values)

    def meeting(
        self,
        name: str,
        folder: str,
        starts: datetime,
        length: timedelta,
        **values: object,
    ) -> Event:
        """Return an event of some hours or minutes."""
        return self._event(name, folder, starts, starts + length, values)

    def launch(self, ceremony: Ceremony) -> Event:
        """Return the launch ceremony, with its place."""
        view = replace(self.view, launch=launch_view(ceremony))
        starts, folder = ceremony.starts.astimezone(VN), "invitations/launch"
        event = self.meeting(LAUNCH_EVENT, folder, starts, LAUNCH_LENGTH, view=view)
        return replace(event, location=ceremony.place, alarms=HOUR_ALARMS)

    def _event(
        self,
        name: str,
        folder: str,
        start: date | datetime,
        end: date | datetime,
        values: dict[str, object],
    ) -> Event:
        office, view = self.view.plan.office, values.pop("view", self.view)
        return Event(
            uid=self.names.event_uid(self.agency, name),
            sequence=0,
            stamp=self.stamp,
            summary=render(f"{folder}/summary.txt", letter=view, **values).strip(),
            description=render(f"{folder}/description.txt", letter=view, **values),
            start=start,
            end=end,
            organizer=Party(office.name, office.address),
            attendees=(),
            categories=(self.view.plan.short_title,),
        )
