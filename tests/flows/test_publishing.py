import asyncio
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from desk.answer import Answer, answer, undo
from desk.campaigns import duties_of
from desk.state import docket_of
from flows.deploying import REHEARSED
from flows.here import here, sit_down, stand_up
from flows.publishing import Publishing, draw
from ledger import entries, people
from schemas.base import VN
from schemas.entry import Entry, EntryKind, Person
from tests.desk.desks import ISSUED, NAME, started
from tests.flows.conftest import settings_in
from tests.flows.processes import until
from tests.flows.product import BEGINS, PLAN, SIGNING, Product, move_clock, rehearse

pytestmark = pytest.mark.prefect

GIVEN = {"name": "Người gọi điện", "post": "Chánh Văn phòng", "how": "Điện thoại"}
PERSON = Person("Người thử", "Văn thư")
OWES = {f"{PLAN.id}:issuance"}
SOON = 60.0
"""Seconds after which an answer will not come to the board: how soon is measured."""


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    folder = tmp_path_factory.mktemp("product")
    product = Product(settings_in(folder))
    with product.desk() as desk:
        rehearse(desk)
    yield product
    product.stop()


@pytest.fixture(scope="module")
def issued(product: Product) -> Product:
    sign(product)
    assert until(lambda: len(cards(product)) == 21, 60)
    return product


@pytest.fixture
def publishing(issued: Product) -> Iterator[Publishing]:
    """What publishes, in this process, once everything was shown and has settled."""
    sit_down(issued.settings)
    publishing = Publishing()
    issued.run(publishing.publish)
    for name, one in publishing.shown.items():
        publishing.shown[name] = one._replace(changed=one.changed - 60)
    yield publishing
    here().desk.ledger.close()
    stand_up()


def test_before_its_issue_a_campaign_has_neither_list_nor_page() -> None:
    picture = draw(started(), NAME, ISSUED, {})
    assert (picture.morning, picture.weekly, picture.stories) == ("", "", {})


def sign(product: Product) -> None:
    """Sign the plan off in the run that waits for it."""

    def waiting() -> list[Any]:
        runs = product.runs(PLAN.id, "issuance").values()
        return [run for run in runs if run.state_name == "Chờ ký ban hành"]

    assert until(waiting, 60)
    (run,) = waiting()
    given = {
        "number": SIGNING.number,
        "signed_on": "06/5/2024",
        "signer": SIGNING.signer,
        "dates_confirmed": True,
    }
    product.run(lambda client: client.resume_flow_run(run.id, given))


def cards(product: Product, *tags: str) -> dict[str, Any]:
    """Return the runs of the board; those of phases bear the campaign's tag as well."""
    runs = product.runs(PLAN.id, *tags)
    return {name: run for name, run in runs.items() if name[:2].isdigit()}


def card(product: Product, agency: str) -> Any:
    (run,) = cards(product, agency).values()
    return run


def stands(product: Product, agency: str, name: str) -> Callable[[], bool]:
    return lambda: card(product, agency).state_name == name


def say(
    product: Product, agency: str, kind: EntryKind, act: str, now: datetime = BEGINS
) -> None:
    with product.desk() as desk:
        row = docket_of(desk, PLAN.id, agency)
        assert row
        answer(desk, row.id, Answer(kind, duties_of(desk, row), PERSON, act), now)


def facts(product: Product, agency: str) -> tuple[tuple[Entry, ...], list[Person]]:
    with product.desk() as desk:
        row = docket_of(desk, PLAN.id, agency)
        assert row
        with desk.ledger.read() as tx:
            persons = list(people.of(tx, row.id).values())
            return entries.of(tx, [row.id])[row.id], persons


def resume(product: Product, run: UUID, **changes: str) -> Any:
    values = {**GIVEN, **changes}
    return product.run(lambda client: client.resume_flow_run(run, values))


def asked(product: Product, run: Any) -> str:
    """Return what stands above a card's form, nothing while it is in hand."""
    keys = run.state.state_details.run_input_keyset
    if keys is None:
        return ""

    async def work(client: Any) -> str:
        found = await client.filter_flow_run_input(
            run.id, keys["description"], 1, set()
        )
        return found[0].decoded_value

    return product.run(work)


def test_before_its_issue_a_campaign_has_a_board_without_cards(
    product: Product,
) -> None:
    key = f"{PLAN.id}-board"
    assert until(lambda: product.picture(key), 30)
    assert "chưa ban hành" in product.picture(key).description
    assert not cards(product)


