import pytest

from rules.free_text import Fault, Refused, plain, refused


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("một\r\nhai\rba\n\nbốn", "một\nhai\nba\n\nbốn"),
        ("\n\n  một \t hai\u00a0ba\u3000 \n\n", "một   hai ba"),
        ("", ""),
        ("a\u202eb\x00", "a\u202eb\x00"),
    ],
    ids=["line ends", "spaces", "nothing", "what cannot be seen stays to be refused"],
)
def test_a_text_is_made_plain(text: str, kept: str):
    assert plain(text) == kept


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Dời Lễ phát động\n\n<b>sang</b> 2/6; BEGIN:VEVENT", None),
        ("", Refused(Fault.EMPTY)),
        ("một\nhai\u202eba", Refused(Fault.HIDDEN, 2, "U+202E")),
        ("một\x00", Refused(Fault.HIDDEN, 1, "U+0000")),
        ("một\u2028hai", Refused(Fault.HIDDEN, 1, "U+2028")),
        ("đ" * 100, None),
        ("đ" * 101, Refused(Fault.LONG)),
        ("Nguyễn Văn A, sinh năm 2015", Refused(Fault.PERSONAL)),
        ("Số 012345678901", Refused(Fault.PERSONAL)),
    ],
)
def test_a_text_is_refused_with_its_place(text: str, why: Refused | None):
    assert refused(text, 100) == why


def test_a_subject_has_one_line():
    assert refused("một\nhai", 100, one_line=True) == Refused(Fault.LINES)
    assert refused("một", 100, one_line=True) is None
