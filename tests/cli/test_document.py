from pathlib import Path

from click.testing import CliRunner, Result

from cli.main import campaign
from tests.documents.reading import opened, texts
from tests.small_campaign import PLAN, write_campaign


def run(plan: str, file: Path) -> Result:
    return CliRunner().invoke(campaign, ["document", plan, "-o", str(file)])


def test_a_plan_is_written_once_and_never_over_a_file(tmp_path: Path):
    file = tmp_path / "ke-hoach.docx"
    result = run("lai-chau-2024", file)
    assert result.output == f"lai-chau-2024: 14 entries, written to {file}\n"
    written = file.read_bytes()
    assert "Số:          /KH-UBND" in texts(opened(written))
    again = run("lai-chau-2024", file)
    assert str(again.exception) == f"{file} is there already: name another with -o"
    assert file.read_bytes() == written


def test_a_place_that_cannot_be_is_said(tmp_path: Path):
    result = run("lai-chau-2024", tmp_path / "none" / "ke-hoach.docx")
    assert "No such file or directory" in str(result.exception)


def test_a_plan_with_errors_is_refused(tmp_path: Path):
    wrong = PLAN.replace("owners: [school]", "owners: [nobody]")
    folder, file = write_campaign(tmp_path / "plan", wrong), tmp_path / "ke-hoach.docx"
    result = run(str(folder), file)
    assert result.exit_code != 0
    assert "nobody" in str(result.exception)
    assert not file.exists()
