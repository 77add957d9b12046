"""Drop from a letter what was answered before it was claimed."""

from rules.standing import Standing
from schemas.letter import Item, LetterKind


def still_asks(item: Item, standing: Standing) -> bool:
    """Tell whether an item still has something to ask of its agency.

    Nothing asks for receipt after a confirmation, and nothing speaks of a duty's
    deadline after its fulfilment. Copies, launches and answers ask for neither.
    """
    match item.kind:
        case LetterKind.ASSIGN:
            return not standing.received(item.duty)
        case LetterKind.REMIND | LetterKind.ESCALATE | LetterKind.DIGEST:
            return not standing.settled(item.duty)
        case _:
            return True
