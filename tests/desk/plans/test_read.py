import os
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.plans.files import CAMPAIGNS_HOME, MAX_BYTES, is_at_hand
from desk.plans.read import Reading, Summary, read_plan
from schemas.errors import PlanError, Problem
from tests.small_campaign import PLAN, ROSTER, write_campaign

P, R = "plan.yaml", "agencies.yaml"


def found(problems: tuple[Problem, ...]) -> list[tuple[str, int | None, str, str]]:
    return [(Path(one.file).name, one.line, one.field, one.what) for one in problems]


def spoiled(folder: Path, *edits: tuple[str, str, str]) -> Reading:
    """Read the small campaign after edits (file, old, new)."""
    texts = {P: PLAN, R: ROSTER}
    for file, old, new in edits:
        assert texts[file].count(old) == 1, old
        texts[file] = texts[file].replace(old, new)
    return read_plan(write_campaign(folder, texts[P], texts[R]))


def test_a_sound_campaign_is_read_whole(tmp_path: Path) -> None:
    reading = spoiled(tmp_path)
    assert (reading.errors, reading.warnings) == ((), ())
    assert reading.summary == Summary(entries=3, duties=4, agencies=4, assignments=8)
    plan, roster = reading.require()
    assert (plan, roster) == (reading.plan, reading.roster)
    assert (plan.id, len(roster.agencies)) == ("spring-2024", 4)


