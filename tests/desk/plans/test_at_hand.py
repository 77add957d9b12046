from pathlib import Path
from shutil import copytree

from desk.plans.at_hand import agencies_at_hand
from desk.plans.files import CAMPAIGNS_HOME
from tests.desk.desks import NAME


def test_the_agencies_of_a_roster_are_at_hand_as_it_stands_now(tmp_path: Path):
    assert agencies_at_hand(tmp_path) == []
    copytree(CAMPAIGNS_HOME / NAME, tmp_path / "lai-chau-2025")
    found = agencies_at_hand(tmp_path)
    assert ("lai-chau-2025", "so-y-te", "Sở Y tế") in found
    roster = tmp_path / "lai-chau-2025" / "agencies.yaml"
    text = roster.read_text()
    roster.write_text(text.replace("Sở Y tế", "Sở Y tế và Dân số"))
    found = agencies_at_hand(tmp_path)
    assert ("lai-chau-2025", "so-y-te", "Sở Y tế và Dân số") in found


def test_a_roster_that_is_gone_or_no_roster_has_no_agencies(tmp_path: Path):
    for name in ("gone", "wrong"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "plan.yaml").write_text("id: x")
    (tmp_path / "wrong" / "agencies.yaml").write_text("- no roster")
    assert agencies_at_hand(tmp_path) == []
