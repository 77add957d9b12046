"""The office's forms as Prefect serves them: what they offer, do, and do not keep."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

import pytest
from prefect.client.schemas.actions import DeploymentUpdate

from desk.answer import Answer, answer, reply_in
from desk.beat import beat
from desk.desk import Desk
from desk.plans.files import campaigns_at_hand
from desk.progress import progress
from desk.reports.consolidate import consolidate_reports
from desk.start import OFFICE, fix_launch
from desk.state import docket_of
from flows.forms.refusals import NOT_YET
from flows.forms.season import HoldLaunch
from flows.links import artifact_link
from flows.submitting import deployment_id, submit_once
from ledger import entries
from ledger.dockets import DocketRow
from schemas import words
from schemas.base import VN
from schemas.entry import EntryKind, Person
from schemas.in_force import Ceremony
from tests.desk.reports.two_levels import (
    ABOVE,
    BELOW,
    begin,
    plan_of,
    roster_of,
    waiting_below,
)
from tests.flows.conftest import settings_in
from tests.flows.filling import ended, filled, offered, submitted
from tests.flows.processes import until
from tests.flows.product import BEGINS, PLAN, Product, issue, move_clock, rehearse

pytestmark = pytest.mark.prefect

WHO = {"name": "Người quyết định", "post": "Chánh Văn phòng"}
ONE = f"{PLAN.id}/so-gddt · Sở Giáo dục và Đào tạo"
DUTY = f"{PLAN.id}/2.2 · Bàn giao học sinh về sinh hoạt hè tại địa phương"
CAMPAIGN = f"{PLAN.id} · {PLAN.short_title}"
ALL = f"{PLAN.id} · Tất cả các đơn vị"
GROUP = f"{PLAN.id}/huyen-thanh-pho · UBND các huyện, thành phố"


BEATS = tuple(datetime(2024, 5, day, 9, tzinfo=VN) for day in (6, 15, 27, 29, 31))


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    folder = tmp_path_factory.mktemp("forms")
    product = Product(settings_in(folder))
    with product.desk() as desk:
        rehearse(desk)
        issue(desk)
        begin(desk, plan_of(ABOVE), roster_of("above"))
        begin(desk, waiting_below(), roster_of("below"))
    assert until(lambda: GROUP in offered(product, "notify"), 60)
    yield product
    product.stop()


@pytest.fixture(scope="module")
def beaten(product: Product) -> None:
    """Let May pass before the ledger's clock does: what a run beats, it beats later."""
    with product.desk() as desk:
        for moment in BEATS:
            beat(desk, moment)


def taken(product: Product, name: str, /, **given: Any) -> dict[str, Any]:
    """Fill a form in; return what Prefect keeps of it once it was taken."""
    run = filled(product, name, **given)
    assert run.state_type == "COMPLETED"
    return run.parameters["given"]


def test_each_form_offers_what_it_can_be_about(product: Product):
    assert ONE in offered(product, "extend")
    assert ONE in offered(product, "waive")
    assert ALL not in offered(product, "extend")
    assert offered(product, "silence")[0] == ALL
    assert GROUP not in offered(product, "silence")
    assert offered(product, "notify")[0] == ALL
    duties = offered(product, "extend", "duty")
    assert DUTY in duties
    ours = [one for one in duties if one.startswith(f"{PLAN.id}/")]
    assert len({*ours}) == len(ours) == len(PLAN.duties()) + len(PLAN.laid_on_all)
    for name in ("answer", "hasten", "silence"):
        assert offered(product, name, "duty") == ["", *duties]
    assert offered(product, "hold", "campaign")[:2] == ["", CAMPAIGN]


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


def test_several_may_be_chosen_of_a_list(product: Product):
    assert DUTY in offered(product, "urge", "duties")
    assert ONE in offered(product, "rehearse", "bounced")


def test_plans_are_offered_as_they_are_at_hand_by_now(product: Product):
    name = f"{words.FLOWS['campaign']}/start"

    async def make_old(client: Any) -> None:
        found = await client.read_deployment_by_name(name)
        schema = found.parameter_openapi_schema
        schema["definitions"]["StartCampaign"]["properties"]["plan"]["enum"] = ["old"]
        update = DeploymentUpdate(parameter_openapi_schema=schema)
        await client.update_deployment(found.id, update)

    at_hand = campaigns_at_hand()
    assert offered(product, "amend", "plan") == at_hand
    assert offered(product, "rehearse", "amended") == ["", *at_hand]
    product.run(make_old)
    assert until(lambda: offered_plans(product, name) == at_hand, 60)


def offered_plans(product: Product, name: str) -> list[str]:
    kept = product.run(lambda client: client.read_deployment_by_name(name))
    forms = kept.parameter_openapi_schema["definitions"]
    return forms["StartCampaign"]["properties"]["plan"]["enum"]


