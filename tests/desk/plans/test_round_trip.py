"""A plan written as a document and read back is the same plan, but for what is listed.

What the document of a plan does not say, or says in other words (docs/reading.md has
the same list), and `said` leaves out:

- ids: made anew, from names and numbers; compared by the names they stand for
- note: remarks of the office, not of the plan
- planned_issue, close, indicators, policy, briefs, report_chain, parent_campaign:
  how the campaign is run; number and day stay blank until signing
- short_title, place: worked out of the title and of who issues the plan
- hotline: said only where a duty or a slogan names it
- send_to, covers: who gets a letter, what one report answers for
- phase, touches, period, awaits: a plan says when, not in which phase
- duties of an observance: the document marks the day alone
- origin proposed: what is signed is stated by the plan from then on
- basis of a launch or a proposal: the reason behind a day, not the day
- after: worded as `through`, which is the same last day
- members of an expanded group: the roster lists them; one mailbox until then
- group of an expanded entry: one mailbox, until the roster lists its members
- issued_by UBND: written in full in the head, as the decree has it
- modality in a title: said once, by `Giao` or `Đề nghị`
- source of what is laid on all: the line it stands on
- summary of a report laid on all: the way of reports, which the sentence says
- no report laid on all: the way of reports asks everybody for one
- besides: the office, where nobody is spared: it reports to itself to nobody
- no observance: the days that duties name are proposed instead
- title of an own plan laid on all: its kind is its title
- full stop of one sentence: a duty ends in one
"""

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.drafts.plan import draft_of
from desk.drafts.read import read_file
from desk.drafts.slug import slug
from desk.plans.days_off import working_days
from desk.plans.document import document_of
from desk.plans.read import read_plan
from documents.plan import plan_docx
from schemas.agency import Roster
from schemas.base import VN
from schemas.deadline import Bound, Deadline, Origin
from schemas.duty import CommonDuty, Duty, DutyKind, Modality, Role, Source
from schemas.phase import Phase, PhaseKind, Span
from schemas.plan import (
    Activity,
    Group,
    Launch,
    LegalBasis,
    NamedRecipient,
    Observance,
    ParentPlan,
    Plan,
    PlanEntry,
    ReportRoute,
    Signer,
)
from tests.small_campaign import PLAN, ROSTER, data

AT = datetime(2024, 5, 2, 9, tzinfo=VN)
Values = dict[str, Any]


