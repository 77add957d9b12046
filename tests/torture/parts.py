"""Every part of the torture, in the order in which they are run and told.

A further part is a module with a PART, and its line here.
"""

from collections.abc import Mapping

from tests.torture import (
    canaries,
    clock,
    crash,
    database,
    injection,
    mail,
    pages,
    simulation,
    storms,
    up,
    wipe,
)
from tests.torture.part import Part

PARTS: Mapping[str, Part] = {
    one.name: one
    for one in (
        crash.PART,
        up.PART,
        simulation.PART,
        storms.PART,
        wipe.PART,
        canaries.PART,
        clock.PART,
        pages.PART,
        injection.PART,
        mail.PART,
        database.PART,
    )
}
