"""What is wrong with the fields of a form, whatever the form is about."""

from collections.abc import Iterator
from itertools import product
from typing import cast, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from flows.forms.fields import UpTo, Within
from flows.forms.refusals import FILL_AGAIN, NOT_WITHIN, TOO_LONG
from schemas.numerals import grouped


def wrong_fields(given: BaseModel) -> str | None:
    """Return which fields are blank, too long or out of bounds, None if none is."""
    fields = type(given).model_fields
    blank = [
        _title(name, field)
        for name, field in fields.items()
        if field.is_required() and not str(getattr(given, name)).strip()
    ]
    if blank:
        return FILL_AGAIN.format(fields=", ".join(blank))
    beyond = [
        said
        for name, field in fields.items()
        for said in _beyond(_title(name, field), field, getattr(given, name))
    ]
    return " ".join(beyond) or None


def _beyond(title: str, field: FieldInfo, value: object) -> Iterator[str]:
    for limit, one in _limited(field, value):
        match limit, one:
            case UpTo(most), str() if len(one) > most:
                length = grouped(len(one))
                yield TOO_LONG.format(title=title, length=length, most=grouped(most))
            case Within(least, most, said), int() if not least <= one <= most:
                bounds = {"least": said(least), "most": said(most)}
                yield NOT_WITHIN.format(title=title, **bounds)
            case _:
                pass


def _limited(field: FieldInfo, value: object) -> Iterator[tuple[object, object]]:
    """Pair each limit with what it holds for: the value, or each item of a list."""
    yield from ((limit, value) for limit in field.metadata)
    if isinstance(value, list):
        items, (item,) = cast("list[object]", value), get_args(field.annotation)
        _, *limits = get_args(item)
        yield from product(limits, items)


def _title(name: str, field: FieldInfo) -> str:
    return field.title or name
