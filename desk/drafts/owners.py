"""The agencies and groups of a document as owners in a plan and its roster."""

from typing import Any, NamedTuple

from desk.drafts.asking import Asking
from desk.drafts.slug import Ids
from desk.drafts.wording import worded
from documents.reading.body import is_post
from documents.reading.result import AgencyRead, Reading
from rules.finding import File
from schemas.agency import AgencyKind

REHEARSED = "dien-tap.example"
"""The domain of addresses that a rehearsal uses where nobody has named one."""


class Owners(NamedTuple):
    """Who owes: owners of each entry, the roster's agencies, the plan's groups."""

    of_entry: tuple[tuple[str, ...], ...]
    agencies: list[dict[str, Any]]
    groups: list[dict[str, Any]]
    ids: Ids


def read_owners(reading: Reading) -> Owners:
    """Return the owners of a document's entries.

    A closed group stands for its members; an expanded one, whose members the text does
    not name, is one mailbox until a person lists them; an open one names nobody.
    """
    ids, agencies, groups = (
        Ids(),
        dict[str, dict[str, Any]](),
        dict[str, dict[str, Any]](),
    )
    of_entry: list[tuple[str, ...]] = []
    for one in reading.agencies:
        if not one.duties:
            of_entry.append(())
            continue
        members = [_agency(name, "", ids, agencies) for name in one.members]
        if one.group == "closed" and members:
            name = ids.of(f"{one.name} (nhóm)")
            groups[name] = _group(name, one, "closed", members)
            of_entry.append((name,))
        elif members:
            of_entry.append(tuple(members))
        elif one.group == "open":
            name = ids.of(one.name)
            groups[name] = _group(name, one, "open", [])
            of_entry.append((name,))
        else:
            of_entry.append((_agency(one.name, one.group or "", ids, agencies),))
    if not agencies:
        _agency(reading.issuer or worded("post.clerk"), "", ids, agencies)
    return Owners(tuple(of_entry), list(agencies.values()), list(groups.values()), ids)


def ask_addresses(owners: Owners, asking: Asking) -> None:
    """Ask for the address of each agency: no plan holds them."""
    for agency in owners.agencies:
        asking.ask(
            f"agencies[{agency['id']}].contact.address",
            f"{agency['id']}@{REHEARSED}",
            worded("address.because"),
            worded("address.asks", name=agency["name"]),
            File.ROSTER,
        )


def _agency(
    name: str, group: str, ids: Ids, agencies: dict[str, dict[str, Any]]
) -> str:
    said = ids.of(name)
    kind = AgencyKind.POST if is_post(name) else AgencyKind.AGENCY
    if group == "expanded":
        kind = AgencyKind.COLLECTIVE
    post = name[:100] if kind is AgencyKind.POST else worded("post.clerk")
    agencies.setdefault(
        said,
        {
            "id": said,
            "name": name[:200],
            "kind": kind.value,
            "contact": {"post": post, "address": None},
        },
    )
    return said


def _group(name: str, one: AgencyRead, kind: str, members: list[str]) -> dict[str, Any]:
    group: dict[str, Any] = {"id": name, "name": one.name[:200], "kind": kind}
    if members:
        group["members"] = list(dict.fromkeys(members))
    return group
