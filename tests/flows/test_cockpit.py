"""A coordinator's work in Prefect's own pages, from the login to what came of it."""

import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import TypeVar

import pytest
from playwright.sync_api import Browser

from desk.start import OFFICE
from desk.state import docket_of, reached
from flows.deployments import SERVED
from flows.environment import prefect_environment
from flows.forms.refusals import NO_SUCH_DAY, TOO_LONG
from ledger import campaigns, entries
from schemas import words
from schemas.duty import Duty
from schemas.entry import EntryKind
from schemas.plan import Plan
from tests.flows.cockpit import Cockpit
from tests.flows.conftest import settings_in
from tests.flows.filling import offered
from tests.flows.offer import FORMS
from tests.flows.processes import until
from tests.flows.product import BEGINS, PLAN, Product, issue, rehearse
from tests.flows.test_refusals import is_vietnamese

T = TypeVar("T")

pytestmark = [pytest.mark.prefect, pytest.mark.browser]

EARLY = BEGINS - timedelta(hours=1)
"""Before the hours in which letters are written: nothing here takes any."""
STARTED = "dong-dang-2024"
WHO = {"Họ tên": "Người quyết định", "Chức vụ": "Chánh Văn phòng"}
SIGNED = {
    "Số kế hoạch": "85/KH-UBND",
    "Ngày ban hành": "06/5/2024",
    "Người ký": "Phó Chủ tịch",
    "Đã xác nhận các thời hạn đề xuất": "",
}
EXTENDED = {
    "Đơn vị": f"{PLAN.id}/so-y-te · ",
    "Nhiệm vụ": f"{PLAN.id}/3.1 · ",
    "Quyết định": words.ENTRIES[EntryKind.EXTENDED],
    "Gia hạn đến hết ngày": "15/7/2024",
    "Lý do": "Mưa lũ",
    **WHO,
}


AMENDED = {
    "Số văn bản điều chỉnh": "201/KH-UBND",
    "Ngày văn bản": "06/5/2024",
    "Người ký": "Phó Chủ tịch",
}
_SEEN = re.compile(r"Mã bản xem trước: ([0-9a-f]+)")


def before_it_was_edited() -> Plan:
    """The plan in the folder, but for a duty that was to be done ten days earlier."""
    entries = [
        entry.model_copy(update={"duties": tuple(map(_earlier, entry.duties))})
        for entry in PLAN.entries
    ]
    return PLAN.model_copy(update={"entries": tuple(entries)})


def _earlier(duty: Duty) -> Duty:
    if duty.id != "8.1.3" or duty.deadline is None:
        return duty
    day = duty.deadline.day - timedelta(days=10)
    deadline = duty.deadline.model_copy(update={"day": day})
    return duty.model_copy(update={"deadline": deadline})


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """A rehearsal with a campaign whose plan binds, ahead of its first letters."""
    product = Product(settings_in(tmp_path_factory.mktemp("cockpit")))
    with product.desk() as desk:
        rehearse(desk, EARLY, before_it_was_edited())
        issue(desk, EARLY)
    assert until(lambda: offered(product, "extend"))
    yield product
    product.stop()


@pytest.fixture(scope="module")
def cockpit(product: Product, chromium: Browser) -> Iterator[Cockpit]:
    """Prefect's pages, opened by somebody who has just logged in."""
    context = chromium.new_context(
        base_url=product.settings.ui_address, viewport={"width": 1280, "height": 1000}
    )
    cockpit = Cockpit(context.new_page())
    environment = prefect_environment(product.settings)
    cockpit.log_in(environment["PREFECT_API_AUTH_STRING"])
    yield cockpit
    context.close()


def facts(product: Product, agency: str) -> list[EntryKind]:
    with product.desk() as desk:
        row = docket_of(desk, PLAN.id, agency)
        assert row
        with desk.ledger.read() as tx:
            return [fact.kind for fact in entries.of(tx, [row.id])[row.id]]


def revision(product: Product) -> int:
    with product.desk() as desk, desk.ledger.read() as tx:
        return campaigns.get(tx, 1).revision


