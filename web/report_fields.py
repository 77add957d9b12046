"""What the forms of a report say: the texts of its fields, and what they showed."""

import re
from collections.abc import Iterable

from desk.reports.writing import Typed
from rules.free_text import plain
from rules.reports.drafts import Field
from web.forms import Form

MARK, LABEL, SAVED = "mark.", "label.", "luu"
_BOXES, _TICKED = (Field.NOTHING.of(""), Field.HELD.of("")), "✓"
_FIGURES, _WHYS = Field.FIGURE.of(""), Field.WHY.of("")


def read_fields(form: Form, names: Iterable[str]) -> Typed:
    """Return what was typed into fields; a box that is not ticked is empty."""
    fields = {name: _text(form, name) for name in names}
    return Typed(fields, {name: form.one(f"{MARK}{name}") for name in fields})


def read_whys(form: Form) -> Typed:
    """Return what was explained, whatever it is about."""
    return read_fields(form, [name for name in form.fields if name.startswith(_WHYS)])


def kept(form: Form) -> dict[str, str]:
    """Return what was typed by the labels the form had, to be written down again."""
    labels = {
        name.removeprefix(LABEL): form.one(name)
        for name in form.fields
        if name.startswith(LABEL)
    }
    return {
        label: _TICKED
        if name.startswith(_BOXES) and form.one(name)
        else _text(form, name)
        for name, label in labels.items()
    }


def read_saved(form: Form) -> int:
    """Return which save the form showed, 0 where it names none."""
    text = form.one(SAVED)
    return int(text) if re.fullmatch(r"[0-9]{1,9}", text) else 0


def _text(form: Form, name: str) -> str:
    """Return a text in its lines; a figure stays as it is, cells of a table and all."""
    text = form.text(name)
    return text if name.startswith(_FIGURES) else plain(text)
