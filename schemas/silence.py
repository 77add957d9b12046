"""A silence: for a time nobody is reminded or escalated."""

from datetime import datetime

from schemas.base import Frozen, Moment


class Silence(Frozen):
    """From `since` on and before `until` nothing is asked of those it covers."""

    since: Moment
    until: Moment

    def covers(self, moment: datetime) -> bool:
        """Tell whether a moment lies in it."""
        return self.since <= moment < self.until

    def ended(self, at: datetime) -> "Silence":
        """Return it ended at `at`, or before where it was over by then."""
        return self.model_copy(update={"until": min(self.until, at)})
