import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from css_inline import CSSInliner

from desk.letters.views import AnnouncementView, LetterView
from desk.templates import paragraph, render, subject
from schemas.letter import LetterKind
from tests.desk.letters.letter_views import (
    ASKED,
    CALLED_OFF,
    COURTEOUS,
    DUTY,
    EVERY,
    HOSTILE_LETTERS,
    LINK,
    SLOGANS,
    TAKEN_BACK,
    TYPICAL,
)

ASKING = ("assign", "remind", "escalate", "invite", "launch", "digest")
NOTICES = ("assign", "remind", "escalate", "invite", "launch")
FORBIDDEN = re.compile(
    r"\b(bạn|deadline|task|submit|email|click|link|user)\b", re.IGNORECASE
)
URGING = re.compile(
    r"đôn đốc|quá hạn|quá thời hạn|chậm|khẩn|phê bình|nhắc việc|yêu cầu|chưa nhận được"
    r"|nghiêm túc|được giao|giao nhiệm vụ",
    re.IGNORECASE,
)
VOID = {"meta", "br"}
LAYOUT = {"table", "tr", "td", "ul", "ol", "li", "p", "h1", "h2", "a", "strong", "span"}


class Read(HTMLParser):
    """Reads html strictly: each element closed in its turn; keeps text and links."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: set[str] = set()
        self.attributes: set[str] = set()
        self.links: list[str] = []
        self.words: list[str] = []
        self.feed(html)
        self.close()
        assert self.open == []

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links += [value or "" for name, value in attrs if name == "href"]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if not {"style", "title"} & set(self.open):
            self.words.append(data)


def html(kind: str, view: LetterView) -> Read:
    return Read(render(f"letters/{kind}/body.html", letter=view))


def text(kind: str, view: LetterView) -> str:
    return render(f"letters/{kind}/body.txt", letter=view)


def flat(words: str) -> str:
    return " ".join(words.split())


def spoken(kind: str, view: LetterView) -> list[str]:
    """Return all that people read of a letter."""
    heading = render(f"letters/{kind}/subject.txt", letter=view)
    return [heading, flat(text(kind, view)), html(kind, view).text]


def test_every_kind_of_letter_has_its_case() -> None:
    assert set(TYPICAL) == {kind.value for kind in LetterKind}


@pytest.mark.parametrize(("kind", "view"), EVERY)
def test_a_subject_is_one_short_line(kind: str, view: LetterView) -> None:
    said = render(f"letters/{kind}/subject.txt", letter=view)
    assert 10 < len(said) <= 90
    assert said.isprintable()


@pytest.mark.parametrize(("kind", "view"), [*TYPICAL.items(), *COURTEOUS.items()])
def test_every_letter_greets_and_cites_the_plan(kind: str, view: LetterView) -> None:
    cited = "Kế hoạch số 1234/KH-UBND ngày 6/5/2024 của UBND tỉnh Lai Châu"
    for body in spoken(kind, view)[1:]:
        assert f"Kính gửi: {view.to}" in body
        assert body.count(cited) >= 2, "in the opening and at the foot"
        assert view.plan.office.name in body
        assert "Văn thư, vanthu@soldtbxh.laichau.example" in body
        assert "gửi tự động" in body


@pytest.mark.parametrize(("kind", "view"), [*TYPICAL.items(), *COURTEOUS.items()])
def test_every_letter_shows_theme_hotline_and_slogans(
    kind: str, view: LetterView
) -> None:
    for body in spoken(kind, view)[1:]:
        assert "Chủ đề: Hành động thiết thực" in body
        assert "Tổng đài: 111" in body
    assert SLOGANS in text(kind, view)
    assert SLOGANS in html(kind, view).links


@pytest.mark.parametrize("kind", ASKING)
def test_what_asks_for_something_lets_go_whoever_wrote_already(kind: str) -> None:
    for group in (TYPICAL, COURTEOUS):
        for body in spoken(kind, group[kind])[1:]:
            assert "đã gửi văn bản, xin bỏ qua thông báo này" in body


@pytest.mark.parametrize(("kind", "view"), EVERY)
def test_an_agency_has_one_button_and_its_link_in_the_text(
    kind: str, view: LetterView
) -> None:
    links = html(kind, view).links
    assert links.count(LINK) == (1 if view.link else 0)
    assert (LINK in text(kind, view).splitlines()) is bool(view.link)
    assert ("không đăng công khai" in flat(text(kind, view))) is bool(view.link)


@pytest.mark.parametrize(("kind", "view"), [*TYPICAL.items(), *COURTEOUS.items()])
def test_no_word_that_offices_do_not_write(kind: str, view: LetterView) -> None:
    for body in spoken(kind, view):
        assert not FORBIDDEN.search(body)


@pytest.mark.parametrize(
    ("kind", "view"),
    [
        *((kind, COURTEOUS[kind]) for kind in NOTICES),
        ("escalate", replace(TYPICAL["escalate"], reminded=(ASKED,))),
        ("assign", replace(TYPICAL["assign"], of_day=(DUTY, ASKED))),
    ],
)
def test_who_was_asked_of_anything_is_not_urged(kind: str, view: LetterView) -> None:
    for body in spoken(kind, view):
        assert not URGING.search(body)


def test_who_was_assigned_reads_how_late_a_duty_is() -> None:
    for body in spoken("escalate", TYPICAL["escalate"])[1:]:
        assert "Đã quá hạn 3 ngày" in body
        assert "Thời hạn: hết ngày 19/7/2024" in body


@pytest.mark.parametrize(
    ("kind", "headings"),
    [
        (
            "assign",
            ["NHIỆM VỤ ĐƯỢC GIAO (2)", "LỄ PHÁT ĐỘNG", "NHIỆM VỤ SẮP ĐẾN THỜI HẠN (1)"],
        ),
        (
            "remind",
            [
                "NHIỆM VỤ SẮP ĐẾN THỜI HẠN (1)",
                f"THÔNG BÁO: {DUTY.title}",
                "LỊCH KÈM THEO",
            ],
        ),
        (
            "escalate",
            ["NHIỆM VỤ ĐÃ QUÁ THỜI HẠN (1)", "NHIỆM VỤ SẮP ĐẾN THỜI HẠN (1)"],
        ),
        ("launch", ["LỄ PHÁT ĐỘNG", "NHIỆM VỤ SẮP ĐẾN THỜI HẠN (1)"]),
    ],
)
def test_a_letter_that_mixes_sections_names_each(
    kind: str, headings: list[str]
) -> None:
    lines = text(kind, TYPICAL[kind]).splitlines()
    found = [lines.index(heading) for heading in headings]
    assert found == sorted(found)
    read = html(kind, TYPICAL[kind]).text.upper()
    assert all(heading.upper() in read for heading in headings)


def test_a_launch_is_only_spoken_of_where_the_letter_invites_to_it() -> None:
    assert "Lễ phát động" not in html("remind", TYPICAL["remind"]).text
    assert "08:00 ngày 31/5/2024" in html("launch", TYPICAL["launch"]).text


def test_a_receipt_says_code_moment_person_and_what() -> None:
    for body in spoken("receipt", TYPICAL["receipt"])[1:]:
        for said in ("ABCD-EFGH", "09:05 ngày 7/5/2024", "Văn thư", DUTY.title):
            assert said in body


def test_an_urgent_letter_says_who_ordered_it_and_a_notice_does_not() -> None:
    said = AnnouncementView("Dời lễ", ("Dời sang 2/6.",), "Nguyễn Văn A, Giám đốc")
    for kind, heading in (("urgent", "Khẩn: Dời lễ: Kế"), ("announce", "Dời lễ: Kế")):
        subject, *bodies = spoken(kind, replace(TYPICAL[kind], announced=(said,)))
        assert subject.startswith(heading)
        for body in bodies:
            assert "Dời sang 2/6." in body
            assert ("Nguyễn Văn A, Giám đốc" in body) is (kind == "urgent")


def test_a_digest_lists_by_agency_and_asks_for_a_call() -> None:
    view = replace(TYPICAL["digest"], digest=TYPICAL["digest"].digest[1:])
    for body in spoken("digest", view)[1:]:
        assert "UBND huyện Mường Tè" in body
        assert "quá 3 ngày" in body
        assert "14:00 ngày 24/7/2024" in body


@pytest.mark.parametrize(("kind", "view"), EVERY)
def test_html_is_whole_and_holds_nothing_but_layout(
    kind: str, view: LetterView
) -> None:
    source = render(f"letters/{kind}/body.html", letter=view)
    read = Read(source)
    frame = {"html", "head", "meta", "title", "style", "body", "br"}
    assert read.elements <= LAYOUT | frame
    assert not {"onclick", "src"} & read.attributes
    assert source.lstrip().startswith("<!doctype html>")
    assert '<html lang="vi">' in source
    assert "url(" not in source
    assert "@import" not in source
    assert all(c.isprintable() or c == "\n" for c in source)
    assert len(source) < 30_000


@pytest.mark.parametrize(("kind", "view"), HOSTILE_LETTERS.items())
def test_text_of_a_plan_makes_no_line_of_its_own(kind: str, view: LetterView) -> None:
    written = text(kind, view)
    assert all(c.isprintable() or c == "\n" for c in written)
    assert "\n\n\n\n" not in written


@pytest.mark.parametrize(("kind", "view"), TYPICAL.items())
def test_text_is_wrapped_for_a_narrow_window(kind: str, view: LetterView) -> None:
    long = [line for line in text(kind, view).splitlines() if len(line) > 78]
    assert [line for line in long if "https://" not in line] == []
    assert "\n\n\n" not in text(kind, view)


@pytest.mark.parametrize("kind", ["assign", "receipt"])
def test_styles_go_into_the_elements(kind: str) -> None:
    source = render(f"letters/{kind}/body.html", letter=TYPICAL[kind])
    inlined = CSSInliner(load_remote_stylesheets=False).inline(source)
    assert "max-width: 600px" in inlined.partition("<body")[2]
    assert "<style" not in inlined
    assert "<!--[if mso]>" in inlined


@pytest.mark.parametrize("folder", ["day", "overdue", "launch", "call"])
@pytest.mark.parametrize("group", [TYPICAL, COURTEOUS, HOSTILE_LETTERS])
def test_an_event_is_told_in_one_line_and_described_in_full(
    folder: str, group: dict[str, LetterView]
) -> None:
    view = group[{"launch": "launch", "call": "digest"}.get(folder, "escalate")]
    summary = render(f"invitations/{folder}/summary.txt", letter=view)
    told = render(f"invitations/{folder}/description.txt", letter=view)
    assert 5 < len(summary) <= 90
    assert summary.isprintable()
    assert "Thực hiện Kế hoạch số" in told
    assert (LINK in told) is bool(view.link)
    assert all(c.isprintable() or c == "\n" for c in told)
    if view.asked:
        assert not URGING.search(summary + told)


def test_an_event_behind_its_day_says_so_to_whom_was_assigned() -> None:
    assigned, asked = (
        render("invitations/overdue/summary.txt", letter=group["escalate"])
        for group in (TYPICAL, COURTEOUS)
    )
    assert assigned.startswith("QUÁ HẠN 19/7/2024")
    assert asked.startswith("Đã đến thời hạn 19/7/2024")


@pytest.mark.parametrize(
    ("view", "what"),
    [(TAKEN_BACK, "hạn hết ngày 19/7/2024"), (CALLED_OFF, "14:00 ngày 24/7/2024")],
    ids=["a day", "a call"],
)
def test_what_is_taken_back_asks_to_take_it_out_of_the_calendar(
    view: LetterView, what: str
) -> None:
    heading, *bodies = spoken("invite", view)
    assert heading.startswith("Hủy lịch")
    for body in bodies:
        assert what in body
        assert "bỏ mục này khỏi lịch công tác" in body
    assert what in render("invitations/cancelled/description.txt", letter=view)
    summary = render("invitations/cancelled/summary.txt", letter=view)
    assert summary.startswith("Đã hủy: ")
    assert len(summary) <= 90


def test_a_letter_says_which_day_of_the_calendar_its_file_changes() -> None:
    changed = replace(TYPICAL["receipt"], invited="19/7/2024")
    gone = replace(TYPICAL["remind"], of_day=(), cancelled=True)
    for kind, view, verb in (("receipt", changed, "cập nhật"), ("remind", gone, "bỏ")):
        for body in spoken(kind, view)[1:]:
            assert f"Tệp lịch kèm thư này {verb} thời hạn hết ngày 19/7/2024" in body
    for body in spoken("receipt", TYPICAL["receipt"])[1:]:
        assert "Tệp lịch" not in body


def test_a_paragraph_is_wrapped_and_indented() -> None:
    assert paragraph("một  hai\nba", "- ", "  ") == "- một hai ba\n"
    assert paragraph("chữ " * 40, "- ", "  ").splitlines()[1].startswith("  chữ")
    assert all(len(line) <= 76 for line in paragraph("chữ " * 40).splitlines())


def test_a_subject_is_cut_between_words() -> None:
    assert subject("một  hai\nba") == "một hai ba"
    assert subject("chữ " * 40).endswith("chữ …")