def test_after_its_issue_every_agency_has_a_card(issued: Product) -> None:
    runs = cards(issued)
    assert len(runs) == 21
    assert min(runs) == "01 · Sở Lao động - Thương binh và Xã hội"
    waiting = card(issued, "so-y-te")
    assert waiting.name == "03 · Sở Y tế"
    assert (waiting.state_type, waiting.state_name) == ("PAUSED", "Chờ xác nhận")
    expected = {REHEARSED, PLAN.id, "so-y-te", f"{PLAN.id}:waiting"}
    assert set(waiting.tags) == expected | OWES
    assert waiting.parameters == {"campaign": PLAN.id, "agency": "so-y-te"}


def test_an_open_group_is_the_offices_own_and_asks_nobody(issued: Product) -> None:
    kept = card(issued, "don-vi-lien-quan")
    assert (kept.state_type, kept.state_name) == (
        "RUNNING",
        "Cơ quan thường trực theo dõi",
    )


def test_the_page_of_a_phase_follows_what_agencies_say(issued: Product) -> None:
    def told(words: str) -> bool:
        page = issued.picture(f"{PLAN.id}-issuance")
        return page is not None and words in page.description

    assert until(lambda: told("xác nhận tiếp nhận mọi nhiệm vụ: **0/20**"), SOON)
    say(issued, "tam-duong", EntryKind.CONFIRMED, "page-1")
    assert until(lambda: told("xác nhận tiếp nhận mọi nhiệm vụ: **1/20**"), SOON)


def test_the_form_names_the_agency_and_its_duties(issued: Product) -> None:
    text = asked(issued, card(issued, "so-y-te"))
    assert "### Sở Y tế" in text
    assert "3 nhiệm vụ" in text
    assert "Báo cáo kết quả Tháng hành động và Diễn đàn trẻ em" in text


def test_a_resumed_card_confirms_for_its_agency(issued: Product) -> None:
    resume(issued, card(issued, "so-y-te").id, note="gọi lúc 9 giờ")
    assert until(stands(issued, "so-y-te", "Đang thực hiện 0/3"), SOON)
    moved = card(issued, "so-y-te")
    assert (moved.state_type, set(moved.tags)) == (
        "RUNNING",
        {REHEARSED, PLAN.id, "so-y-te", f"{PLAN.id}:in-progress"} | OWES,
    )
    assert moved.state.message.startswith("Nhập hộ: http")
    said, persons = facts(issued, "so-y-te")
    confirmed = [fact.duty for fact in said if fact.kind is EntryKind.CONFIRMED]
    assert confirmed == ["3.1", "own-plan", "report"]
    assert persons == [
        Person("Người gọi điện", "Chánh Văn phòng", "Điện thoại; gọi lúc 9 giờ")
    ]


def test_an_answer_on_its_page_moves_the_card(issued: Product) -> None:
    say(issued, "cong-an", EntryKind.CONFIRMED, "page-1")
    assert until(stands(issued, "cong-an", "Đang thực hiện 0/3"), SOON)
    say(issued, "cong-an", EntryKind.FULFILLED, "page-2")
    assert until(stands(issued, "cong-an", "Đã hoàn thành"), SOON)
    assert card(issued, "cong-an").state_type == "COMPLETED"


def test_the_picture_follows_the_ledger(issued: Product) -> None:
    say(issued, "muong-te", EntryKind.FULFILLED, "page-1")

    def shows() -> bool:
        text = issued.picture(f"{PLAN.id}-board").description
        return "| UBND huyện Mường Tè | 7/7 | ●&nbsp;7/7 | ●&nbsp;1/1 |" in text

    assert until(shows, SOON)
    assert issued.picture(f"{PLAN.id}-progress").data > 0


def test_a_wrong_value_is_refused_before_anything_moves(issued: Product) -> None:
    run = card(issued, "so-tttt")
    resume(issued, run.id, how="Bồ câu")
    assert card(issued, "so-tttt").state.id == run.state.id
    assert not facts(issued, "so-tttt")[1]