def test_each_preview_says_where_it_is_shown(product: Product):
    page = artifact_link(product.settings.ui_address, f"{PLAN.id}-amendment")
    for to in ("so-tttt", "cong-an"):
        given = chosen(product, **REASSIGNED | {"to": f"{PLAN.id}/{to}"})
        said = filled(product, "reassign", **given, action="Xem trước").state.message
        assert f"Bản xem trước: {page} – Mã bản xem trước: " in said
        seen = said.rpartition(": ")[2]
        assert seen in product.picture(f"{PLAN.id}-amendment").description


def test_a_silence_is_recorded_and_nobodys_name_is_kept(product: Product):
    given = {"agency": ONE, "duty": DUTY, "action": "Tạm dừng", **WHO}
    given |= {"until": "08/5/2024"}
    kept = taken(product, "silence", **given, reason="Bão lũ")
    assert (kept["name"], kept["post"], kept["reason"]) == ("", "", "")
    assert kept["agency"] == ONE
    with product.desk() as desk:
        (silent,) = progress(desk, PLAN.id, BEGINS).silent
    assert (silent.agency, silent.duty) == ("so-gddt", "2.2")


def test_a_text_is_kept_while_it_is_only_shown(product: Product):
    said = {"subject": "Dời Lễ phát động", "text": "Dời sang ngày 02/6."}
    given = {"agency": GROUP, **said, **WHO}
    shown = taken(product, "notify", **given, action="Xem trước")
    assert {field: shown[field] for field in said} == said
    assert (shown["name"], shown["post"]) == ("", "")
    sent = taken(product, "notify", **given, action="Gửi")
    assert {sent[field] for field in (*said, *WHO)} == {""}
    with product.desk() as desk:
        (announced,) = progress(desk, PLAN.id, BEGINS).announced
    assert (announced.said.subject, announced.expected) == ("Dời Lễ phát động", 8)


def test_a_season_is_rehearsed_beside_the_ledger_that_is_served(product: Product):
    with product.desk() as desk, desk.ledger.read() as tx:
        before = entries.extent(tx, 1)
    elsewhere = next(
        one
        for one in offered(product, "rehearse", "bounced")
        if not one.startswith(f"{PLAN.id}/")
    )
    run = filled(product, "rehearse", plan=PLAN.id, bounced=[elsewhere])
    assert run.state_type == "FAILED"
    assert run.state.message.startswith(f"Không có đơn vị {elsewhere} trong danh sách")
    assert "rehearsal" in run.tags
    with product.desk() as desk, desk.ledger.read() as tx:
        assert entries.extent(tx, 1) == before


def test_letters_are_not_held_in_a_rehearsal_and_nobodys_name_is_kept(
    product: Product,
):
    given = {"action": "Giữ mọi thư", "reason": "Thử", **WHO}
    run = filled(product, "hold", **given)
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


@pytest.mark.usefixtures("beaten")
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
    assert ended(product, run).state_type == "COMPLETED"


NOON = datetime(2024, 5, 31, 12, tzinfo=VN)


class Filled(NamedTuple):
    """A form about an agency's docket, and the fact by which the ledger has it."""

    form: str
    campaign: str
    agency: str
    kind: EntryKind
    given: dict[str, Any]


SIGNED = {
    "action": "Đã ký công văn đôn đốc",
    "number": "12/UBND-VX",
    "signed_on": "31/5/2024",
    "signer": "Chủ tịch",
}
ANSWERED = (
    Filled("urge", ABOVE, "office", EntryKind.URGED, SIGNED),
    Filled("attend", ABOVE, "school", EntryKind.READ, {"action": "Đã đọc thư trả lời"}),
    Filled(
        "judge",
        BELOW,
        "school",
        EntryKind.ACCEPTED,
        {
            "duty": f"{BELOW}/2.2",
            "verdict": words.ENTRIES[EntryKind.ACCEPTED],
            "reason": "Đúng",
        },
    ),
    Filled(
        "waive",
        BELOW,
        "south",
        EntryKind.WAIVED,
        {"duty": f"{BELOW}/3.1", "reason": "Bão lũ"},
    ),
    Filled("hasten", PLAN.id, "cong-an", EntryKind.HASTENED, {"action": "Gửi ngay"}),
)
REASSIGNED = {
    "agency": f"{PLAN.id}/so-y-te",
    "duty": f"{PLAN.id}/3.1",
    "to": f"{PLAN.id}/so-tttt",
}
WITHDRAWN = {"agency": f"{ABOVE}/school", "duty": f"{ABOVE}/2.2"}
AMENDED = {"number": "201/KH-UBND", "signed_on": "31/5/2024", "signer": "Chủ tịch"}


def docket(desk: Desk, campaign: str, agency: str) -> DocketRow:
    row = docket_of(desk, campaign, agency)
    assert row
    return row


