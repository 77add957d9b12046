"""What is wrong with the fields of a form, whatever the form is about."""

from collections.abc import Iterator

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from flows.forms.fields import UpTo, Within
from flows.forms.refusals import FILL_AGAIN, NOT_WITHIN, TOO_LONG


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
    for limit in field.metadata:
        match limit, value:
            case UpTo(most), str() if len(value) > most:
                yield TOO_LONG.format(title=title, length=len(value), most=most)
            case Within(least, most), int() if not least <= value <= most:
                yield NOT_WITHIN.format(title=title, least=least, most=most)
            case _:
                pass


def _title(name: str, field: FieldInfo) -> str:
    return field.title or name
