import zipfile
from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import Workbook, load_workbook

from cli.main import campaign
from desk.beat import beat
from desk.contact_sheet import (
    Kind,
    WrongSheetError,
    apply_contacts,
    export_contacts,
    preview_contacts,
)
from desk.contacts import correct_contact
from desk.desk import Desk, open_desk
from desk.letters.claim import claim
from desk.letters.deliver import send
from desk.mail.outcome import Outcome, Refusal, Verdict
from documents.contacts import LARGEST, column_of
from ledger import campaigns, entries, people
from schemas import words
from schemas.agency import Agency, Contact
from schemas.entry import EntryKind
from tests.desk.desks import ISSUED, NAME, Post, docket, issued

WHO = "so-gddt"
CONTACT, OTHER, STAND_IN, HEAD = words.CONTACT_ROLES.values()
ADDRESS = "vanthu@sogddt.laichau.example"
USUAL = (WHO, "", CONTACT, "Văn thư", "", ADDRESS)
LATER = ISSUED + timedelta(days=1)


@pytest.fixture
def desk() -> Desk:
    return issued()


def sheet(*rows: tuple[object, ...]) -> bytes:
    book = Workbook()
    page = book.worksheets[0]
    for row in (words.CONTACT_COLUMNS, *rows):
        page.append(list(row))
    into = BytesIO()
    book.save(into)
    return into.getvalue()


def known(desk: Desk, agency: str = WHO) -> Agency:
    with desk.ledger.read() as tx:
        body = campaigns.agency_bodies(tx, 1, [agency])[agency]
    return Agency.model_validate_json(body)


def wrong(desk: Desk, *rows: tuple[object, ...]) -> list[tuple[str, str]]:
    preview = preview_contacts(desk, NAME, sheet(*rows))
    return [(f"{one.column}{one.row}", one.what) for one in preview.wrong]


def test_what_is_exported_is_imported_without_any_change(desk: Desk):
    assert preview_contacts(desk, NAME, export_contacts(desk, NAME)) == ((), ())


def test_a_sheet_adds_changes_and_removes_mailboxes_and_leaves_others_alone(
    desk: Desk,
):
    before = known(desk, "so-y-te")
    content = sheet(
        (*USUAL[:5], "moi@sogddt.laichau.example", "0213 3876 123"),
        (WHO, "", OTHER, "Chuyên viên", "", "chuyenvien@sogddt.laichau.example"),
        (WHO, "", STAND_IN, "Văn thư", "", "thay@sogddt.laichau.example", "", *DAYS),
    )
    preview = preview_contacts(desk, NAME, content)
    assert preview.wrong == ()
    assert [(one.kind, one.role) for one in preview.changes] == [
        (Kind.CHANGED, CONTACT),
        (Kind.ADDED, OTHER),
        (Kind.ADDED, STAND_IN),
        (Kind.REMOVED, HEAD),
    ]
    assert known(desk).contact.address == ADDRESS
    assert apply_contacts(desk, NAME, content, LATER) == preview
    agency = known(desk)
    assert agency.contact.telephone == "0213 3876 123"
    assert agency.stand_in is not None
    assert (agency.stand_in.first, agency.head) == (date(2024, 5, 6), None)
    assert known(desk, "so-y-te") == before
    row = docket(desk, WHO)
    with desk.ledger.read() as tx:
        assert entries.of(tx, [row.id])[row.id][-1].kind is EntryKind.CORRECTED


