"""What a form's run says of what was recorded, or of why nothing was."""

from collections.abc import Callable, Iterable, Mapping

from prefect.client.schemas.objects import State
from prefect.runtime import flow_run
from prefect.states import Completed, Failed
from pydantic import BaseModel

from desk.answer import NothingToSayError, NotOwedError, Receipt
from flows.forms.refusals import NOTHING_NEW
from schemas import words
from schemas.errors import CampaignError

Refusals = Mapping[type[CampaignError], str]
"""How each refusal is said; what stands in braces is a field of the form."""


def act_of_run() -> str:
    """Name the act of this run: however often it is tried, it is recorded once."""
    return f"office-{flow_run.get_id()}"


def told(
    record: Callable[[], Receipt], refusals: Refusals, given: BaseModel
) -> State[None]:
    """Record and return the receipt's code as the run's message, or the refusal."""
    try:
        receipt = record()
    except NothingToSayError:
        return Completed(name=words.DONE, message=NOTHING_NEW)
    except tuple(refusals) as error:
        said = refusals[type(error)]
        owed = error.owed if isinstance(error, NotOwedError) else ()
        fields = given.model_dump() | {"owed": owed_in_words(owed)}
        return Failed(message=said.format(**fields))
    return Completed(name=words.DONE, message=words.RECEIPT.format(code=receipt.code))


def owed_in_words(duties: Iterable[str]) -> str:
    """Return the ids of what an agency owes, to be said where another was chosen."""
    return ", ".join(duties) or words.OWES_NOTHING
