"""A plan behind the decision that issues it, read as one document.

The decision has the head, what the plan rests on and the signature; the plan has the
title and the text.
"""

import re
from collections.abc import Sequence

from documents.reading.paragraph import Paragraph

_DECISION = re.compile(r"quyết\s+định\s*:?", re.IGNORECASE)
_PLAN = re.compile(r"K[ẾÊE]\s?HO[ẠA]CH")
_ISSUED_WITH = re.compile(
    r"\(\s*(?:được\s+)?(?:ban hành\s+)?kèm theo[^()]*\)|^(?:ban hành\s+)?kèm theo.*",
    re.IGNORECASE,
)
_RESTS = re.compile(r"(?:căn cứ|theo đề nghị)\s", re.IGNORECASE)
_FOOT = re.compile(r"n[ơo]i\s+nh[ậâa]n", re.IGNORECASE)
_HEAD = 40
_TITLE = 8
"""Paragraphs in which a plan's title ends, and says what it was issued with."""


def with_annex(paragraphs: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """Return a plan with its decision's head and foot; any other text as it stands."""
    decided = _first(paragraphs, _DECISION, 0, _HEAD)
    plan = None if decided is None else _first(paragraphs, _PLAN, decided, None)
    if decided is None or plan is None:
        return tuple(paragraphs)
    behind = paragraphs[plan + 1 : plan + 1 + _TITLE]
    with_it = [n for n, one in enumerate(behind) if _ISSUED_WITH.search(one.text)]
    if not with_it:
        return tuple(paragraphs)
    last = behind[with_it[0]]
    about = _ISSUED_WITH.sub("", last.text).strip()
    title = [*behind[: with_it[0]], *([last._replace(text=about)] if about else ())]
    body = paragraphs[plan + 2 + with_it[0] :]
    decision = paragraphs[decided:plan]
    rests = [one for one in decision if _RESTS.match(one.text)]
    foot = [n for n, one in enumerate(decision) if _FOOT.match(one.text)]
    closes = decision[foot[0] :] if foot else ()
    return (
        *paragraphs[:decided],
        paragraphs[plan],
        *title,
        *rests,
        *body,
        *closes,
    )


def _first(
    paragraphs: Sequence[Paragraph],
    words: re.Pattern[str],
    start: int,
    end: int | None,
) -> int | None:
    every = enumerate(paragraphs[start:end], start)
    return next((n for n, one in every if words.fullmatch(one.text.strip())), None)
