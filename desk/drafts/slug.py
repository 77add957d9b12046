"""Names as ids: without marks, lower case, each only once."""

import re
from unicodedata import combining, normalize

_LONGEST = 48


def slug(name: str) -> str:
    """Return a name as an id; `x` where nothing of it can be written so."""
    plain = normalize("NFD", name.lower().replace("đ", "d"))
    plain = "".join(letter for letter in plain if not combining(letter))
    words = re.findall(r"[a-z0-9]+", plain)
    said = "-".join(words)
    while len(said) > _LONGEST and len(words) > 1:
        words.pop()
        said = "-".join(words)
    return said[:_LONGEST] or "x"


class Ids:
    """Gives each name an id of its own, the same name the same id."""

    def __init__(self) -> None:
        self._by_name: dict[str, str] = {}

    def of(self, name: str) -> str:
        """Return the id of a name; a second name like the first gets a number."""
        key = " ".join(name.lower().split())
        if key not in self._by_name:
            base, taken = slug(name), set(self._by_name.values())
            said, n = base, 2
            while said in taken:
                said, n = f"{base}-{n}", n + 1
            self._by_name[key] = said
        return self._by_name[key]

    def known(self, name: str) -> str | None:
        """Return the id a name has, None if it has none yet."""
        return self._by_name.get(" ".join(name.lower().split()))
