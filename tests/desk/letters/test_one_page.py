"""The leader's page is one page, printed, however bad the week was."""

from dataclasses import replace

import pytest
from playwright.sync_api import Browser

from desk.letters.views import LetterView
from desk.letters.wording import inlined
from desk.templates import render
from tests.desk.letters.letter_views import LATE, PLAN, TYPICAL

pytestmark = pytest.mark.browser

A4_MARGINS = {"top": "20mm", "bottom": "20mm", "left": "30mm", "right": "15mm"}
"""The narrowest that Nghị định 30/2020 has."""


def week(agencies: int) -> LetterView:
    """Return a week in which so many agencies are behind with six duties each."""
    names = [f"Ủy ban nhân dân xã vùng cao biên giới thứ {n}" for n in range(agencies)]
    late = tuple(replace(LATE, agency=name) for name in names for _ in range(6))
    view = TYPICAL["weekly"]
    assert view.brief is not None
    stages, phases = view.brief.overdue * 3, view.brief.phases * 4
    brief = replace(view.brief, overdue=stages, phases=phases)
    return replace(view, digest=late, brief=brief)


@pytest.mark.parametrize("agencies", [0, 10, 11, 400])
def test_the_weekly_page_is_one_sheet_of_paper(chromium: Browser, agencies: int):
    html = inlined(render("letters/weekly/body.html", letter=week(agencies)))
    page = chromium.new_page()
    page.set_content(html)
    pdf = page.pdf(format="A4", margin=A4_MARGINS)
    assert pdf.count(b"/Type /Page\n") == 1


def test_what_does_not_fit_is_counted():
    for name in ("body.html", "body.txt"):
        text = " ".join(render(f"letters/weekly/{name}", letter=week(12)).split())
        assert "à 2 đơn vị khác" in text
        assert text.count("6 nhiệm vụ, quá hạn lâu nhất 3 ngày") == 10
    assert PLAN.number in text
