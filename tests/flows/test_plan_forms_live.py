"""The forms about plans at hand as Prefect serves them, and pages that follow facts."""

from collections.abc import Iterator
from typing import Any

import pytest

from desk.answer import Answer, answer
from desk.plans.files import campaigns_at_hand
from desk.state import docket_of
from schemas.entry import EntryKind, Person
from tests.flows.conftest import settings_in
from tests.flows.filling import filled, offered
from tests.flows.processes import until
from tests.flows.product import BEGINS, PLAN, Product, rehearse

pytestmark = pytest.mark.prefect


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    product = Product(settings_in(tmp_path_factory.mktemp("plans")))
    with product.desk() as desk:
        rehearse(desk)
    yield product
    product.stop()


def sign(product: Product) -> None:
    """Sign the plan off in the run that waits for it."""
    given = {
        "number": "156/KH-UBND",
        "signed_on": "06/5/2024",
        "signer": "Phó Chủ tịch",
        "dates_confirmed": True,
    }

    def waiting() -> list[Any]:
        runs = product.runs(PLAN.id, "issuance").values()
        return [run for run in runs if run.state_name == "Chờ ký ban hành"]

    assert until(waiting, 60)
    (run,) = waiting()
    product.run(lambda client: client.resume_flow_run(run.id, given))


def test_plans_at_hand_are_offered_and_shown(product: Product):
    known = campaigns_at_hand()
    for form in ("new", "check", "preview"):
        assert until(lambda form=form: offered(product, form, "plan") == known)
    run = filled(product, "check", plan="dong-dang-2024")
    assert run.state_type == "COMPLETED"
    assert run.state.message.startswith("0 lỗi")
    page = product.picture("dong-dang-2024-check")
    assert "Kế hoạch có thể khởi động" in page.description
    assert page.flow_run_id == run.id
    run = filled(product, "preview", plan="dong-dang-2024")
    assert "thư trong" in run.state.message
    assert "Số thư mỗi ngày" in product.picture("dong-dang-2024-preview").description
    run = filled(product, "new", plan="dong-dang-2024", year=2024)
    assert run.state_type == "FAILED"
    assert run.state.message.startswith("Năm 2024 không sau năm của kế hoạch")


def test_the_page_of_a_phase_follows_what_agencies_say(product: Product):
    sign(product)
    key = f"{PLAN.id}-issuance"

    def told(words: str) -> bool:
        page = product.picture(key)
        return page is not None and words in page.description

    assert until(lambda: told("xác nhận tiếp nhận mọi nhiệm vụ: **0/20**"), 60)
    with product.desk() as desk:
        row = docket_of(desk, PLAN.id, "so-y-te")
        assert row
        duties = ("3.1", "own-plan", "report")
        said = Answer(EntryKind.CONFIRMED, duties, Person("An", "Văn thư"), "act")
        answer(desk, row.id, said, BEGINS)
    assert until(lambda: told("xác nhận tiếp nhận mọi nhiệm vụ: **1/20**"), 60)
