"""What is said remembers how it was made."""

import pickle
from collections.abc import Callable
from copy import copy, deepcopy

import pytest

from schemas.said import Said


def pickled(said: Said) -> Said:
    return pickle.loads(pickle.dumps(said))  # noqa: S301 - our own


@pytest.mark.parametrize("again", [copy, deepcopy, pickled])
def test_a_copy_is_made_from_the_template_too(again: Callable[[Said], Said]):
    said = Said("noted: {note}", note="{as} it stands")
    other = again(said)
    assert (other, type(other)) == ("noted: {as} it stands", Said)
    assert (other.template, other.given) == (said.template, said.given)
