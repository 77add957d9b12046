"""A duty's text taken apart: its title, what it says, and its sentences of form.

Plans end a duty with sentences that give nothing but its partners, its deadline, the
law behind that, or whom it leaves out.
"""

import re
from typing import NamedTuple

from documents.reading.letters import UPPER

_BESIDES = re.compile(r"(?:^|\s+)Quy định này không áp dụng đối với (?P<said>[^.]+)\.$")
_LAW = re.compile(
    r"(?:^|\s+)Thời hạn này theo (?P<said>[^.]+(?:\.(?! )[^.]+)*)\.$",
)
_DUE = re.compile(r"(?:^|\s+)Thời hạn: (?P<said>[^.]+(?:\.(?! )[^.]+)*)\.$")
_WITH = re.compile(r"(?:^|\s+)Phối hợp với (?P<said>[^.]+)\.$")
_SETTLED = re.compile(r"(?P<words>.+) \((?P<settled>[^()]+)\)")
_LAST_DAY = re.compile(r"hết ngày \d{1,2}/\d{1,2}")
_SENTENCE = re.compile(rf"[.!?…](?=\s+[“\"]?[{UPPER}])")
_SUPPORTS = "Phối hợp: "


class Told(NamedTuple):
    """A duty's text in its parts; what it lacks is empty.

    `due` are the words of its deadline alone, `words` what stands before a time that
    settles them in brackets, `settled` that time.
    """

    title: str
    summary: str
    partners: str = ""
    due: str = ""
    words: str = ""
    settled: str = ""
    basis: str = ""
    besides: str = ""


def told(text: str) -> Told:
    """Take the text of a duty apart; one sentence is both its title and what it says."""
    text, besides = _cut(text.strip(), _BESIDES)
    text, basis = _cut(text, _LAW)
    text, due = _cut(text, _DUE)
    with_them = _WITH.search(text)
    text, partners = _cut(text, _WITH)
    if partners and with_them:
        partners = with_them[0].strip()
    words, settled = "", ""
    found = _SETTLED.fullmatch(due)
    if found and not _LAST_DAY.fullmatch(found["settled"]):
        words, settled = found["words"], found["settled"]
    text = text.removeprefix(_SUPPORTS)
    ends = _SENTENCE.search(text)
    title = text if ends is None else text[: ends.end()]
    summary = text if ends is None else text[ends.end() :].strip()
    return Told(title, summary, partners, due, words, settled, basis, besides)


def _cut(text: str, sentence: re.Pattern[str]) -> tuple[str, str]:
    """Return a text without its last sentence of a form, and what that one says."""
    found = sentence.search(text)
    if found is None or not text[: found.start()]:
        return text, ""
    return text[: found.start()].rstrip(), found["said"]
