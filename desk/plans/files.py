"""Find the two files of a campaign and read them, whatever they turn out to be."""

from pathlib import Path
from typing import NamedTuple

from desk.plans.yaml_tree import WHOLE, Tree, parse_yaml
from rules.finding import File
from schemas.errors import Problem
from schemas.said import Said

MAX_BYTES = 1_000_000
"""A plan of a country has some 100 kB; what is larger is no plan."""

CAMPAIGNS_HOME = Path(__file__).resolve().parents[2] / "campaigns"
"""The campaigns that come with the product, a folder each."""


class PlanFiles(NamedTuple):
    """Where a campaign's plan and roster should stand."""

    plan: Path
    roster: Path


def locate(path: str | Path, home: Path = CAMPAIGNS_HOME) -> PlanFiles:
    """Return the files of a campaign, given its folder, its plan.yaml, or its name.

    A file or a folder that exists wins over a campaign of that name under `home`.
    """
    given = Path(path)
    if not _exists(given) and given.name == str(path) and _exists(home / given):
        given = home / given
    plan = given / File.PLAN if _is_folder(given) else given
    return PlanFiles(plan, plan.with_name(File.ROSTER.value) if plan.name else plan)


def is_at_hand(path: str | Path, home: Path = CAMPAIGNS_HOME) -> bool:
    """Tell whether a campaign is one of those that forms offer by their name."""
    return locate(path, home).plan.resolve().parent.parent == home.resolve()


def read_trees(files: PlanFiles) -> tuple[Tree, Tree]:
    """Read plan and roster; what hinders it stands in the problems of their trees."""
    plan, roster = read_tree(files.plan), read_tree(files.roster)
    if not (_exists(files.plan) or _exists(files.roster)):
        # No campaign stands there at all: that is one mistake and not two.
        roster = roster._replace(problems=())
    return plan, roster


def read_tree(path: Path) -> Tree:
    """Read one file; what hinders it stands in the problems of its tree."""
    file = str(path)
    try:
        text = _text(path)
    except _UnreadableError as error:
        problem = Problem(file, error.line, WHOLE, error.what, error.remedy)
        return Tree(file, None, {}, frozenset(), (problem,))
    return parse_yaml(text, file)


class _UnreadableError(Exception):
    """The file is no text of a sensible size."""

    def __init__(self, what: Said, remedy: Said, line: int | None = None) -> None:
        self.what = what
        self.remedy = remedy
        self.line = line
        super().__init__(what)


def _text(path: Path) -> str:
    try:
        raw = _bytes(path)
    except (OSError, ValueError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        raise _UnreadableError(
            Said("cannot be read: {reason}", reason=reason), Said("check the path")
        ) from error
    if b"\0" in raw:
        raise _UnreadableError(
            Said("this is no text file"), Said("save the plan as UTF-8 text")
        )
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        what = Said("byte {start} is not UTF-8", start=error.start)
        raise _UnreadableError(what, Said("save the file as UTF-8"), line) from error


def _bytes(path: Path) -> bytes:
    if not path.exists():
        there = path.parent.is_dir()
        where = Said("in this folder") if there else Said("and no such folder")
        remedy = (
            Said("write it beside plan.yaml")
            if path.name == File.ROSTER
            else _campaigns()
        )
        raise _UnreadableError(
            Said("there is no {name} {where}", name=path.name, where=where), remedy
        )
    if not path.is_file():
        raise _UnreadableError(
            Said("this is no file"), Said("name a plan.yaml or its folder")
        )
    with path.open("rb") as stream:
        raw = stream.read(MAX_BYTES + 1)
    if len(raw) > MAX_BYTES:
        raise _UnreadableError(
            Said("larger than 1 MB"), Said("a plan is a few hundred lines")
        )
    return raw


def campaigns_at_hand(home: Path = CAMPAIGNS_HOME) -> list[str]:
    """Return the names of the campaigns that need no path."""
    return sorted(plan.parent.name for plan in home.glob(f"*/{File.PLAN}"))


def _campaigns() -> Said:
    known = ", ".join(campaigns_at_hand())
    return Said("name a plan.yaml, its folder, or one of: {known}", known=known)


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # a name too long is no name
        return False


def _is_folder(path: Path) -> bool:
    return _exists(path) and path.is_dir()
