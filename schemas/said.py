"""What is said in English, and can be said in another language at the edge."""

from collections.abc import Mapping


class Said(str):
    """A text that remembers the template it was made from, and what was put into it.

    `Said("unknown duty '{name}'", name="2.1")` is the text itself; a wording of the
    template in another language, with the same names, is filled in by `given`.
    """

    template: str
    given: Mapping[str, object]

    def __new__(cls, template: str, **given: object) -> "Said":
        """Fill a template in; what is given may be said, or listed, itself."""
        text = super().__new__(cls, template.format(**given))
        text.template, text.given = template, given
        return text

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, object]]:
        """Let a copy be made from the template too, not from the text."""
        return (self.template,), {**self.given}


class Series(tuple[str, ...]):
    """Texts one after another, with commas between them."""

    __slots__ = ()

    def __format__(self, _spec: str) -> str:
        """Return them as one text."""
        return ", ".join(self)