def back(plan: Plan, roster: Roster) -> Values:
    """Return what is read of a plan's document."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "ke-hoach.docx"
        file.write_bytes(plan_docx(document_of(plan, roster.agencies, AT)))
        draft = draft_of(read_file(file), {}, working_days())
    return said(draft.plan, draft.roster["agencies"])


def there(plan: Plan, roster: Roster) -> Values:
    agencies = roster.model_dump(mode="json")["agencies"]
    return said(plan.model_dump(mode="json", exclude_none=True), agencies)


def said(plan: Mapping[str, Any], agencies: Iterable[Mapping[str, Any]]) -> Values:
    """Return what a plan says, without what its document does not."""
    plan = json.loads(json.dumps(plan, default=str))
    groups = plan.get("groups", [])
    names = {one["id"]: one["name"] for one in (*agencies, *groups)}

    def named(ids: Iterable[str]) -> list[str]:
        return [names[one] for one in ids]

    def duty(one: Values) -> Values:
        return {
            "text": _text(one["title"], one["summary"]),
            "kind": one.get("kind", "work"),
            "role": one.get("role", "lead"),
            "with": named(one.get("with_agencies", [])),
            "deadline": _deadline(one.get("deadline")),
        }

    return {
        **{key: plan[key] for key in ("title", "symbol", "locality", "year", "theme")},
        "issued_by": plan["issued_by"].replace("UBND", "Ủy ban nhân dân"),
        "period": plan["period"],
        "slogans": plan["slogans"],
        "launch": {**plan["launch"], "basis": None},
        "phases": [(one["title"], one["span"]) for one in plan["phases"]],
        "observances": [(o["day"], o["title"]) for o in plan.get("observances", [])],
        "legal_bases": list(map(_basis, plan.get("legal_bases", []))),
        "parent_plan": _basis(plan.get("parent_plan", {})),
        "report_route": {**plan["report_route"], "covers": None},
        "signer": plan["signer"],
        "recipients": [(o["name"], o.get("mark")) for o in plan.get("recipients", [])],
        "activities": [
            (one["title"], one.get("owner") and names[one["owner"]])
            for one in plan.get("activities", [])
        ],
        "groups": [
            (one["kind"], one["name"], named(one.get("members", [])))
            for one in groups
            if one["kind"] != "expanded"
        ],
        "entries": [
            {
                "id": one["id"],
                "title": one["title"].removeprefix("Đề nghị "),
                "source": one["source"],
                "owners": named(one.get("owners", [])),
                "modality": one["modality"],
                "duties": [
                    {**duty(d), "source": d["source"]} for d in one.get("duties", [])
                ],
            }
            for one in plan["entries"]
        ],
        "laid_on_all": [
            {
                **duty(one),
                "text": one["title"] if one["kind"] == "report" else one["summary"],
                "besides": named(one.get("besides", [])),
            }
            for one in plan.get("laid_on_all", [])
        ],
    }


def _text(title: str, summary: str) -> list[str]:
    return [" ".join(one.split()).rstrip(".") for one in (title, summary)]


def _deadline(one: Values | None) -> Values | None:
    if one is None:
        return None
    by_law = one["origin"] == "law"
    bound = "through" if one["bound"] == "after" else one["bound"]
    kept = {"origin": "law" if by_law else "stated", "bound": bound}
    return {**one, "basis": one.get("basis") if by_law else None, **kept}


def _basis(one: Values) -> tuple[str | None, ...]:
    return one.get("title"), one.get("number"), one.get("dated")


@pytest.mark.parametrize("name", ["lai-chau-2024", "dong-dang-2024"])
def test_a_shipped_plan_comes_back(name: str) -> None:
    plan, roster = read_plan(name).require()
    assert back(plan, roster) == there(plan, roster)


BODIES = (
    "Sở Y tế", "Sở Nội vụ", "Công an tỉnh", "Hội Nông dân tỉnh", "Tỉnh đoàn",
    "Văn phòng UBND tỉnh", "Đài Phát thanh và Truyền hình tỉnh", "Báo Lai Châu",
)  # fmt: skip
OPEN = "Các sở, ban, ngành, đoàn thể liên quan"
WORK = (
    "Dạy bơi cho trẻ em", "Báo cáo kết quả thực hiện", "Mở lớp năng khiếu",
    "Phối hợp tuyên truyền về Tháng hành động", "Tổ chức tập huấn {0} {}",
    "Thăm, tặng quà; khám bệnh cho trẻ em nghèo", "Khám bệnh (miễn phí) cho trẻ em",
)  # fmt: skip
LED = (*WORK[:1], *WORK[5:])
WORDS = ("trẻ em", "an toàn", "111", "gia đình", "vì", "ngày 1/6", "24/7")
SAID = ("cuối năm 2024", "“Ngày gia đình Việt Nam”", "theo quy định", "trong dịp hè")
LAWS = ("Luật Trẻ em", "Thông tư 28/2019/TT-BLĐTBXH, Điều 5")
CITED = (
    LegalBasis(title="Luật Trẻ em", number="102/2016/QH13", dated=date(2016, 4, 5)),
    LegalBasis(
        title="Nghị định của Chính phủ quy định chi tiết một số điều của Luật Trẻ em",
        number="56/2017/NĐ-CP",
        dated=date(2017, 5, 9),
    ),
    LegalBasis(title="Công văn của Bộ Y tế về trẻ em", number="2010/BYT-BMTE"),
)
MARKED = ("Ngày Quốc tế Thiếu nhi", "Ngày không thuốc lá", "Ngày hội của trẻ em")
GIVEN = (Origin.STATED, Origin.PROPOSED)
DAYS = st.dates(date(2024, 5, 6), date(2024, 7, 31))
SPOKEN = st.lists(st.sampled_from(WORDS), min_size=2, max_size=9).map(
    lambda said: f"Bảo vệ {' '.join(said)}!"
)


@st.composite
def spans(draw: st.DrawFn) -> Span:
    first, last = sorted((draw(DAYS), draw(DAYS)))
    return Span(first=first, last=last)


@st.composite
def deadlines(draw: st.DrawFn) -> Deadline:
    span, bound = draw(spans()), draw(st.sampled_from(Bound))
    basis = draw(st.none() | st.sampled_from(LAWS))
    return Deadline(
        bound=bound,
        day=span.last,
        start=span.first if bound is Bound.FROM_TO else None,
        origin=Origin.LAW if basis else draw(st.sampled_from(GIVEN)),
        said=draw(st.none() | st.sampled_from(SAID)),
        basis=basis,
    )


@st.composite
def duties(draw: st.DrawFn, entry: str, known: tuple[str, ...]) -> tuple[Duty, ...]:
    titles = draw(st.lists(st.sampled_from(WORK), min_size=1, max_size=3))
    dashed = len(titles) > 1 or draw(st.booleans())
    return tuple(
        Duty(
            id=f"{entry}.{k}",
            title=title,
            summary=f"{title} tại địa phương.",
            source=Source(section=f"III.{entry}", bullet=k if dashed else None),
            phase=PhaseKind.ACTIVITIES,
            role=Role.SUPPORTING if title.startswith("Phối") else Role.LEAD,
            kind=DutyKind.REPORT if title.startswith("Báo") else DutyKind.WORK,
            with_agencies=draw(
                st.lists(st.sampled_from(known), max_size=2, unique=True).map(tuple)
            ),
            deadline=draw(st.none() | deadlines()),
        )
        for k, title in enumerate(titles, start=1)
    )


@st.composite
def report_of_all(draw: st.DrawFn, known: tuple[str, ...]) -> CommonDuty:
    some = st.lists(st.sampled_from(known), min_size=1, max_size=2, unique=True)
    return CommonDuty(
        id="report",
        title="Báo cáo kết quả Tháng hành động",
        summary="Gửi kết quả.",
        source=Source(section="IV"),
        phase=PhaseKind.REPORTING,
        kind=DutyKind.REPORT,
        deadline=draw(deadlines().filter(lambda one: one.said is None)),
        besides=tuple(draw(some)),
    )


@st.composite
def plans(draw: st.DrawFn) -> tuple[Plan, Roster]:
    """Draw a plan of entries of every kind: one agency, a closed group, an open one."""
    names = draw(st.lists(st.sampled_from(BODIES), min_size=3, unique=True))
    pair, single = tuple(names[:2]), names[2:]
    closed = Group(
        id="pair", name=", ".join(pair), kind="closed", members=tuple(map(slug, pair))
    )
    owners = [(closed.name, "pair"), *((one, slug(one)) for one in single)]
    groups = [closed]
    if draw(st.booleans()):
        owners.append((OPEN, "open"))
        groups.append(Group(id="open", name=OPEN, kind="open"))
    known = tuple(map(slug, single))
    entries = tuple(
        PlanEntry(
            id=f"{n}",
            title=title,
            source=f"III.{n}",
            owners=(owner,),
            modality=draw(st.sampled_from(Modality)),
            duties=draw(duties(f"{n}", known)),
        )
        for n, (title, owner) in enumerate(owners, start=1)
    )
    phases = tuple(
        Phase(id=kind, title=title, span=draw(spans()))
        for kind, title in zip(
            PhaseKind, ("Ban hành", "Lễ phát động", "Hoạt động", "Báo cáo"), strict=True
        )
    )
    launch = Launch(
        window=draw(spans()),
        said=draw(st.none() | st.just("từ cuối tháng 5 đến ngày 30/6/2024")),
    )
    base = Plan.model_validate(data(PLAN))
    plan = base.model_copy(
        update={
            "title": "Kế hoạch tổ chức Tháng hành động vì trẻ em năm 2024",
            "issued_by": "UBND tỉnh Lai Châu",
            "locality": "Lai Châu",
            "theme": draw(SPOKEN),
            "period": draw(spans()),
            "slogans": draw(st.lists(SPOKEN, min_size=1, max_size=4).map(tuple)),
            "launch": launch,
            "phases": phases,
            "observances": tuple(
                Observance(day=day, title=title)
                for day, title in sorted(
                    zip(
                        draw(st.lists(DAYS, min_size=1, max_size=3, unique=True)),
                        MARKED,
                        strict=False,
                    )
                )
            ),
            "legal_bases": draw(
                st.lists(st.sampled_from(CITED), unique=True).map(tuple)
            ),
            "parent_plan": draw(
                st.none()
                | st.just(
                    ParentPlan(
                        title="Kế hoạch của UBND tỉnh về trẻ em",
                        number="1560/KH-UBND",
                        dated=date(2024, 4, 10),
                    )
                )
            ),
            "report_route": ReportRoute(
                to="UBND tỉnh Lai Châu",
                through=draw(st.none() | st.sampled_from(single)),
                consolidated_for=draw(st.none() | st.just("Bộ Y tế")),
            ),
            "signer": Signer(
                authority="TM. ỦY BAN NHÂN DÂN",
                capacity=draw(st.none() | st.just("KT. CHỦ TỊCH")),
                post="PHÓ CHỦ TỊCH",
            ),
            "recipients": (
                NamedRecipient(name="Bộ Y tế", mark=draw(st.none() | st.just("b/c"))),
                NamedRecipient(name="Lưu: VT"),
            ),
            "activities": tuple(
                Activity(
                    title=title,
                    source="II",
                    owner=draw(st.none() | st.sampled_from(known)),
                )
                for title in draw(st.lists(st.sampled_from(LED), unique=True))
            ),
            "groups": tuple(groups),
            "entries": entries,
            "laid_on_all": (draw(report_of_all(known)),),
        }
    )
    roster = Roster.model_validate(data(ROSTER))
    agency = roster.agencies[0]
    agencies = tuple(
        agency.model_copy(update={"id": slug(name), "name": name}) for name in names
    )
    return plan, roster.model_copy(update={"agencies": agencies})


@settings(max_examples=30, deadline=None)
@given(plans())
def test_any_plan_comes_back(drawn: tuple[Plan, Roster]) -> None:
    assert back(*drawn) == there(*drawn)