DAYS = ("06/5/2024", "07/5/2024")


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (((*USUAL[:5], "no address"),), [("F2", "'no address' is no address")]),
        (((*USUAL[:5], ""),), [("F2", "there is no address")]),
        (((*USUAL[:3], "", "", ADDRESS),), [("D2", "there is no post")]),
        (((*USUAL, "call me"),), [("G2", "'call me' is no telephone")]),
        ((("nowhere", *USUAL[1:]),), [("A2", "unknown agency 'nowhere'")]),
        (
            ((*USUAL[:2], "Sếp", *USUAL[3:]),),
            [
                ("C2", f"no {CONTACT} for {WHO}"),
                ("C2", "unknown role 'Sếp'"),
            ],
        ),
        (
            (USUAL, (*USUAL[:2], OTHER, *USUAL[3:])),
            [("F3", f"a second row with {ADDRESS} for {WHO}")],
        ),
        (
            (USUAL, (*USUAL[:5], "b@sogddt.example")),
            [("C3", f"2 times {CONTACT} for {WHO}")],
        ),
        (
            (USUAL, (WHO, "", STAND_IN, "VT", "", "b@c.example", "", "x", "x")),
            [
                ("H3", "'x' is no first"),
                ("I3", "'x' is no last"),
            ],
        ),
        (
            (USUAL, (WHO, "", STAND_IN, "VT", "", "b@c.example", "", *DAYS[::-1])),
            [("I3", "'06/5/2024' is no last")],
        ),
        (
            ((*USUAL[:5], "=A1"), ("", "", "=1+1")),
            [
                ("A3", "unknown agency ''"),
                ("C3", "a formula"),
                ("F2", "a formula"),
                ("F2", "'=A1' is no address"),
            ],
        ),
    ],
)
def test_everything_wrong_is_said_at_once_with_its_cell_and_changes_nothing(
    desk: Desk, rows: tuple[tuple[object, ...], ...], said: list[tuple[str, str]]
):
    assert sorted(wrong(desk, *rows)) == sorted(said)
    with pytest.raises(WrongSheetError):
        apply_contacts(desk, NAME, sheet(*rows), LATER)
    assert known(desk).contact.address == ADDRESS


def packed(**parts: bytes) -> bytes:
    into = BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return into.getvalue()


def bomb() -> bytes:
    """A sheet's entities that would grow a thousand times a thousand times."""
    entities = "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">'
        for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    evil = f'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">{entities}]><x>&i;</x>'.encode()
    source = zipfile.ZipFile(BytesIO(sheet(USUAL)))
    parts = {name: source.read(name) for name in source.namelist()}
    return packed(**(parts | {"xl/worksheets/sheet1.xml": evil}))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(b"", "no table", id="nothing"),
        pytest.param(b"name;address\n", "no table", id="another format"),
        pytest.param(b"PK\x03\x04" + b"\x00" * 100, "no table", id="a torn file"),
        pytest.param(packed(a=b"a"), "no table", id="another archive"),
        pytest.param(b"x" * (LARGEST + 1), "over 2,000,000 bytes", id="too large"),
        pytest.param(
            packed(a=b"\x00" * 30_000_000), "unpacks to too much", id="a packed bomb"
        ),
        pytest.param(bomb(), "no table", id="a bomb of entities"),
        pytest.param(
            packed(**{"xl/vbaProject.bin": b"x"}), "holds macros", id="macros"
        ),
    ],
)
def test_a_file_that_is_no_plain_sheet_is_refused(
    desk: Desk, content: bytes, said: str
):
    (only,) = preview_contacts(desk, NAME, content).wrong
    assert said in only.what


def test_other_columns_are_refused_with_those_expected(desk: Desk):
    book = Workbook()
    book.worksheets[0].append(["Tên", "Địa chỉ"])
    into = BytesIO()
    book.save(into)
    (only,) = preview_contacts(desk, NAME, into.getvalue()).wrong
    assert "Mã đơn vị" in only.remedy


@pytest.mark.parametrize("post", ["=HYPERLINK(1)", "+1", "-1", "@SUM(1)"])
def test_what_a_table_would_compute_is_exported_as_text(desk: Desk, post: str):
    contact = Contact(post=post, address=ADDRESS)
    correct_contact(desk, NAME, WHO, contact, LATER)
    content = export_contacts(desk, NAME)
    page = load_workbook(BytesIO(content)).worksheets[0]
    letter = column_of("post")
    (cell,) = [
        page[f"{letter}{row[0].row}"]
        for row in page.iter_rows()
        if row[0].value == WHO and row[2].value == CONTACT
    ]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (post, "s", True)
    assert preview_contacts(desk, NAME, content) == ((), ())


