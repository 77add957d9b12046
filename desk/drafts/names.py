"""What a plan says of itself: names, theme, slogans; what is missing is asked for."""

from typing import Any

from desk.drafts.asking import Asking
from desk.drafts.known import usual_hotline
from desk.drafts.shortening import shortened
from desk.drafts.slug import slug
from desk.drafts.wording import worded
from documents.reading.naming import area_of, find_hotline, short_title
from documents.reading.result import Reading

_LONGEST = 190
"""Characters of a title, with room for the sign of an omission."""


def read_names(
    reading: Reading, year: int, written_year: int | None, asking: Asking
) -> dict[str, Any]:
    """Return the fields by which a campaign is named."""
    kind = reading.kind[:1].upper() + reading.kind[1:]
    own = reading.title and f"{kind} {reading.title[:1].lower()}{reading.title[1:]}"
    body = worded("body.default")
    because = worded("title.because")
    title, named = asking.text("title", one_line(own), f"{kind} {year}", because)
    issued_by, issuer = asking.text(
        "issued_by",
        one_line(reading.issuer),
        reading.place or body,
        worded("issued_by.because"),
    )
    symbol, _ = asking.text(
        "symbol", reading.symbol, f"KH-{body}", worded("symbol.because")
    )
    area = area_of(reading.issuer) or reading.place
    place, where = asking.text("place", area, issuer, worded("place.because"))
    locality, _ = asking.text(
        "locality", reading.place, where, worded("locality.because")
    )
    return {
        "id": f"{slug(reading.place or where)}-{year}",
        "title": title,
        "short_title": shortened(short_title(reading.title or named, year), _LONGEST),
        "symbol": symbol,
        "issued_by": issued_by,
        "place": place,
        "locality": locality,
        "year": written_year,
    }


def read_words(reading: Reading, asking: Asking) -> dict[str, Any]:
    """Return theme, hotline and slogans."""
    about = f"{reading.title} {reading.theme}"
    short = short_title(reading.title or "-", reading.year or 0)
    theme, spoken = asking.text(
        "theme",
        one_line(reading.theme),
        shortened(short, _LONGEST),
        worded("theme.because"),
    )
    duties = [duty.raw for one in reading.agencies for duty in one.duties]
    said = " ".join((*duties, *(one.raw for one in reading.slogans)))
    hotline, _ = asking.text(
        "hotline",
        find_hotline(said),
        usual_hotline(about) or worded("hotline.default"),
        worded("hotline.because"),
    )
    slogans = [shortened(one.text, _LONGEST, keep=True) for one in reading.slogans]
    if not slogans:
        asking.ask("slogans", (spoken,), worded("slogans.because"))
    return {"theme": theme, "hotline": hotline, "slogans": slogans or None}


def one_line(text: str | None) -> str | None:
    """Return a text as a title, None where there is none."""
    return shortened(text, _LONGEST) if text else None
