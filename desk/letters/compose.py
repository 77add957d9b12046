"""Compose a claimed letter: what is still to be said, as one message."""

from dataclasses import dataclass, replace

from calendars.event import Party as Attendee
from desk.letters.addressing import Party
from desk.letters.content import letter_view
from desk.letters.invite import invite
from desk.letters.material import Material, Reader
from desk.letters.views import LetterView
from desk.letters.wording import Wording
from desk.mail.headers import Mailbox
from desk.mail.message import Attachment, Mailing, build
from documents.morning import write_morning
from documents.workbook import MEDIA
from rules.events import LAUNCH_EVENT
from rules.keys import day_of
from rules.notices import left_of
from schemas import words
from schemas.base import VN
from schemas.letter import Invitation, Item, Letter, LetterClass, LetterKind, Method

_MOST_CALLS = 5_000
"""Lines of the morning's list up to which it goes with its letter."""


@dataclass(frozen=True, slots=True)
class Composed:
    """A message ready to send, its envelope, and what is worth showing of it.

    `said` is the letter as it is by now, without what was answered since it was queued.
    """

    message: bytes
    sender: str
    agency: str
    name: str
    to: str
    copy_to: tuple[str, ...]
    subject: str
    said: Letter

    @property
    def items(self) -> tuple[Item, ...]:
        """Return what is still said."""
        return self.said.items

    @property
    def invitation(self) -> Invitation | None:
        """Return the invitation that is still sent."""
        return self.said.invitation

    def with_message(self, message: bytes) -> "Composed":
        """Return the same letter with the bytes that were kept first."""
        return replace(self, message=message)


def compose(reader: Reader, letter: Letter) -> Composed | None:
    """Return the letter's message, or None when everything in it was answered."""
    material = reader.material(letter)
    items, invited = material.items, _still(material, letter.invitation)
    to = material.readers.party(letter.to)
    if to is None or (not items and invited is None):
        return None
    said = left_of(letter, items, invited)
    if said != letter:  # else its material stays, with all that was worked out of it
        material = replace(material, letter=said)
    copies = _copies(material, to)
    view = letter_view(material, to, items, invited)
    mailing = _mailing(material, view, (to, *copies), invited)
    return Composed(
        message=build(mailing),
        sender=view.plan.office.address,
        agency=material.row.agency,
        name=to.name,
        to=to.address,
        copy_to=tuple(one.address for one in copies),
        subject=mailing.subject,
        said=said,
    )


def _still(material: Material, invited: Invitation | None) -> Invitation | None:
    """Return the invitation unless it is not what the calendar should show by now.

    One of a day is told as it was decided or not at all: its duties are part of it.
    """
    if invited is None:
        return None
    ceremony = material.season.in_force.ceremony
    if invited.event == LAUNCH_EVENT and ceremony is not None:
        starts = ceremony.starts.astimezone(VN)  # as the letter's words say it now
        return invited._replace(day=starts.date(), starts=starts)
    if invited.starts is not None:
        left = any(item.kind is LetterKind.DIGEST for item in material.items)
        return invited if left or invited.method is Method.CANCEL else None
    shown = material.open_duties(day_of(invited.event))
    return invited if shown == frozenset(invited.duties) else None


def _copies(material: Material, to: Party) -> list[Party]:
    """Return each mailbox in copy once: nobody gets one letter twice."""
    once = {to.address: to}
    for one in material.readers.copies(material.letter.copy_to):
        once.setdefault(one.address, one)
    return list(once.values())[1:]


def _mailing(
    material: Material,
    view: LetterView,
    readers: tuple[Party, ...],
    invited: Invitation | None,
) -> Mailing:
    wording = Wording(view)
    heading = _heading(material, wording, readers)
    if material.desk.headings:
        return heading
    folder = _folder(material.letter)
    return replace(
        heading,
        text=wording.of(f"{folder}/body.txt"),
        html=wording.of(f"{folder}/body.html"),
        invitation=_event(material, invited, wording, readers[0]),
        method=invited.method if invited else Method.REQUEST,
        attachments=_attached(material),
    )


def _heading(
    material: Material, wording: Wording, readers: tuple[Party, ...]
) -> Mailing:
    """Return the letter without what is in it."""
    letter, office = material.letter, wording.view.plan.office
    coordinator = Mailbox(office.name, office.address)
    to, *copies = (Mailbox(one.name, one.address) for one in readers)
    return Mailing(
        message_id=material.names.message_id(letter),
        date=letter.queued,
        sender=coordinator,
        to=(to,),
        copy_to=tuple(copies),
        reply_to=coordinator,
        subject=_subject(_folder(letter), wording),
        text="",
        html="",
        in_reply_to=_thread(material),
    )


def _folder(letter: Letter) -> str:
    return f"letters/{letter.kind}"


def _subject(folder: str, wording: Wording) -> str:
    subject = " ".join(wording.of(f"{folder}/subject.txt").split())
    rehearsed = wording.view.rehearsed
    return words.REHEARSED.format(subject=subject) if rehearsed else subject


def _event(
    material: Material, invited: Invitation | None, wording: Wording, reader: Party
) -> bytes | None:
    if invited is None:
        return None
    asks = invited.starts is not None
    attendee = Attendee(reader.name, reader.address, rsvp=asks)
    return invite(material, invited, wording, [attendee])


def _thread(material: Material) -> str | None:
    """Notices thread under the first letter; any other stands on its own."""
    notice = material.letter.letter_class is LetterClass.NOTICE
    if material.thread is None or not notice:
        return None
    return material.names.message_id(material.thread)


def _attached(material: Material) -> tuple[Attachment, ...]:
    files: list[Attachment] = []
    if plan := material.plan_file:
        files.append(Attachment(plan.name, plan.media_type, plan.content))
    calls = material.calls
    if calls is not None and sum(map(len, calls)) <= _MOST_CALLS:
        name = f"{words.MORNING_FILE}-{material.day}.xlsx"
        files.append(Attachment(name, MEDIA, write_morning(calls)))
    return tuple(files)