def apart(read: Callable[[], T]) -> T:
    """Read in a thread of its own: a browser's event loop runs in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(read).result()


def shown(product: Product, campaign: str, *said: str) -> bool:
    """Tell whether the board comes to have a line with all this."""

    def has_line() -> bool:
        picture = product.picture(f"{campaign}-board")
        lines = picture.description.splitlines() if picture else []
        return any(all(one in line for one in said) for line in lines)

    return apart(lambda: until(has_line))


def test_a_campaign_is_started_and_signed_off(product: Product, cockpit: Cockpit):
    cockpit.fill_in("start", {"Chiến dịch": STARTED})
    cockpit.told(words.DONE, words.STARTED)
    cockpit.open_run(f"{words.FLOWS['issuance']} · ")
    cockpit.told(words.WAITING["issuance"])
    cockpit.answer(cockpit.asked(), SIGNED | {"Người ký": "x" * 201})
    form = cockpit.asked()
    said = TOO_LONG.format(title="Người ký", length=201, most=200)
    form.get_by_text(said).wait_for()
    with product.desk() as desk:
        assert not reached(desk, STARTED).issued
    cockpit.answer(form, SIGNED)
    cockpit.told(words.DONE)
    with product.desk() as desk:
        assert reached(desk, STARTED).issued
    assert shown(product, STARTED, "85/KH-UBND", "Phó Chủ tịch")


def test_an_extension_is_granted_and_one_that_cannot_be_is_refused_in_words(
    product: Product, cockpit: Cockpit
):
    cockpit.fill_in("extend", EXTENDED | {"Gia hạn đến hết ngày": "31/6/2024"})
    cockpit.told(words.REFUSED, NO_SUCH_DAY.format(day="31/6/2024"))
    assert EntryKind.EXTENDED not in facts(product, "so-y-te")
    cockpit.fill_in("extend", EXTENDED)
    cockpit.told(words.DONE, words.RECEIPT.partition("{")[0])
    assert EntryKind.EXTENDED in facts(product, "so-y-te")
    assert shown(product, PLAN.id, "| Sở Y tế |", "(15/7)")


def test_an_answer_is_entered_for_its_agency(product: Product, cockpit: Cockpit):
    given = {
        "Đơn vị": f"{PLAN.id}/cong-an · ",
        "Nội dung trả lời": words.ENTRIES[EntryKind.CONFIRMED],
        "Hình thức": "Điện thoại",
    }
    cockpit.fill_in("answer", given | WHO)
    cockpit.told(words.DONE, words.RECEIPT.partition("{")[0])
    assert EntryKind.CONFIRMED in facts(product, "cong-an")
    assert shown(product, PLAN.id, "| Công an tỉnh | 3/3 |")


def test_figures_are_locked(product: Product, cockpit: Cockpit):
    given = {"Phạm vi": f"{PLAN.id} · ", "Việc thực hiện": "Khóa số liệu"}
    cockpit.fill_in("lock", given | WHO)
    cockpit.told(words.DONE, "Khóa số liệu. Chưa nộp báo cáo (")
    assert EntryKind.LOCKED in facts(product, OFFICE)


def test_an_edited_plan_is_shown_and_then_binds(product: Product, cockpit: Cockpit):
    plan, before = {"Chiến dịch": PLAN.id}, revision(product)
    cockpit.fill_in("amend", plan | {"Việc thực hiện": "Xem trước"})
    cockpit.told(words.DONE, "Sẽ có ")
    (seen,) = cockpit.read(_SEEN)
    assert revision(product) == before
    applied = plan | {"Việc thực hiện": "Áp dụng", "Mã bản xem trước": seen} | AMENDED
    cockpit.fill_in("amend", applied)
    said = {"number": AMENDED["Số văn bản điều chỉnh"], "revision": before + 1}
    cockpit.told(words.DONE, words.AMENDMENT_APPLIED.format(**said))
    assert revision(product) == before + 1
    assert shown(product, PLAN.id, "201/KH-UBND")


def test_reports_are_consolidated(product: Product, cockpit: Cockpit):
    cockpit.fill_in("consolidate", {"Chiến dịch": f"{PLAN.id} · "})
    cockpit.told(words.DONE, "Bản 1: 0/")
    assert EntryKind.CONSOLIDATED in facts(product, OFFICE)


def test_what_stands_above_forms_and_beside_them_is_vietnamese(product: Product):
    deployments = apart(lambda: product.run(lambda client: client.read_deployments()))
    assert len(deployments) == len(SERVED)
    for one in deployments:
        assert is_vietnamese(one.description), one.name
        schema = one.parameter_openapi_schema
        if one.name in FORMS:
            (form,) = schema["properties"].values()
            assert form["title"] == words.FORM, one.name
