"""What keeps steps from being a ladder, each with its position and the remedy."""

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from schemas.duty import Modality
from schemas.said import Said
from schemas.step import FOR_THE_OFFICE, Reader, Step, StepKind


class WrongStep(NamedTuple):
    """What is wrong with a step, by its position counted from 0, and the remedy."""

    position: int
    what: Said
    remedy: Said


class WrongStepsError(ValueError):
    """The steps make no ladder; it holds all that is wrong with them."""

    def __init__(self, wrong: tuple[WrongStep, ...]) -> None:
        super().__init__("; ".join(one.what for one in wrong))
        self.wrong = wrong


def wrong_steps(steps: tuple[Step, ...]) -> tuple[WrongStep, ...]:
    """Return what keeps steps from being a ladder, in the order of the steps."""
    return tuple(sorted(set(_wrong_steps(steps))))


def _wrong_steps(steps: tuple[Step, ...]) -> Iterator[WrongStep]:
    for position, step in enumerate(steps):
        for what, remedy in (*_wrong_readers(step), *_wrong_modality(step)):
            yield WrongStep(position, what, remedy)
    for modality in Modality:
        ladder = [(i, step) for i, step in enumerate(steps) if step.is_for(modality)]
        yield from _wrong_order(ladder)


def _wrong_readers(step: Step) -> Iterator[tuple[Said, Said]]:
    if step.kind in FOR_THE_OFFICE:
        if step.to is not Reader.CONTACT or step.copy_to:
            what = Said(
                "a {kind} is for the office, which writes to nobody by it",
                kind=step.kind,
            )
            yield what, Said("remove `to` and `copy_to`")
        return
    if step.to is Reader.HEAD:
        what = Said("a step is for the contact or, escalating, the superior")
        yield what, Said("write `to: contact` and `copy_to: [head]`")
    if step.to is Reader.SUPERIOR and step.kind is StepKind.REMIND:
        what = Said("a reminder is for the contact, not for the superior")
        yield what, Said("remove `to`, or make it an escalation")
    if set(step.copy_to) - {Reader.HEAD}:
        yield (
            Said("copies go to the agency's head only"),
            Said("write `copy_to: [head]`"),
        )


def _wrong_modality(step: Step) -> Iterator[tuple[Said, Said]]:
    """Find what would urge a body that was only asked (đề nghị)."""
    if step.kind is StepKind.DRAFT and step.modality is not Modality.ASSIGNED:
        what = Said(
            "an urging letter is drafted for what was assigned, never what was asked"
        )
        yield what, Said("write `modality: {assigned}`", assigned=Modality.ASSIGNED)
    if step.to is Reader.SUPERIOR and step.modality is Modality.ASKED:
        what = Said("a body that was asked is not escalated to a superior")
        yield what, Said("write `kind: tell` without `to`: the office telephones")


def _wrong_order(ladder: list[tuple[int, Step]]) -> Iterator[WrongStep]:
    """Find what comes out of order within the ladder of one modality."""
    for (_, before), (position, step) in pairwise(ladder):
        if step.place <= before.place:
            what = Said("steps must stand in the order in which they come, one a day")
            remedy = Said(
                "sort them: reminders by falling days, then the others by rising"
            )
            yield WrongStep(position, what, remedy)
    after = [(i, step) for i, step in ladder if step.kind is not StepKind.REMIND]
    own = [i for i, step in after if not step.above]
    for position, step in after:
        told = own[:1] if step.kind is StepKind.TELL else own[-1:]
        if step.above and (not told or position < told[0]):
            what = Said(
                "an agency is escalated to itself before its superior, a letter for "
                "signature or a call"
            )
            remedy = Said("let the escalations to the contact come first")
            yield WrongStep(position, what, remedy)
