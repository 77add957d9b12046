"""The office's forms as Prefect serves them: what they offer, do, and do not keep."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest

from desk.progress import progress
from desk.start import OFFICE, fix_launch
from desk.state import docket_of
from flows.forms.refusals import NOT_YET
from flows.forms.season import HoldLaunch
from flows.submitting import deployment_id, submit_once
from ledger import entries
from schemas import words
from schemas.base import VN
from schemas.entry import EntryKind
from schemas.in_force import Ceremony
from tests.flows.conftest import settings_in
from tests.flows.processes import until
from tests.flows.product import BEGINS, PLAN, Product, issue, move_clock, rehearse

pytestmark = pytest.mark.prefect

WHO = {"name": "Người quyết định", "post": "Chánh Văn phòng"}
ONE = f"{PLAN.id}/so-gddt · Sở Giáo dục và Đào tạo"
DUTY = f"{PLAN.id}/2.2 · Bàn giao học sinh về sinh hoạt hè tại địa phương"
CAMPAIGN = f"{PLAN.id} · {PLAN.short_title}"
ALL = f"{PLAN.id} · Tất cả các đơn vị"
GROUP = f"{PLAN.id}/huyen-thanh-pho · UBND các huyện, thành phố"


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    folder = tmp_path_factory.mktemp("forms")
    product = Product(settings_in(folder))
    with product.desk() as desk:
        rehearse(desk)
        issue(desk)
    assert until(lambda: GROUP in offered(product, "notify"), 60)
    yield product
    product.stop()


def deployment(product: Product, name: str) -> Any:
    full = f"{words.FLOWS[name]}/{name}"
    return product.run(lambda client: client.read_deployment_by_name(full))


def offered(product: Product, name: str, field: str = "agency") -> list[str]:
    forms = deployment(product, name).parameter_openapi_schema["definitions"]
    form = next(one for one in forms.values() if field in one.get("properties", {}))
    return form["properties"][field].get("enum", [])


def submitted(product: Product, name: str, given: dict[str, Any]) -> dict[str, Any]:
    """Fill a form in; return what Prefect keeps of it once the run is over."""
    key, parameters = deployment(product, name).id, {"given": given}

    async def submit(client: Any) -> Any:
        return await client.create_flow_run_from_deployment(key, parameters=parameters)

    run = product.run(submit).id

    def read() -> Any:
        return product.run(lambda client: client.read_flow_run(run))

    assert until(lambda: read().state_type == "COMPLETED", 60)
    return read().parameters["given"]


def test_each_form_offers_what_it_can_be_about(product: Product):
    assert ONE in offered(product, "extend")
    assert ONE in offered(product, "waive")
    assert ALL not in offered(product, "extend")
    assert offered(product, "silence")[0] == ALL
    assert GROUP not in offered(product, "silence")
    assert offered(product, "notify")[0] == ALL
    duties = offered(product, "extend", "duty")
    assert DUTY in duties
    assert len(duties) == len({*duties}) == len(PLAN.duties()) + len(PLAN.laid_on_all)
    for name in ("answer", "hasten", "silence"):
        assert offered(product, name, "duty") == ["", *duties]
    assert offered(product, "hold", "campaign") == ["", CAMPAIGN]


def test_a_silence_is_recorded_and_nobodys_name_is_kept(product: Product):
    given = {"agency": ONE, "duty": DUTY, "action": "Tạm dừng", **WHO}
    given |= {"until": "08/5/2024"}
    kept = submitted(product, "silence", given | {"reason": "Bão lũ"})
    assert (kept["name"], kept["post"], kept["reason"]) == ("", "", "")
    assert kept["agency"] == ONE
    with product.desk() as desk:
        (silent,) = progress(desk, PLAN.id, BEGINS).silent
    assert (silent.agency, silent.duty) == ("so-gddt", "2.2")


def test_a_text_is_kept_while_it_is_only_shown(product: Product):
    said = {"subject": "Dời Lễ phát động", "text": "Dời sang ngày 02/6."}
    given = {"agency": GROUP, **said, **WHO}
    shown = submitted(product, "notify", given | {"action": "Xem trước"})
    assert {field: shown[field] for field in said} == said
    assert (shown["name"], shown["post"]) == ("", "")
    sent = submitted(product, "notify", given | {"action": "Gửi"})
    assert {sent[field] for field in (*said, *WHO)} == {""}
    with product.desk() as desk:
        (announced,) = progress(desk, PLAN.id, BEGINS).announced
    assert (announced.said.subject, announced.expected) == ("Dời Lễ phát động", 8)


def test_a_season_is_rehearsed_beside_the_ledger_that_is_served(product: Product):
    with product.desk() as desk, desk.ledger.read() as tx:
        before = entries.extent(tx, 1)
    asked = {"plan": PLAN.id, "bounced": "nowhere"}
    run = failed(product, "rehearse", asked)
    assert run.state.message.startswith("Không có đơn vị nowhere trong danh sách")
    assert "rehearsal" in run.tags
    with product.desk() as desk, desk.ledger.read() as tx:
        assert entries.extent(tx, 1) == before


def failed(product: Product, name: str, given: dict[str, Any]) -> Any:
    """Fill a form in that cannot be taken; return its run once it is over."""
    key, parameters = deployment(product, name).id, {"given": given}

    async def submit(client: Any) -> Any:
        return await client.create_flow_run_from_deployment(key, parameters=parameters)

    run = product.run(submit).id

    def reading() -> Any:
        return product.run(lambda client: client.read_flow_run(run))

    assert until(lambda: reading().state_type == "FAILED", 60)
    return reading()


def test_letters_are_not_held_in_a_rehearsal_and_nobodys_name_is_kept(
    product: Product,
):
    given = {"action": "Giữ mọi thư", "reason": "Thử", **WHO}
    run = failed(product, "hold", given)
    assert run.state.message == "Đang diễn tập: không có thư gửi ra ngoài."
    kept = run.parameters["given"]
    assert (kept["name"], kept["post"], kept["reason"]) == ("", "", "")


def launch_recording(product: Product) -> Any:
    """Submit what asks for the ceremony's result, as the phases do; return its id."""

    async def work(client: Any) -> Any:
        deployment = await deployment_id(client, f"{words.FLOWS['launch']}/launch")
        given = {"campaign": PLAN.id, "step": "launch-held"}
        return await submit_once(client, deployment, f"{PLAN.id}/launch-held", given)

    return product.run(work)


