"""What a form's run says of what was recorded, or of why nothing was."""

from collections.abc import Callable, Mapping

from prefect.client.schemas.objects import State
from prefect.runtime import flow_run
from prefect.states import Completed, Failed
from pydantic import BaseModel

from desk.answer import NothingToSayError, Receipt
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
        return Failed(message=said.format(**given.model_dump()))
    return Completed(name=words.DONE, message=words.RECEIPT.format(code=receipt.code))
