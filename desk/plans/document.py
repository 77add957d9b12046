"""A plan put into words for its document, as those who sign it read it."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from calendars.deadlines import in_document
from calendars.said import day_in_document, said_day
from desk.letterhead import filed, letterhead, signature
from documents.base import Recipients
from documents.plan_text import (
    ActivityText,
    CitedText,
    DutyText,
    EntryText,
    PlanText,
    RouteText,
)
from schemas import words
from schemas.agency import Agency
from schemas.deadline import Origin
from schemas.duty import CommonDuty, Duty, DutyKind, Modality, Role
from schemas.phase import Span
from schemas.plan import Launch, LegalBasis, NamedRecipient, Plan, PlanEntry

_SEVERAL, _OF = "Các ", " của "


def document_of(plan: Plan, agencies: Iterable[Agency], at: datetime) -> PlanText:
    """Return what the plan's document says; `at` is when it was made."""
    names = {agency.id: agency.name for agency in agencies}
    names |= {group.id: group.name for group in plan.groups}
    route, signer = plan.report_route, plan.signer
    return PlanText(
        letterhead=replace(letterhead(plan, ""), symbol=plan.symbol),
        title=_title(plan),
        issuer=plan.issued_by,
        theme=plan.theme,
        period=_span(plan.period),
        launch=_launch(plan.launch),
        phases=tuple(_phases(plan)),
        observances=tuple((one.title, said_day(one.day)) for one in plan.observances),
        slogans=plan.slogans,
        activities=tuple(
            ActivityText(one.title, names[one.owner] if one.owner else "")
            for one in plan.activities
        ),
        entries=tuple(_entry(entry, names) for entry in plan.entries),
        laid_on_all=tuple(_common(duty, names) for duty in plan.laid_on_all),
        route=RouteText(route.to, route.through or "", route.consolidated_for or ""),
        signature=replace(signature(plan), name=signer.name or ""),
        recipients=Recipients(tuple(_recipients(plan.recipients)), filed(plan)),
        at=at,
        section=_section(plan.entries),
        bases=tuple(map(_cited, plan.legal_bases)),
        parent=_cited(plan.parent_plan) if plan.parent_plan else None,
    )


def _title(plan: Plan) -> str:
    told = plan.title.startswith(words.PLAN)
    return plan.title if told else f"{words.PLAN} {plan.title}"


def _span(span: Span) -> str:
    return words.PERIOD.format(first=said_day(span.first), last=said_day(span.last))


def _launch(launch: Launch) -> str:
    window = _span(launch.window)
    if launch.said is None:
        return window
    return words.SETTLED.format(said=launch.said, time=window)


def _phases(plan: Plan) -> Iterable[tuple[str, str]]:
    """Return the phases with their days, as they stand behind that word."""
    for one in plan.phases:
        yield one.title, _span(one.span)


def _section(entries: Iterable[PlanEntry]) -> str:
    """Return the number of the part on who does what, as the entries are cited."""
    said = {entry.source.partition(".")[0] for entry in entries}
    return said.pop() if len(said) == 1 else ""


def _entry(entry: PlanEntry, names: Mapping[str, str]) -> EntryText:
    """Return an entry; how it is laid on is said once, several are said small."""
    asked = entry.modality is Modality.ASKED
    title = entry.title.removeprefix(f"{words.MODALITIES[entry.modality]} ")
    if title.startswith(_SEVERAL):
        title = title[:1].lower() + title[1:]
    duties = tuple(_duty(duty, names) for duty in entry.duties)
    return EntryText(entry.id, title, asked, duties)


def _duty(duty: Duty, names: Mapping[str, str]) -> DutyText:
    said = duty.deadline
    return DutyText(
        title=duty.title,
        summary=duty.summary,
        deadline=in_document(said) if said else "",
        basis=(said.basis or "") if said and said.origin is Origin.LAW else "",
        partners=tuple(names[one] for one in duty.with_agencies),
        supporting=duty.role is Role.SUPPORTING
        and not duty.title.startswith(words.ROLES[Role.SUPPORTING]),
        dashed=duty.source.bullet is not None,
    )


def _common(duty: CommonDuty, names: Mapping[str, str]) -> DutyText:
    return _duty(duty, names)._replace(
        reports=duty.kind is DutyKind.REPORT,
        besides=tuple(names[one] for one in duty.besides),
    )


def _cited(one: LegalBasis) -> CitedText:
    """Return a document as it is cited; number and day stand before whose it is."""
    kind, of, whose = one.title.partition(_OF)
    day = day_in_document(one.dated) if one.dated else ""
    return CitedText(kind, f"{of.strip()} {whose}".strip(), one.number or "", day)


def _recipients(recipients: Iterable[NamedRecipient]) -> Iterable[str]:
    head, _, _ = words.FILED.partition("{")
    for one in recipients:
        if not one.name.startswith(head):
            yield f"{one.name} ({one.mark})" if one.mark else one.name
