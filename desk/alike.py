"""What is equal is kept once: plans of one shape share almost all they hold."""

from collections.abc import Hashable
from typing import Any, TypeVar

from schemas.plan import Plan

_SHARED = (
    *("period", "launch", "slogans", "legal_bases", "report_chain", "recipients"),
    *("phases", "observances", "activities", "groups", "entries", "laid_on_all"),
    *("policy", "briefs"),
)
"""What thousands of plans of one shape say alike."""

_Value = TypeVar("_Value", bound=Hashable)


class Alike:
    """Values by themselves: of several equal ones the first is kept for all."""

    def __init__(self) -> None:
        self._kept: dict[Hashable, Any] = {}

    def one(self, value: _Value) -> _Value:
        """Return the value that is kept for all that equal this one."""
        return self._kept.setdefault((type(value), value), value)

    def plan(self, plan: Plan) -> Plan:
        """Return an equal plan whose parts are shared with others."""
        parts = {name: self.one(getattr(plan, name)) for name in _SHARED}
        text = plan.indicators.model_dump_json()  # it holds what has no hash
        indicators = self._kept.setdefault(("indicators", text), plan.indicators)
        return plan.model_copy(update={**parts, "indicators": indicators})
