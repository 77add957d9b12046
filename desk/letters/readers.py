"""Who reads an agency's letters: references resolved when one is composed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from desk.letters.addressing import Directory, Party
from schemas.agency import Agency, AgencyKind, Contact
from schemas.reading import CONTACT, HEAD, OTHERS, REGISTERED, delegated_by


@dataclass(frozen=True)
class Readers:
    """Who reads the letters of one agency's docket on a day.

    A contact on leave has a stand-in. `delegates` are the colleagues the docket was
    passed on to, by their facts; the one of the fact `passed_on` reads it now.
    """

    directory: Directory
    agency: str
    day: date
    delegates: Mapping[int, Contact] = field(default_factory=dict[int, Contact])
    passed_on: int = 0

    def party(self, reference: str) -> Party | None:
        """Return whom a reference means.

        None where an agency has no head: nobody is in copy then; nor where a colleague
        is not known any more, since people are purged after the season.
        """
        n = delegated_by(reference)
        if n is None and reference not in (CONTACT, REGISTERED, HEAD):
            return self.directory.place(reference)
        agency = self.directory.agency(self.agency)
        if n is not None or (reference == CONTACT and self.passed_on in self.delegates):
            colleague = self.delegates.get(self.passed_on if n is None else n)
            return colleague and Party(_by_name(agency, colleague), colleague.address)
        reader = agency.head if reference == HEAD else agency.readers(self.day)[0]
        return reader and Party(_greeted(agency, reader), reader.address)

    def copies(self, references: tuple[str, ...]) -> list[Party]:
        """Return who gets a copy; `others` are all whose mailboxes are registered."""
        every: list[Party | None] = []
        for reference in references:
            if reference == OTHERS:
                agency = self.directory.agency(self.agency)
                readers = agency.readers(self.day)
                every += [Party(agency.name, reader.address) for reader in readers]
            else:
                every.append(self.party(reference))
        return [party for party in every if party is not None]


def _by_name(agency: Agency, colleague: Contact) -> str:
    return f"{colleague.name}, {colleague.post}, {agency.name}"


def _greeted(agency: Agency, reader: Contact) -> str:
    """Return whom a letter greets: an agency at its mailbox, its head by the post.

    The head of a post, or of several bodies, has a title complete by itself.
    """
    if reader is not agency.head:
        return agency.name
    if agency.kind is not AgencyKind.AGENCY:
        return reader.post
    return f"{reader.post} {agency.name}"
