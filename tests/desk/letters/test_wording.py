"""What letters share and their own is, put together, each letter by itself."""

from dataclasses import replace

import pytest

from desk.letters.views import LetterView
from desk.letters.wording import Wording, plainly
from tests.desk.letters.letter_views import EVERY, HOSTILE, LINK

NAMES = (
    "Sở Y tế",
    "Ban Chỉ đạo công tác trẻ em của Uỷ ban nhân dân thành phố trực thuộc trung ương",
    'Đoàn "Thanh niên" & Hội <LHPN>',
    "Sở  Tư\u00a0pháp \x02reader\x02 \x04\x05",
    HOSTILE,
)


@pytest.mark.parametrize("reader", NAMES)
@pytest.mark.parametrize(("kind", "view"), EVERY)
def test_each_letter_reads_as_it_does_by_itself(
    kind: str, view: LetterView, reader: str
) -> None:
    for link in (LINK, f"{LINK}{'x' * 80}", ""):
        own = replace(view, to=reader, link=link)
        for part in ("subject.txt", "body.txt", "body.html"):
            name = f"letters/{kind}/{part}"
            assert Wording(own).of(name) == plainly(name, own)
