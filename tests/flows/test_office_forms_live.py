"""The office's forms, and the reading of its mailbox, in a live Prefect."""

from collections.abc import Iterator

import pytest

from desk.answer import Answer, answer
from desk.beat import beat
from desk.links import drawn
from desk.start import start
from desk.state import docket_of
from flows.forms.answers import How, Said
from flows.forms.decisions import Decision
from flows.forms.reports import Came
from flows.offering import duty_line
from ledger import dockets, entries
from schemas import words
from schemas.entry import EntryKind, Person
from tests.desk.replies.imap import imap
from tests.flows.conftest import settings_in
from tests.flows.filling import filled, offered
from tests.flows.leaks import kept_by, leaks
from tests.flows.processes import until
from tests.flows.product import BEGINS, PLAN, ROSTER, Product, issue

pytestmark = pytest.mark.prefect

WHO = f"{PLAN.id}/so-y-te · Sở Y tế"
SECRETS = ("Nguyễn Thị Thử", "Trưởng phòng thử", "ốm dài ngày")
NAME, POST, REASON = SECRETS
DECISION = {
    "agency": WHO,
    "duty": duty_line(PLAN, next(d for d in PLAN.duties() if d.id == "3.1")),
    "decision": Decision.REFUSE,
    "reason": REASON,
    "name": NAME,
    "post": POST,
}
ANSWER = {
    "agency": WHO,
    "answer": Said.RECEIVED,
    "name": NAME,
    "post": POST,
    "how": How.TELEPHONE,
}
REPORT = {
    "agency": WHO,
    "how": Came.CLERK,
    "source": REASON,
    "name": NAME,
    "post": POST,
}


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """A real campaign whose agencies were written to, and a mailbox with one letter."""
    folder = tmp_path_factory.mktemp("office")
    password = folder / "imap"
    password.touch(mode=0o600)
    password.write_text("password")
    with imap() as box:
        box.messages.append(b"Subject: x\r\nFrom: a@b.example\r\n\r\nx")
        product = Product(
            settings_in(
                folder,
                imap_host="127.0.0.1",
                imap_port=box.port,
                imap_user="user",
                imap_tls="none",
                imap_password_file=password,
            )
        )
        with product.desk() as desk:
            start(desk, PLAN, ROSTER, BEGINS, drawn("office"))
            issue(desk)
            beat(desk, BEGINS)
        yield product
        product.stop()


def facts(product: Product) -> list[EntryKind]:
    with product.desk() as desk:
        row = docket_of(desk, PLAN.id, "so-y-te")
        assert row
        with desk.ledger.read() as tx:
            return [fact.kind for fact in entries.of(tx, [row.id])[row.id]]


def ask_for_time(product: Product) -> None:
    person, day = Person("Người thử", "Văn thư"), "2024-07-25"
    asked = Answer(EntryKind.TIME_ASKED, ("3.1",), person, "ask", day)
    with product.desk() as desk:
        row = docket_of(desk, PLAN.id, "so-y-te")
        assert row
        answer(desk, row.id, asked, BEGINS)


def test_a_decision_on_more_time_is_recorded_and_names_nobody_in_prefect(
    product: Product,
):
    ask_for_time(product)
    run = filled(product, "extend", **DECISION)
    assert (run.state.type, run.state.name) == ("COMPLETED", words.DONE)
    assert EntryKind.REFUSED in facts(product)
    kept = run.parameters["given"]
    assert (kept["agency"], kept["name"], kept["reason"]) == (WHO, "", "")
    assert not any(secret in repr(run) for secret in SECRETS)


def test_an_answer_entered_is_recorded_and_names_nobody_in_prefect(product: Product):
    run = filled(product, "answer", **ANSWER)
    assert (run.state.type, run.state.name) == ("COMPLETED", words.DONE)
    assert EntryKind.CONFIRMED in facts(product)
    assert not any(secret in repr(run) for secret in SECRETS)


def test_a_report_entered_is_recorded_and_names_nobody_in_prefect(product: Product):
    run = filled(product, "enter-report", **REPORT)
    assert (run.state.type, run.state.name) == ("COMPLETED", words.DONE)
    assert EntryKind.REPORTED in facts(product)
    assert not any(secret in repr(run) for secret in SECRETS)


def test_the_mailbox_is_read_and_the_run_says_what_came(product: Product):
    run = filled(product, "inbox")
    assert (run.state.type, run.state.name) == ("COMPLETED", words.DONE)
    assert run.state.message == "Đã đọc 1 thư: 1 chưa xác minh được"
    assert filled(product, "inbox").state.message == words.INBOX_EMPTY


def test_reports_are_consolidated_into_files_and_a_picture(product: Product):
    chosen = f"{PLAN.id} · {PLAN.short_title}"
    assert until(lambda: chosen in offered(product, "consolidate", "campaign"), 60)
    run = filled(product, "consolidate", campaign=chosen)
    assert (run.state.type, run.state.name) == ("COMPLETED", words.DONE)
    assert run.state.message.startswith("Bản 1: ")
    assert "/19 đơn vị; tệp lưu tại " in run.state.message
    folder = product.settings.var / "reports" / PLAN.id
    assert len(list(folder.iterdir())) == 4
    picture = product.picture(f"{PLAN.id}-consolidated")
    assert "Báo cáo tổng hợp, bản 1" in picture.description
    again = filled(product, "consolidate", campaign=chosen)
    assert again.state.message.startswith("Không có thay đổi kể từ bản 1;")


def test_nothing_that_opens_or_names_somebody_stands_in_what_prefect_keeps(
    product: Product,
):
    contacts = [one.contact for one in ROSTER.agencies]
    known = {*SECRETS, *(one.address for one in contacts)}
    with product.desk() as desk, desk.ledger.read() as tx:
        tokens = [row.token for row in dockets.of(tx, 1) if row.token]
        known |= {*tokens, *(desk.links.url(one).rpartition("/")[2] for one in tokens)}
    assert len(known) > 60
    folder = product.settings.var
    product.stop()
    kept = kept_by(folder)
    assert WHO in kept["prefect/prefect.db as SQL"].decode(errors="replace")
    assert leaks(kept, known) == {}
