"""Vietnamese before Unicode: TCVN 5712:1993 (ABC fonts) and VNI for Windows."""

import re
from unicodedata import normalize

_TCVN3_FROM = (
    "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\xadõö÷øùúûüýþ¡¢§£¤¥¦"
)
_TCVN3_TO = "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵĂÂĐÊÔƠƯ"
_TCVN3 = str.maketrans(_TCVN3_FROM, _TCVN3_TO)

_ACUTE, _GRAVE, _HOOK, _TILDE, _DOT = "\u0301", "\u0300", "\u0309", "\u0303", "\u0323"
_CIRCUMFLEX, _BREVE = "\u0302", "\u0306"
_VNI_MARKS = {
    "ù": _ACUTE,
    "ø": _GRAVE,
    "û": _HOOK,
    "õ": _TILDE,
    "ï": _DOT,
    "â": _CIRCUMFLEX,
    "á": _CIRCUMFLEX + _ACUTE,
    "à": _CIRCUMFLEX + _GRAVE,
    "å": _CIRCUMFLEX + _HOOK,
    "ã": _CIRCUMFLEX + _TILDE,
    "ä": _CIRCUMFLEX + _DOT,
    "ê": _BREVE,
    "é": _BREVE + _ACUTE,
    "è": _BREVE + _GRAVE,
    "ú": _BREVE + _HOOK,
    "ü": _BREVE + _TILDE,
    "ë": _BREVE + _DOT,
}
_VNI_ALONE = {"ñ": "đ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "ô": "ơ", "ö": "ư", "î": "ỵ"}
_VNI = re.compile(r"([aeouyôö])([ùøûõïâáàåãäêéèúüë])|([ñæóòôöî])", re.IGNORECASE)

_COMMON = (
    " của và các trẻ em thực hiện tổ chức hoạch ngày tháng năm được cho trên địa bàn "
    " nhân dân động tại ủy công tác phối hợp với triển khai kế báo cáo trước "
)
_WORD = re.compile(r"[^\W\d_]+")
_ENOUGH = 3
"""Common words by which a text is told to be Vietnamese."""
_SAMPLE = 20_000


def modern(raw: bytes) -> str | None:
    """Return a text in composed Unicode, whatever it was written in, or None.

    Unicode is believed unless a legacy reading makes Vietnamese of what is none.
    """
    texts = [text for text in _readings(raw) if text is not None]
    if not texts:
        return None
    best = max(texts, key=_likeness)  # the first of equals: Unicode
    if _likeness(best) < _ENOUGH and not _is_plain(best):
        return None
    return best


def _readings(raw: bytes) -> list[str | None]:
    """Return a text as each encoding has it, the likeliest encoding first."""
    unicode = _decoded(raw)
    if unicode is None:
        single = raw.decode("latin-1")
        return [_from_tcvn3(single), _from_vni(single), _from_windows(raw)]
    return [normalize("NFC", unicode), _from_tcvn3(unicode), _from_vni(unicode)]


def _decoded(raw: bytes) -> str | None:
    encodings = ["utf-8-sig"]
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    for encoding in encodings:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _from_tcvn3(text: str) -> str:
    """Convert; a word in capitals has its marked letters small, as fonts drew them."""
    return _WORD.sub(_in_capitals, text.translate(_TCVN3))


def _in_capitals(found: re.Match[str]) -> str:
    plain = [letter for letter in found[0] if letter.isascii()]
    capitals = len(plain) > 1 and all(map(str.isupper, plain))
    return found[0].upper() if capitals else found[0]


def _from_vni(text: str) -> str:
    return normalize("NFC", _VNI.sub(_compose, text))


def _compose(found: re.Match[str]) -> str:
    base = _alone(found[1]) if found[1] else _alone(found[3])
    mark = _VNI_MARKS[found[2].lower()] if found[1] else ""
    return normalize("NFC", base + mark)


def _alone(letter: str) -> str:
    small = _VNI_ALONE.get(letter.lower())
    if small is None:
        return letter
    return small.upper() if letter.isupper() else small


def _from_windows(raw: bytes) -> str | None:
    try:
        return normalize("NFC", raw.decode("cp1258"))
    except UnicodeDecodeError:
        return None


def _likeness(text: str) -> int:
    words = _WORD.findall(text[:_SAMPLE].lower())
    return sum(f" {word} " in _COMMON for word in words)


def _is_plain(text: str) -> bool:
    """Tell whether a text is readable even without Vietnamese: letters, no controls."""
    sample = text[:_SAMPLE]
    odd = sum(not one.isprintable() and not one.isspace() for one in sample)
    return "\ufffd" not in sample and odd * 50 < len(sample) and sample.isascii()
