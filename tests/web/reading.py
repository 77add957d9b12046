"""A page as a person reads and fills it: its words, links and forms."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

import httpx

_SILENT = {"style", "script", "title"}
_VOID = {"meta", "link", "input", "br"}


@dataclass
class Shown:
    """One form: where it goes, its fields, the values of its buttons."""

    action: str
    fields: list[tuple[str, str]] = field(default_factory=list)
    buttons: list[str] = field(default_factory=list)

    def __getitem__(self, name: str) -> str:
        return dict(self.fields)[name]


class Page(HTMLParser):
    """Reads html strictly: every element is closed in its turn."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self.labels: list[str] = []
        self.elements: set[str] = set()
        self.attributes: set[str] = set()
        self.forms: list[Shown] = []
        self._open: list[str] = []
        self.feed(html)
        self.close()
        assert self._open == []

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())

    def form(self, place: str) -> Shown:
        return next(f for f in self.forms if ("o", place) in f.fields)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.elements.add(tag)
        self.attributes |= set(given)
        if tag not in _VOID:
            self._open.append(tag)
        if "id" in given:
            self.ids.append(given["id"])
        if tag == "a":
            self.links.append(given["href"])
        elif tag == "label":
            self.labels.append(given["for"])
        else:
            self._fill(tag, given)

    def _fill(self, tag: str, given: dict[str, str]) -> None:
        """Read a form's fields; a box that is not ticked is none."""
        match tag:
            case "form":
                self.forms.append(Shown(given["action"]))
            case "input" if given.get("type") == "checkbox" and "checked" not in given:
                pass
            case "input" | "textarea":
                self.forms[-1].fields.append((given["name"], given.get("value", "")))
            case "button":
                self.forms[-1].buttons.append(given.get("value", ""))
            case _:
                pass

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self._open[-1:] == ["textarea"]:
            name, text = self.forms[-1].fields.pop()
            self.forms[-1].fields.append((name, text + data))
        if not _SILENT & set(self._open):
            self.words.append(data)


def fill(
    browser: httpx.Client, form: Shown, button: str = "", **values: str
) -> httpx.Response:
    """Send a form as a browser does: what it holds, what is typed, the button."""
    typed = {name.replace("_", "-"): value for name, value in values.items()}
    pairs = [(name, typed.get(name, value)) for name, value in form.fields]
    if button:
        pairs.append(("viec", button))
    data: dict[str, list[str]] = {}
    for name, value in pairs:
        data.setdefault(name, []).append(value)
    return browser.post(form.action, data=data)