@pytest.mark.parametrize(
    ("case", "edit", "line", "field", "what"),
    [
        (
            "an unknown agency",
            (P, "owners: [school]", "owners: [skool]"),
            59,
            "entries[1].owners[0]",
            "unknown agency or group 'skool'",
        ),
        (
            "an unknown duty",
            (P, 'awaits: ["2.1"]', 'awaits: ["2.9"]'),
            85,
            "entries[2].duties[0].awaits[0]",
            "unknown duty '2.9'",
        ),
        (
            "an unknown superior",
            (
                R,
                "giamdoc@office.example}\n    superior: chair",
                "a@b.example}\n    superior: chai",
            ),
            6,
            "agencies[0].superior",
            "unknown superior 'chai'",
        ),
        (
            "a duplicate duty",
            (P, 'id: "2.2"', 'id: "2.1"'),
            69,
            "entries[1].duties[1].id",
            "a second duty named '2.1'",
        ),
        (
            "a duplicate key",
            (P, "locality: Tỉnh", "locality: Tỉnh\nplace: nơi khác"),
            8,
            "place",
            "the key 'place' stands here twice",
        ),
        (
            "a day that does not exist",
            (P, "day: 2024-06-08", "day: 2024-02-30"),
            68,
            "entries[1].duties[0].deadline.day",
            "2024-02-30 is not a day that exists",
        ),
        (
            "words for a day",
            (P, "day: 2024-06-08", "day: cuối tháng 5"),
            68,
            "entries[1].duties[0].deadline.day",
            "'cuối tháng 5' is not a day",
        ),
        (
            "a number for a day",
            (P, "day: 2024-06-08", "day: 20240608"),
            68,
            "entries[1].duties[0].deadline.day",
            "'20240608' is not a day",
        ),
        (
            "nothing for a day",
            (P, "planned_issue: 2024-05-06", "planned_issue:"),
            13,
            "planned_issue",
            "this is no day",
        ),
        (
            "a deadline outside its phase",
            (P, "day: 2024-06-08", "day: 2024-07-08"),
            68,
            "entries[1].duties[0].deadline.day",
            "the last valid day 2024-07-07 is outside the duty's phase "
            "(2024-06-03 to 2024-06-28)",
        ),
        (
            "an agency without an address",
            (R, ", address: vanthu@school.example", ""),
            9,
            "agencies[1].contact.address",
            "there is no address",
        ),
        (
            "an agency with a blank address",
            (R, "address: vanthu@school.example", 'address: ""'),
            9,
            "agencies[1].contact.address",
            "there is no address",
        ),
        (
            "an agency with no value for its address",
            (R, "address: vanthu@school.example", "address: "),
            9,
            "agencies[1].contact.address",
            "there is no address",
        ),
        (
            "an agency without a contact",
            (R, "    contact: {post: Văn thư, address: vanthu@school.example}\n", ""),
            7,
            "agencies[1].contact",
            "there is no address",
        ),
        (
            "an address that is none",
            (R, "vanthu@school.example", "vanthu@school"),
            9,
            "agencies[1].contact.address",
            "'vanthu@school' is no mail address",
        ),
        (
            "an anchor",
            (P, "owners: [school]", "owners: &x [school]"),
            59,
            "entries[1].owners",
            "the anchor '&x'",
        ),
        (
            "an alias",
            (P, "owners: [school]", "owners: *x"),
            59,
            "entries[1].owners",
            "the alias '*x'",
        ),
        (
            "a tag",
            (P, "owners: [school]", "owners: !!python/tuple [school]"),
            59,
            "entries[1].owners",
            "the tag 'tag:yaml.org,2002:python/tuple'",
        ),
        (
            "a text where a list belongs",
            (P, "owners: [school]", "owners: school"),
            59,
            "entries[1].owners",
            "this is no list",
        ),
        (
            "a list where a text belongs",
            (P, "theme: Một chủ đề", "theme: [Một, hai]"),
            10,
            "theme",
            "this is no text",
        ),
        (
            "a number where a text belongs",
            (P, 'hotline: "111"', "hotline: 111"),
            11,
            "hotline",
            "this is no text",
        ),
        (
            "words where a number belongs",
            (P, "year: 2024", "year: năm nay"),
            8,
            "year",
            "this is no whole number",
        ),
        (
            "a text where fields belong",
            (P, "signer: {post: CHỦ TỊCH}", "signer: CHỦ TỊCH"),
            21,
            "signer",
            "this is no set of fields",
        ),
        (
            "a phase of our own",
            (P, "kind: report", "kind: repport"),
            93,
            "laid_on_all[0].kind",
            "'repport' is not known here",
        ),
        (
            "a field nobody knows",
            (P, "theme: Một chủ đề", "theme: Một chủ đề\nslogan: một"),
            11,
            "slogan",
            "no such field here",
        ),
        (
            "a missing field",
            (P, "theme: Một chủ đề\n", ""),
            1,
            "theme",
            "this field is missing",
        ),
        (
            "a blank title",
            (P, "title: Nhà trường", 'title: "  "'),
            57,
            "entries[1].title",
            "this is blank",
        ),
        (
            "a title of which nothing can be seen",
            (P, "title: Nhà trường", 'title: "\\u200b\\ufdd0\\u3164"'),
            57,
            "entries[1].title",
            "this is blank",
        ),
        (
            "a title of two lines",
            (P, "title: Nhà trường", 'title: "Nhà\\nBcc: a@b.example"'),
            57,
            "entries[1].title",
            "this text has several lines or a tab",
        ),
        (
            "an id with capitals",
            (P, 'id: "2.2"', "id: Dạy bơi"),
            69,
            "entries[1].duties[1].id",
            "'Dạy bơi' is no id",
        ),
        (
            "a report day in words",
            (P, "before: 10/07", "before: mười tháng bảy"),
            19,
            "report_chain[0].before",
            "'mười tháng bảy' is no day of a year",
        ),
        (
            "steps in no order",
            (
                P,
                "report_route:",
                "policy: {steps: [{kind: remind, days: 1}, {kind: remind, days: 3}]}\n"
                "report_route:",
            ),
            20,
            "policy.steps[1]",
            "steps must stand in the order in which they come, one a day",
        ),
        (
            "an urging letter to a body that was asked",
            (
                P,
                "report_route:",
                "policy:\n  steps:\n    - {kind: escalate, days: 1}\n"
                "    - {kind: draft, days: 5, modality: de-nghi}\nreport_route:",
            ),
            23,
            "policy.steps[1]",
            "an urging letter is drafted for what was assigned, never what was asked",
        ),
        (
            "a hidden character in a text",
            (P, "title: Nhà trường", 'title: "Nhà\\x07 trường"'),
            57,
            "entries[1].title",
            "the control character U+0007",
        ),
        (
            "a mark that reorders text, in a key",
            (P, "theme: Một chủ đề", 'theme: Một chủ đề\n"x\\u202e": một'),
            11,
            "x\u202e",
            "the control character U+202E",
        ),
        (
            "nesting without end",
            (P, "slogans: [Một khẩu hiệu.]", f"slogans: {'[' * 30}{']' * 30}"),
            17,
            "slogans" + "[0]" * 19,
            "nested deeper than 20 levels",
        ),
        (
            "a key that is a list",
            (P, "theme: Một chủ đề", "? [a, b]\n: theme"),
            10,
            "file",
            "a key that is no text",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) and " " in value else "",
)
def test_one_mistake_is_told_with_its_place(
    tmp_path: Path,
    case: str,
    edit: tuple[str, str, str],
    line: int,
    field: str,
    what: str,
) -> None:
    reading = spoiled(tmp_path, edit)
    assert found(reading.errors) == [(edit[0], line, field, what)]
    assert reading.errors[0].remedy


def test_all_mistakes_are_told_at_once_in_the_order_of_the_files(
    tmp_path: Path,
) -> None:
    reading = spoiled(
        tmp_path,
        (P, "office: office", "office: offic"),
        (P, "day: 2024-06-12, title", "day: 2024-06-31, title"),
        (P, "owners: [school]", "owners: [skool]"),
        (P, 'id: "2.2"', 'id: "2.1"'),
        (P, "before, day: 2024-06-08", "befor, day: 2024-06-08"),
        (P, "day: 2024-05-24, origin", "day: 2024-05-25, origin"),
        (P, "modality: de-nghi", "modality: &m de-nghi\n    mood: good"),
        (R, ", address: vanthu@school.example", ""),
        (R, "name: Huyện Bắc", "name: Huyện Bắc\n    name: Huyện Bắc"),
        (R, "id: south", "id: north"),
    )
    assert found(reading.errors) == [
        (P, 9, "office", "unknown agency 'offic'"),
        (P, 39, "observances[0].day", "2024-06-31 is not a day that exists"),
        (P, 43, "groups[0].members[1]", "unknown agency 'south'"),
        (
            P,
            55,
            "entries[0].duties[0].deadline.day",
            "the last valid day 2024-05-25 is outside the duty's phase "
            "(2024-05-06 to 2024-05-24)",
        ),
        (P, 59, "entries[1].owners[0]", "unknown agency or group 'skool'"),
        (P, 60, "entries[1].modality", "the anchor '&m'"),
        (P, 61, "entries[1].mood", "no such field here"),
        (P, 69, "entries[1].duties[0].deadline.bound", "'befor' is not known here"),
        (P, 70, "entries[1].duties[1].id", "a second duty named '2.1'"),
        (R, 9, "agencies[1].contact.address", "there is no address"),
        (R, 13, "agencies[2].name", "the key 'name' stands here twice"),
        (R, 17, "agencies[3].id", "a second agency named 'north'"),
    ]


def test_places_are_those_of_the_file_also_behind_something_left_out(
    tmp_path: Path,
) -> None:
    reading = spoiled(
        tmp_path,
        (P, "title: Bàn giao học sinh\n", "titel: Bàn giao học sinh\n"),
        (
            P,
            "through, day: 2024-06-28, origin: stated}\n  - id",
            "through, day: 2024-06-29, origin: stated}\n  - id",
        ),
        (R, "name: Cơ quan thường trực", "name: []"),
        (R, "vanthu@south.example}\n", "vanthu@south.example, name: ''}\n    # x\n"),
    )
    assert found(reading.errors) == [
        (P, 62, "entries[1].duties[0].title", "this field is missing"),
        (P, 63, "entries[1].duties[0].titel", "no such field here"),
        (
            P,
            74,
            "entries[1].duties[1].deadline.day",
            "the last valid day 2024-06-29 is outside the duty's phase "
            "(2024-06-03 to 2024-06-28)",
        ),
        (R, 3, "agencies[0].name", "this is no text"),
        (R, 18, "agencies[3].contact.name", "this is blank"),
    ]
    assert (reading.plan, reading.roster) == (None, None)


def test_nothing_is_said_of_what_only_follows_from_another_mistake(
    tmp_path: Path,
) -> None:
    reading = spoiled(
        tmp_path,
        (P, "span: {first: 2024-05-27, last: 2024-06-07}", "span: soon"),
        (P, "owners: [school]", "owners: [Nhà trường]"),
        (P, "besides: [office]", "besides: [office]\n    id: other"),
    )
    assert found(reading.errors) == [
        (P, 31, "phases[1].span", "this is no set of fields"),
        (P, 59, "entries[1].owners[0]", "'Nhà trường' is no id"),
        (P, 95, "laid_on_all[0].id", "the key 'id' stands here twice"),
    ]


def test_a_plan_with_errors_is_refused_with_all_of_them(tmp_path: Path) -> None:
    reading = spoiled(
        tmp_path,
        (P, "office: office", "office: offic"),
        (P, "owners: [school]", "owners: [skool]"),
    )
    with pytest.raises(PlanError) as refused:
        reading.require()
    assert refused.value.problems == reading.errors
    assert str(refused.value).splitlines() == [
        f"{tmp_path / P}:9: office: unknown agency 'offic' (did you mean 'office'?)",
        f"{tmp_path / P}:59: entries[1].owners[0]: unknown agency or group 'skool' "
        "(did you mean 'school'?)",
    ]


def test_warnings_do_not_hinder(tmp_path: Path) -> None:
    reading = spoiled(tmp_path, (P, ", owner: school", ""))
    assert found(reading.warnings) == [
        (P, 41, "activities[0]", "nobody owns the activity 'Một việc' (II)")
    ]
    reading.require()


@pytest.mark.parametrize(
    ("case", "raw", "line", "what"),
    [
        ("empty", b"", None, "the file is empty"),
        ("blank", b" \n\n", None, "the file is empty"),
        ("only a comment", b"# later\n", None, "the file is empty"),
        ("nothing but null", b"---\n~\n", None, "the file is empty"),
        ("binary", b"\x89PNG\r\n\x1a\n\0\0", None, "this is no text file"),
        ("UTF-16", "id: x".encode("utf-16"), None, "this is no text file"),
        ("a byte of Latin-1", b"id: x\ntitle: K\xea\n", 2, "byte 14 is not UTF-8"),
        (
            "a control character",
            b"id: x\ntitle: \x07\n",
            2,
            "the control character U+0007",
        ),
        ("a list", b"- a\n- b\n", 1, "this is no set of fields"),
        ("a text", b"hello\n", 1, "this is no set of fields"),
        ("two documents", b"a: 1\n---\na: 1\n", 2, "a second document"),
        ("a tab before a key", b"id: x\n\ttitle: y\n", 2, None),
        ("a bracket never closed", b"slogans: [a\n", 2, None),
        ("a bad version", b"%YAML 9.9\n---\na: 1\n", 1, None),
        ("a character that is none", b"a: \xef\xbf\xbe\n", None, None),
        ("an unknown escape", b'a: "\\q"\n', 1, None),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_that_is_no_plan(
    tmp_path: Path, case: str, raw: bytes, line: int | None, what: str | None
) -> None:
    folder = write_campaign(tmp_path)
    (folder / P).write_bytes(raw)
    (told,) = found(read_plan(folder).errors)
    assert told[:3] == (P, line, "file")
    assert told[3] == what if what else told[3].startswith("this is not YAML: ")


def test_a_mark_for_byte_order_is_no_mistake(tmp_path: Path) -> None:
    folder = write_campaign(tmp_path)
    (folder / P).write_bytes(b"\xef\xbb\xbf" + PLAN.encode())
    assert read_plan(folder).errors == ()


def test_windows_line_ends_are_no_mistake(tmp_path: Path) -> None:
    folder = write_campaign(tmp_path)
    (folder / P).write_bytes(PLAN.replace("\n", "\r\n").encode())
    assert read_plan(folder).errors == ()


def test_fifty_megabytes_are_refused_without_being_read(tmp_path: Path) -> None:
    folder = write_campaign(tmp_path)
    with (folder / P).open("ab") as file:
        file.truncate(50_000_000)
    errors = read_plan(folder).errors
    assert found(errors) == [(P, None, "file", "larger than 1 MB")]


def test_the_largest_plan_allowed_is_read(tmp_path: Path) -> None:
    filling = "#" * (MAX_BYTES - len(PLAN.encode()))
    assert read_plan(write_campaign(tmp_path, PLAN + filling)).errors == ()
    larger = read_plan(write_campaign(tmp_path, PLAN + filling + "#"))
    assert found(larger.errors) == [(P, None, "file", "larger than 1 MB")]


def test_a_roster_that_is_missing_hides_no_mistake_of_the_plan(tmp_path: Path) -> None:
    folder = write_campaign(tmp_path, PLAN.replace("2024-06-12", "2024-06-31"))
    (folder / R).unlink()
    reading = read_plan(folder)
    assert found(reading.errors) == [
        (P, 39, "observances[0].day", "2024-06-31 is not a day that exists"),
        (R, None, "file", "there is no agencies.yaml in this folder"),
    ]
    assert reading.summary.assignments == 8


def test_a_plan_that_is_missing_hides_no_mistake_of_the_roster(tmp_path: Path) -> None:
    roster = ROSTER.replace("id: south", "id: north")
    folder = write_campaign(tmp_path, roster=roster)
    (folder / P).unlink()
    reading = read_plan(folder)
    assert found(reading.errors) == [
        (P, None, "file", "there is no plan.yaml in this folder"),
        (R, 16, "agencies[3].id", "a second agency named 'north'"),
    ]
    assert reading.summary == Summary()


def test_a_campaign_is_found_by_folder_by_file_and_by_name(tmp_path: Path) -> None:
    write_campaign(tmp_path / "spring-2024")
    for path in (tmp_path / "spring-2024", tmp_path / "spring-2024" / P):
        assert read_plan(path).errors == ()
        assert read_plan(str(path)).errors == ()
    assert read_plan("spring-2024", campaigns_home=tmp_path).errors == ()


def test_a_folder_that_exists_wins_over_a_known_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_campaign(tmp_path / "lai-chau-2024")
    monkeypatch.chdir(tmp_path)
    assert read_plan("lai-chau-2024").require()[0].id == "spring-2024"


@pytest.mark.parametrize(
    "path", ["no-such-plan", "no/such/plan.yaml", "", "x" * 5000, "a\0b", "/dev/null"]
)
def test_a_path_that_leads_to_no_plan(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    monkeypatch.chdir(tmp_path)
    errors = read_plan(path).errors
    assert errors
    assert {one.field for one in errors} == {"file"}


def test_a_missing_plan_names_the_campaigns_that_are_there() -> None:
    (only,) = read_plan("no-such-plan").errors
    assert only.what == "there is no no-such-plan in this folder"
    assert only.remedy.endswith("or one of: dong-dang-2024, lai-chau-2024")


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    folder = write_campaign(tmp_path)
    (folder / P).unlink()
    os.mkfifo(folder / P)
    assert found(read_plan(folder).errors) == [(P, None, "file", "this is no file")]


@pytest.mark.parametrize("name", ["skool-{}", "Nhà trường {}"])
def test_a_plan_full_of_mistakes_is_read_to_its_end(tmp_path: Path, name: str) -> None:
    owners = ", ".join(name.format(n) for n in range(20_000))
    awaits = ", ".join(f'"9.{n}"' for n in range(20_000))
    reading = spoiled(
        tmp_path,
        (P, "owners: [school]", f"owners: [{owners}]"),
        (P, 'awaits: ["2.1"]', f"awaits: [{awaits}]"),
    )
    assert len(reading.errors) == 40_000


SEEDS = sorted(
    (text.read_bytes(), text.name)
    for text in CAMPAIGNS_HOME.glob("*-2024/*.yaml")
    if text.parent.name == "dong-dang-2024"
)
JUNK = st.sampled_from(
    [
        *(b"", b"\0", b"\xff", b"\t", b"\n", b"\xe2\x80\xa8", b"---\n", b"9" * 40),
        *(b"&a ", b"*a", b"!!x ", b"[", b"{", b": ", b"- ", b"? ", b"~", b"%"),
        *(b'"', b"'", b"|", b">", b"0"),
    ]
)


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_mangled_files_give_errors_and_never_an_exception(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("mangled")
    for raw, name in SEEDS:
        mangled = bytearray(raw)
        for _ in range(data.draw(st.integers(0, 4))):
            at = data.draw(st.integers(0, len(mangled)))
            mangled[at : at + data.draw(st.integers(0, 40))] = data.draw(JUNK)
        (folder / name).write_bytes(bytes(mangled))
    reading = read_plan(folder)
    sound = reading.plan is not None and reading.roster is not None
    assert sound or reading.errors
    assert all(one.what and one.remedy and one.field for one in reading.errors)


@settings(max_examples=100, deadline=None)
@given(
    raw=st.binary(max_size=300)
    | st.text(max_size=300).map(lambda t: t.encode(errors="replace"))
)
def test_any_bytes_give_errors(
    tmp_path_factory: pytest.TempPathFactory, raw: bytes
) -> None:
    folder = write_campaign(tmp_path_factory.mktemp("bytes"))
    (folder / P).write_bytes(raw)
    assert read_plan(folder).errors


def test_a_draft_of_the_same_name_is_none_of_those_at_hand(tmp_path: Path) -> None:
    shutil.copytree(CAMPAIGNS_HOME / "dong-dang-2024", tmp_path / "dong-dang-2024")
    assert is_at_hand("dong-dang-2024")
    assert is_at_hand(CAMPAIGNS_HOME / "dong-dang-2024" / "plan.yaml")
    assert not is_at_hand(tmp_path / "dong-dang-2024")
