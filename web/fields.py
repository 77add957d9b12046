"""What an agency's forms say: an answer, or what is wrong with each field."""

import hashlib
import re
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime

from pydantic import TypeAdapter, ValidationError

from desk.answer import Answer
from desk.delegate import Delegation
from rules.personal import names_persons
from schemas.agency import Address, Contact
from schemas.base import VN
from schemas.entry import EntryKind, Person
from web.forms import Form

NAME, POST, NOTE = "ho-ten", "chuc-vu", "ghi-chu"
PERCENT, PEOPLE, KIND, NONCE = "tien-do", "so-nguoi", "viec", "ma"
ADDRESS, UNTIL, CONCERNS = "dia-chi", "den-ngay", "thuoc-ve"
COLLEAGUE, COLLEAGUE_POST, COLLEAGUE_ADDRESS = (
    "nguoi-nhan",
    "chuc-vu-nguoi-nhan",
    "dia-chi-nguoi-nhan",
)
_NAMES = (NAME, POST, NOTE, CONCERNS, COLLEAGUE, COLLEAGUE_POST, COLLEAGUE_ADDRESS)
LENGTHS = dict.fromkeys(_NAMES, 100) | {
    NOTE: 500,
    CONCERNS: 200,
    COLLEAGUE_ADDRESS: 254,
}
_COUNTS = {PERCENT: range(101), PEOPLE: range(1, 1000)}
_EMPTY = dict.fromkeys((*_NAMES, PERCENT, PEOPLE, UNTIL), "")
_ADDRESS: TypeAdapter[str] = TypeAdapter(Address)
_ABSENT = "khong-du"
_DAYS = ("%Y-%m-%d", "%d/%m/%Y")
_KINDS = {
    "nhan": EntryKind.CONFIRMED,
    "dang": EntryKind.PROGRESSED,
    "xong": EntryKind.FULFILLED,
    "du": EntryKind.ATTENDING,
    _ABSENT: EntryKind.ATTENDING,
    "khong": EntryKind.NOTHING,
    "khong-thuoc": EntryKind.DECLINED,
    "gia-han": EntryKind.TIME_ASKED,
}
_EXPLAINED = {EntryKind.TIME_ASKED: "reason", EntryKind.DECLINED: "why"}
"""Answers that need a reason, and how its lack is said."""
_NOBODY = "0"
_MARK = "\N{REPLACEMENT CHARACTER}"


@dataclass(slots=True)
class Typed:
    """A form as it was filled in; `place` says which one, `errors` what is wrong.

    An error is a code that the templates put into words.
    """

    place: str
    values: dict[str, str]
    errors: dict[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class Filled:
    """What a page's forms hold: one as it was typed, the others who acted last."""

    typed: Typed
    person: Person | None

    def values(self, place: str) -> dict[str, str]:
        """Return the values of one form's fields."""
        if place == self.typed.place:
            return self.typed.values
        person = self.person or Person("", "")
        return _EMPTY | {NAME: person.name, POST: person.post}

    def errors(self, place: str) -> dict[str, str]:
        """Return what is wrong with one form's fields."""
        return self.typed.errors if place == self.typed.place else {}


def read_typed(form: Form) -> Typed:
    """Return what was typed, so that nothing of it is lost."""
    return Typed(form.one("o"), {name: form.one(name) for name in _EMPTY})


def read_answer(form: Form) -> Answer | Typed:
    """Return the answer a form gives, or the form with its errors."""
    typed, chosen = read_typed(form), form.one(KIND)
    kind = _KINDS.get(chosen)
    if kind is None or not form.one(NONCE):
        typed.errors[KIND] = "empty"
        return typed
    person = read_person(typed)
    if kind in _EXPLAINED and not person.note:
        typed.errors[NOTE] = _EXPLAINED[kind]
    if kind is EntryKind.DECLINED and not person.concerns:
        typed.errors[CONCERNS] = "empty"
    step = _step(chosen, kind, typed)
    if typed.errors:
        return typed
    duties = () if kind is EntryKind.ATTENDING else form.many("nhiem-vu")
    act = read_act(form, chosen, step, person.note, person.concerns, *duties)
    return Answer(kind, duties or ("",), person, act, step)


def read_person(typed: Typed) -> Person:
    """Return who acts, and note what is wrong with it."""
    _check_filled(typed, NAME, POST)
    _check_texts(typed)
    return Person(*(typed.values[name] for name in (NAME, POST, NOTE, CONCERNS)))


def _check_filled(typed: Typed, *names: str) -> None:
    for name in names:
        if not typed.values[name]:
            typed.errors.setdefault(name, "empty")


def _check_texts(typed: Typed) -> None:
    for name, most in LENGTHS.items():
        if len(typed.values[name]) > most:
            typed.errors[name] = "long"
    for name, value in typed.values.items():
        if not value.isprintable() or _MARK in value:
            typed.errors[name] = "hidden"
    for name in (NOTE, CONCERNS):
        if names_persons(typed.values[name]):
            typed.errors.setdefault(name, "personal")


def read_delegation(form: Form) -> Delegation | Typed:
    """Return to whom a docket is passed on, or the form with its errors."""
    typed = read_typed(form)
    if not form.one(NONCE):
        typed.errors[KIND] = "empty"
    person = read_person(typed)
    _check_filled(typed, COLLEAGUE, COLLEAGUE_POST)
    address = read_address(typed.values[COLLEAGUE_ADDRESS])
    if address is None:
        typed.errors.setdefault(COLLEAGUE_ADDRESS, "address")
    if typed.errors or address is None:
        return typed
    name, post = typed.values[COLLEAGUE], typed.values[COLLEAGUE_POST]
    colleague = Contact(name=name, post=post, address=address)
    act = read_act(form, "delegate", name, post, address)
    return Delegation(colleague, person, act)


def read_address(text: str) -> str | None:
    """Return the address somebody gives, None if it cannot be one."""
    try:
        return _ADDRESS.validate_python(text)
    except ValidationError:
        return None


def read_act(form: Form, *said: str) -> str:
    """Name an act: the same form saying the same is one act, however often sent."""
    text = "\n".join((form.one(NONCE), *said))
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _step(chosen: str, kind: EntryKind, typed: Typed) -> str:
    if kind is EntryKind.PROGRESSED and typed.values[PERCENT]:
        return _count(PERCENT, typed)
    if kind is EntryKind.ATTENDING:
        return _NOBODY if chosen == _ABSENT else _count(PEOPLE, typed)
    if kind is EntryKind.TIME_ASKED:
        return _day(typed)
    return ""


def _day(typed: Typed) -> str:
    """Return the day somebody asks for (ISO 8601): browsers send it so, or as typed."""
    text = typed.values[UNTIL]
    for form in _DAYS:
        with suppress(ValueError):
            return f"{datetime.strptime(text, form).replace(tzinfo=VN):%Y-%m-%d}"
    typed.errors.setdefault(UNTIL, "day" if text else "empty")
    return ""


def _count(name: str, typed: Typed) -> str:
    text = typed.values[name]
    if re.fullmatch(r"[0-9]{1,3}", text) and int(text) in _COUNTS[name]:
        return str(int(text))
    typed.errors.setdefault(name, "number" if text else "empty")
    return ""