def test_a_stand_in_is_written_to_and_the_contact_reads_in_copy(desk: Desk):
    rows = (
        USUAL,
        (WHO, "", OTHER, "Chuyên viên", "", "chuyenvien@sogddt.laichau.example"),
        (WHO, "", STAND_IN, "Văn thư", "", "thay@sogddt.laichau.example", "", *DAYS),
    )
    apply_contacts(desk, NAME, sheet(*rows), ISSUED)
    beat(desk, ISSUED)
    (one,) = [o.composed for o in claim(desk, ISSUED) if o.composed.agency == WHO]
    assert one.to == "thay@sogddt.laichau.example"
    assert one.copy_to == (ADDRESS, "chuyenvien@sogddt.laichau.example")
    assert one.name == "Sở Giáo dục và Đào tạo"


Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("CAMPAIGN_VAR", str(tmp_path / "var"))
    monkeypatch.setenv("COLUMNS", "200")
    where = str(tmp_path / "ledger.db")
    issued(where).ledger.close()

    def invoke(*arguments: str) -> Result:
        command = ["contacts", NAME, *arguments, "--ledger", where]
        return CliRunner().invoke(campaign, command)

    return invoke


def test_the_command_exports_previews_and_applies(run: Run, tmp_path: Path):
    file = tmp_path / "contacts.xlsx"
    assert run("export", str(file)).exit_code == 0
    book = load_workbook(file)
    page = book.worksheets[0]
    page["F2"] = "moi@don-vi.example"
    book.save(file)
    shown = run("import", str(file))
    assert "moi@don-vi.example" in shown.output
    assert "1 changes; make them with --apply" in shown.output
    assert "1 changes made" in run("import", str(file), "--apply").output
    assert "0 changes;" in run("import", str(file)).output
    desk = open_desk(str(tmp_path / "ledger.db"), "secret", "http://campaign.example")
    assert known(desk, page["A2"].value).contact.address == "moi@don-vi.example"


def test_a_file_that_is_not_there_is_said(run: Run, tmp_path: Path):
    result = run("import", str(tmp_path / "none.xlsx"))
    assert "none.xlsx: No such file" in str(result.exception)


AWAY = "thay@sogddt.laichau.example"
ON_LEAVE = (WHO, "", STAND_IN, "Văn thư", "", AWAY, "", "06/5/2024", "31/7/2024")
OTHER_ROW = (WHO, "", OTHER, "Chuyên viên", "", "chuyenvien@sogddt.laichau.example")
NEW_AWAY = (*ON_LEAVE[:5], "thay.moi@sogddt.laichau.example", *ON_LEAVE[6:])


@pytest.fixture
def bounced(desk: Desk) -> Desk:
    """The letter went to who stands in, whose mailbox refused it."""
    apply_contacts(desk, NAME, sheet(USUAL, OTHER_ROW, ON_LEAVE), ISSUED)
    beat(desk, ISSUED)
    ready = next(one for one in claim(desk, ISSUED) if one.composed.agency == WHO)
    assert ready.composed.to == AWAY
    gone = Outcome(Verdict.REFUSED, "550 no", (Refusal(AWAY, 550, "no"),))
    send(desk, Post(gone), ready, ISSUED)
    beat(desk, ISSUED + timedelta(minutes=10))
    return desk


@pytest.mark.parametrize(
    ("rows", "goes_to"),
    [
        pytest.param((USUAL, OTHER_ROW, NEW_AWAY), NEW_AWAY[5], id="another address"),
        pytest.param((USUAL, OTHER_ROW), ADDRESS, id="nobody stands in any more"),
    ],
)
def test_a_stand_in_that_refused_is_corrected_by_the_sheet_and_the_ladder_resumes(
    bounced: Desk, rows: tuple[tuple[object, ...], ...], goes_to: str
):
    apply_contacts(bounced, NAME, sheet(*rows), LATER)
    beat(bounced, LATER)
    (again,) = (one for one in claim(bounced, LATER) if one.composed.agency == WHO)
    assert again.composed.to == goes_to
    row = docket(bounced, WHO)
    with bounced.ledger.read() as tx:
        told = [one.note for one in people.of(tx, row.id).values()]
    assert told[-1] == f"{AWAY} -> {goes_to}"


def test_a_sheet_that_keeps_the_address_that_refused_resumes_nothing(bounced: Desk):
    other = (*OTHER_ROW[:5], "khac@sogddt.laichau.example")
    apply_contacts(bounced, NAME, sheet(USUAL, other, ON_LEAVE), LATER)
    beat(bounced, LATER)
    assert all(one.composed.agency != WHO for one in claim(bounced, LATER))
