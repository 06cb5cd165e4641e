"""Whom an officer writes down at the counter: people, respondents, superiors who sent something down.

Everything about a person goes into the vault; the matter keeps a masked line.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from xiaobao.docket.letters import ADDRESS
from xiaobao.docket.models import Matter, Party, Role
from xiaobao.docket.wording import RESPONDENT_PHONE as RESPONDENT_PHONE
from xiaobao.documents.redaction import mask_name, mask_phone
from xiaobao.vault.identities import Person, keep

ID_KIND, ID_NUMBER = "证件类型", "证件号码"
RESPONDENT_CONTACT = "被投诉人联系人"
"""Keys of ``vault.Person.more``: what Forms 1 and 2 ask of a person beside name and phone."""

_MOBILE = re.compile(r"1[3-9]\d{9}")


@dataclass(frozen=True, slots=True, repr=False)
class PersonGiven:
    """A person as written down, any part may be blank: name, phone, postal address, identity document.

    It does not print itself, as ``vault.identities.Person`` does not.
    """

    name: str = ""
    phone: str = ""
    postal: str = ""
    id_kind: str = ""
    id_number: str = ""

    def person(self, **more: str) -> Person:
        """Return the person as the vault keeps it; ``more`` holds further lines by their Chinese name."""
        told = {ADDRESS: self.postal, ID_KIND: self.id_kind, ID_NUMBER: self.id_number, **more}
        kept = {label: one_line(text) for label, text in told.items() if text.strip()}
        return Person(name=one_line(self.name), phone=plain_phone(self.phone), more=kept)


@dataclass(frozen=True, slots=True)
class RespondentGiven:
    """A respondent (被投诉举报人) as written down; ``contact`` is a person there, anything may be blank."""

    name: str = ""
    address: str = ""
    phone: str = ""
    contact: str = ""
    credit_code: str = ""


@dataclass(frozen=True, slots=True)
class DistributionGiven:
    """What a superior's 分送 says (Form 3): who sent it, its number, when, and by when to report back."""

    sender: str
    number: str = ""
    sent_on: date | None = None
    report_back_on: date | None = None


def one_line(text: str) -> str:
    """Return a text on one line without blanks around it."""
    return " ".join(text.split())


def plain_phone(text: str) -> str:
    """Return a phone in plain digits: a mobile without the blanks and hyphens people write into it."""
    plain = one_line(unicodedata.normalize("NFKC", text))
    compact = re.sub(r"[\s\-–—]", "", plain)
    return compact if _MOBILE.fullmatch(compact) else plain


def add(matter: Matter, given: PersonGiven, *, role: Role) -> Party:
    """Seal a person into the vault and put the masked line beside the matter."""
    person = given.person()
    return Party.objects.create(
        matter=matter,
        role=role.value,
        shown_name=mask_name(person.name)[:64],
        shown_phone=mask_phone(person.phone)[:64],
        named=bool(person.name),
        masked_at_source="*" in person.name,
        has_address=ADDRESS in person.more,
        identity=keep(person),
    )