def test_a_blank_or_a_note_that_cannot_be_is_objected_to_and_the_card_waits_on(
    issued: Product,
) -> None:
    resume(issued, card(issued, "so-tttt").id, name="  ")
    assert until(lambda: "Đề nghị nhập lại" in asked(issued, card(issued, "so-tttt")))
    resume(issued, card(issued, "so-tttt").id, note="x" * 501)
    assert until(lambda: "Ô Ghi chú dài 501" in asked(issued, card(issued, "so-tttt")))
    resume(issued, card(issued, "so-tttt").id, note="CCCD 012345678901")
    assert until(lambda: "cá nhân: đề nghị" in asked(issued, card(issued, "so-tttt")))
    waiting = card(issued, "so-tttt")
    assert (waiting.state_type, waiting.state_name) == ("PAUSED", "Chờ xác nhận")
    assert not facts(issued, "so-tttt")[1]
    resume(issued, waiting.id)
    assert until(stands(issued, "so-tttt", "Đang thực hiện 0/5"), SOON)


def test_what_was_taken_back_is_asked_for_again(issued: Product) -> None:
    resume(issued, card(issued, "hoi-phu-nu").id)
    assert until(stands(issued, "hoi-phu-nu", "Đang thực hiện 0/5"), SOON)
    with issued.desk() as desk:
        row = docket_of(desk, PLAN.id, "hoi-phu-nu")
        assert row
        for fact in facts(issued, "hoi-phu-nu")[0]:
            if fact.kind is EntryKind.CONFIRMED:
                undo(desk, row.id, fact.n, PERSON, f"undo-{fact.n}", BEGINS)
    assert until(stands(issued, "hoi-phu-nu", "Chờ xác nhận"), SOON)
    resume(issued, card(issued, "hoi-phu-nu").id)
    assert until(stands(issued, "hoi-phu-nu", "Đang thực hiện 0/5"), SOON)


def test_a_card_that_prefect_lost_comes_back(issued: Product) -> None:
    lost = card(issued, "sin-ho")
    issued.run(lambda client: client.delete_flow_run(lost.id))
    say(issued, "tan-uyen", EntryKind.CONFIRMED, "page-1")
    assert until(lambda: cards(issued, "sin-ho"), SOON)


def test_a_deadline_that_passed_turns_the_card_red(issued: Product) -> None:
    with issued.desk() as desk:
        move_clock(desk, datetime(2024, 5, 25, 8, tzinfo=VN) + timedelta(minutes=1))
    assert until(stands(issued, "sin-ho", "Quá hạn 1"), 2 * SOON)
    late = card(issued, "sin-ho")
    assert late.state_type == "FAILED"
    assert f"{PLAN.id}:overdue" in late.tags
    assert late.name in cards(issued, f"{PLAN.id}:overdue")


def test_while_nothing_changes_prefect_is_not_asked(publishing: Publishing) -> None:
    nobody: Any = object()
    asyncio.run(publishing.publish(nobody))
    assert set(publishing.shown) == {PLAN.id}


def test_a_change_asks_prefect_at_once(publishing: Publishing, issued: Product) -> None:
    say(issued, "than-uyen", EntryKind.CONFIRMED, "page-1")
    nobody: Any = object()
    with pytest.raises(AttributeError):
        asyncio.run(publishing.publish(nobody))


def test_once_a_minute_prefect_is_asked_whether_it_has_all(
    publishing: Publishing, issued: Product
) -> None:
    one = publishing.shown[PLAN.id]
    publishing.shown[PLAN.id] = one._replace(verified=one.verified - 60)
    lost = card(issued, "sin-ho")
    issued.run(lambda client: client.delete_flow_run(lost.id))
    issued.run(publishing.publish)
    assert card(issued, "sin-ho").state_name == lost.state_name


def test_the_boards_page_leads_to_the_pictures(issued: Product) -> None:
    name = "Bảng theo dõi đơn vị/board"
    found = issued.run(lambda client: client.read_deployment_by_name(name))
    for picture in ("board", "timeline"):
        assert f"/v2/artifacts/key/{PLAN.id}-{picture}" in found.description
    assert "Đây là diễn tập" in found.description


@pytest.mark.usefixtures("publishing")
def test_the_season_is_shown_as_a_picture_within_markdown(issued: Product) -> None:
    from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterKey

    filter_ = ArtifactFilter(key=ArtifactFilterKey(any_=[f"{PLAN.id}-timeline"]))
    (shown,) = issued.run(lambda c: c.read_artifacts(artifact_filter=filter_))
    assert shown.type == "markdown"
    assert "](data:image/svg+xml;base64," in shown.description


def test_without_its_database_prefect_gets_the_board_back(issued: Product) -> None:
    def shown() -> dict[str, str]:
        return {name: run.state_name for name, run in cards(issued).items()}

    before = shown()
    issued.forget()
    assert until(lambda: shown() == before, 60)
    assert "156/KH-UBND" in issued.picture(f"{PLAN.id}-board").description