def shown(product: Product, run: Any) -> str:
    """Return what stands above a run's form, nothing while none is shown."""

    async def work(client: Any) -> str:
        state = (await client.read_flow_run(run)).state
        keys = state.state_details.run_input_keyset
        if state.name != words.WAITING["launch-held"] or keys is None:
            return ""
        found = await client.filter_flow_run_input(run, keys["description"], 1, set())
        return found[0].decoded_value

    return product.run(work)


def held(product: Product) -> list[str]:
    with product.desk() as desk:
        row = docket_of(desk, PLAN.id, OFFICE)
        assert row
        with desk.ledger.read() as tx:
            facts = entries.of(tx, [row.id])[row.id]
    return [fact.step for fact in facts if fact.kind is EntryKind.HELD]


def test_how_the_ceremony_went_is_recorded_by_a_day_as_the_form_writes_it(
    product: Product,
):
    example = (HoldLaunch.model_fields["day"].description or "").split()[-1]
    assert example.startswith("31/5/")
    with product.desk() as desk:
        starts = datetime(2024, 5, 31, 8, tzinfo=VN)
        fix_launch(desk, PLAN.id, Ceremony(place="Sân A", starts=starts), BEGINS)
        move_clock(desk, starts.replace(hour=11))
    run = launch_recording(product)
    assert until(lambda: shown(product, run), 60)

    def fill_in(day: str) -> None:
        given = {"day": day, "attendance": 850}
        product.run(lambda client: client.resume_flow_run(run, given))

    fill_in(example)
    said = f"**{NOT_YET.format(day=example)}**"
    assert until(lambda: shown(product, run).startswith(said), 60), "another year's"
    assert held(product) == []
    fill_in(example.replace("2027", "2024"))
    assert until(lambda: held(product) == ["2024-05-31/850"], 60)