def chosen(product: Product, **given: str) -> dict[str, str]:
    """Choose from the lists of forms what is meant by its ids."""
    lists = {
        "campaign": offered(product, "accept", "campaign"),
        "agency": offered(product, "reassign"),
        "duty": offered(product, "reassign", "duty"),
    }
    lists["to"] = lists["agency"]
    return {
        field: next(
            (line for line in lists.get(field, ()) if line.startswith(f"{text} ")), text
        )
        for field, text in given.items()
    }


@pytest.fixture(scope="module")
def done(product: Product, beaten: None) -> dict[str, Any]:
    """Fill in every form about what has come up by the end of May; return the runs."""
    with product.desk() as desk:
        school = docket(desk, ABOVE, "school").id
        with desk.ledger.write() as tx:
            reply_in(tx, school, "1", Person("Người viết", "Văn thư"), BEATS[-1])
        said = Answer(EntryKind.DECLINED, ("2.2",), Person("An", "Văn thư"), "declined")
        answer(desk, docket(desk, BELOW, "school").id, said, BEATS[-1])
        consolidate_reports(desk, BELOW, BEATS[-1])
        beat(desk, BEATS[-1])
        move_clock(desk, NOON)
    runs = {
        one.form: submitted(
            product,
            one.form,
            **chosen(product, agency=f"{one.campaign}/{one.agency}", **one.given),
            **WHO,
        )
        for one in ANSWERED
    }
    below = chosen(product, campaign=BELOW)
    parent = {"number": "9/KH-UBND", "dated": "30/5/2024"}
    runs["received"] = submitted(product, "received", **below, **parent)
    runs["accept"] = submitted(product, "accept", **below, **WHO)
    for form, about in (("reassign", REASSIGNED), ("withdraw", WITHDRAWN)):
        given = chosen(product, **about)
        shown = filled(product, form, **given, action="Xem trước").state.message
        seen = {"seen": shown.rpartition(": ")[2], "action": "Áp dụng"}
        runs[form] = submitted(product, form, **given, **AMENDED, **seen)
    return {form: ended(product, run) for form, run in runs.items()}


def board(product: Product, campaign: str) -> str:
    return product.picture(f"{campaign}-board").description


def row_of(product: Product, campaign: str, name: str) -> str:
    rows = (one for one in board(product, campaign).splitlines() if f" {name} |" in one)
    return next(rows).partition(f" {name} |")[2].strip()


def state_of(product: Product, campaign: str, agency: str) -> str:
    (card,) = product.runs(campaign, agency).values()
    return card.state_name


@pytest.mark.parametrize("one", ANSWERED, ids=[one.form for one in ANSWERED])
def test_what_a_form_says_is_in_the_ledger_and_on_the_board(
    product: Product, done: dict[str, Any], one: Filled
):
    run = done[one.form]
    ended_as = (run.state_type, run.state_name)
    assert ended_as == ("COMPLETED", words.DONE), run.state.message
    kept = run.parameters["given"].values()
    assert not any(text in kept for text in WHO.values())
    with product.desk() as desk:
        row = docket(desk, one.campaign, one.agency)
        with desk.ledger.read() as tx:
            facts = entries.of(tx, [row.id])[row.id]
    assert (one.kind, NOON) in {(fact.kind, fact.at) for fact in facts}
    newest = "ghi nhận gần nhất lúc 12:00 ngày 31/5/2024"
    assert until(lambda: newest in board(product, one.campaign), 60)


def test_a_duty_declined_or_waived_is_expected_no_more(
    product: Product, done: dict[str, Any]
):
    """Of the school's three and the south's two duties one each is left out."""
    assert done["judge"].state_type == done["waive"].state_type == "COMPLETED"
    assert until(lambda: row_of(product, BELOW, "Nhà trường").startswith("0/2 "), 60)
    assert row_of(product, BELOW, "Huyện Nam").startswith("0/1 ")


def test_a_plan_from_above_is_waited_for_no_more(
    product: Product, done: dict[str, Any]
):
    assert done["received"].state_type == "COMPLETED"
    assert until(lambda: "Chờ bàn giao" not in board(product, BELOW), 60)


def test_a_consolidated_report_is_a_report_above(
    product: Product, done: dict[str, Any]
):
    assert done["accept"].state_type == "COMPLETED"
    given = "Đang thực hiện 1/2"
    assert until(lambda: state_of(product, ABOVE, "north") == given, 60)


def test_a_duty_given_to_another_agency_moves_between_their_cards(
    product: Product, done: dict[str, Any]
):
    assert done["reassign"].state.message.startswith("Đã áp dụng văn bản số 201/")
    nothing = words.WHERE["nothing"]
    assert until(lambda: state_of(product, PLAN.id, "so-y-te") == nothing, 60)


def test_a_duty_that_was_withdrawn_is_no_agencys_any_more(
    product: Product, done: dict[str, Any]
):
    assert done["withdraw"].state.message.startswith("Đã áp dụng văn bản số 201/")
    assert until(lambda: row_of(product, ABOVE, "Nhà trường").startswith("0/2 "), 60)
