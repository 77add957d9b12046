"""Numbers as Vietnamese offices write and say them: 1.234.567, 4,2 tỷ, hai mươi mốt."""

from collections.abc import Iterator

from schemas.indicator import MONEY

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_AFTER_TEN = {5: "lăm"}
_AFTER_TENS = {1: "mốt", 4: "tư", 5: "lăm"}
"""What the last digit is called in 15, and in 21, 24, 25."""
_BILLION = 10**9
_GROUPS = ((10**6, "triệu"), (1000, "nghìn"), (1, ""))

_SHORT = ((_BILLION, "tỷ"), (10**6, "triệu"))
_PLACES = 100
"""Short amounts have at most two decimals: three might be read as thousands."""

_MEGABYTE = 10**6

SCALES = {
    "": 1,
    **dict.fromkeys(("nghìn", "ngàn", "nghin", "ngan", "k"), 1000),
    **dict.fromkeys(("triệu", "trieu", "tr"), 10**6),
    **dict.fromkeys(("tỷ", "tỉ", "ty", "ti"), _BILLION),
    **dict.fromkeys(("nghìn tỷ", "nghìn tỉ", "ngàn tỷ", "ngàn tỉ"), 1000 * _BILLION),
}
"""The words by which an amount is scaled, as people type them, in lower case."""

CURRENCY = (MONEY, "dong", "vnđ", "vnd", "đ")
"""How people type the unit of money, in lower case."""


def grouped(figure: int) -> str:
    """Return a figure as `1.234.567`."""
    return f"{figure:,}".replace(",", ".")


def said_figure(figure: int, unit: str) -> str:
    """Return a figure with its unit, as `1.234.567 suất`."""
    return f"{grouped(figure)} {unit}"


def short_money(amount: int) -> str:
    """Return an amount as `4,2 tỷ đồng` where that is exact, else in full."""
    for scale, name in _SHORT:
        hundredths, left = divmod(amount * _PLACES, scale)
        if amount >= scale and left == 0:
            whole, part = divmod(hundredths, _PLACES)
            decimals = f",{part:02}".rstrip("0") if part else ""
            return f"{grouped(whole)}{decimals} {name} {MONEY}"
    return said_figure(amount, MONEY)


def said_per_mille(ratio: int) -> str:
    """Return a ratio in per mille as `66,7 %`."""
    whole, tenth = divmod(ratio, 10)
    return f"{grouped(whole)},{tenth} %" if tenth else f"{grouped(whole)} %"


def said_size(size: int) -> str:
    """Return a size in bytes as `1,2 MB` or `340 KB`, rounded up."""
    if size < _MEGABYTE:
        return f"{-(-size // 1000)} KB"
    whole, tenth = divmod(-(-size * 10 // _MEGABYTE), 10)
    return f"{whole},{tenth} MB" if tenth else f"{whole} MB"


def in_words(figure: int, unit: str) -> str:
    """Return a figure (not below 0) in words, as `bốn tỷ hai trăm triệu đồng`."""
    return f"{' '.join(_spoken(figure))} {unit}"


def _spoken(figure: int) -> Iterator[str]:
    """Say a number: its billions as a number of their own, then what is left."""
    billions, left = divmod(figure, _BILLION)
    if billions:
        yield from _spoken(billions)
        yield "tỷ"
    elif not left:
        yield _DIGITS[0]
    led = billions > 0
    for scale, name in _GROUPS:
        three = left // scale % 1000
        if three:
            yield from _three(three, led=led)
            yield from [name] if name else []
            led = True


def _three(number: int, *, led: bool) -> Iterator[str]:
    """Say three digits; `led` by others, they have hundreds even where these are 0."""
    hundreds, rest = divmod(number, 100)
    tens, last = divmod(rest, 10)
    if hundreds or led:
        yield from (_DIGITS[hundreds], "trăm")
        if last and not tens:
            yield "linh"
    if tens > 1:
        yield from (_DIGITS[tens], "mươi")
    elif tens:
        yield "mười"
    if last:
        yield (_AFTER_TENS if tens > 1 else _AFTER_TEN if tens else {}).get(
            last, _DIGITS[last]
        )
