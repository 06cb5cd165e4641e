"""Seal and open who somebody is, and find them again by what only a key can compare."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass, field

from xiaobao.vault.models import Identity
from xiaobao.vault.sealing import index, seal, unseal

ABOUT = b"identity"
"""What every sealed identity is bound to."""
_SEVERAL = re.compile(r"[、,;/|]|转|或")
_CODE = re.compile(r"(?:00)?86(?=1\d{10}$)")
# House practice, not law: fewer digits (12345, 12315) are a hotline and belong to no person.
_LEAST_DIGITS = 7


@dataclass(frozen=True, repr=False)
class Person:
    """A complainant or reporter as given; any part may be blank or already masked.

    ``more`` holds what else the source says of the person, by the source's own column names. It does not
    print itself: what is shown of an object in a message or a log must name nobody.
    """

    name: str = ""
    phone: str = ""
    more: dict[str, str] = field(default_factory=dict)


def sealed_row(person: Person) -> tuple[bytes, bytes, bytes]:
    """Return (envelope, person index, phone index) for one person, ready for the table."""
    plain = json.dumps(vars(person), ensure_ascii=False, separators=(",", ":")).encode()
    return seal(plain, about=ABOUT), person_index(person), phone_index(person.phone)


def person_index(person: Person) -> bytes:
    """Return the keyed index by which name and phone meet again; empty where either is not in full."""
    # Half a name or a starred phone fits many people: without both in full nobody is taken for somebody else.
    if not person.name or not person.phone or "*" in person.name + person.phone:
        return b""
    return index(f"{person.name}\n{person.phone}", purpose="person")


def phone_index(phone: str) -> bytes:
    """Return the keyed index of a phone alone, however it is written; empty where it is not in full."""
    digits = plain_digits(phone)
    return index(digits, purpose="phone") if digits else b""


def beside(plain: bytes) -> dict[str, bytes]:
    """Return the columns that stand beside an envelope with these plain words and follow from them.

    The person index is left as it is: it stands on name and phone as they were when the person came.
    """
    return {"phone_index": phone_index(json.loads(plain)["phone"])}


def plain_digits(phone: str) -> str:
    """Return a phone as digits alone, the first where several are given; empty when masked or too short."""
    plain = unicodedata.normalize("NFKC", phone)
    if "*" in plain:
        return ""
    digits = re.sub(r"[^0-9]", "", _SEVERAL.split(plain)[0])
    return _CODE.sub("", digits, count=1) if len(digits) >= _LEAST_DIGITS else ""


def find_by_phone(phone: str) -> list[int]:
    """Return the ids of all identities given with this phone, oldest first; none for one not in full.

    Identities kept before phones were indexed are found once ``xiaobao vault reseal`` has been run.
    """
    wanted = phone_index(phone)
    if not wanted:
        return []
    return list(Identity.objects.filter(phone_index=wanted).order_by("id").values_list("id", flat=True))


def keep(person: Person) -> Identity:
    """Seal ``person`` and save it."""
    envelope, of_person, of_phone = sealed_row(person)
    return Identity.objects.create(sealed=envelope, person_index=of_person, phone_index=of_phone)


def reveal(identity: Identity) -> Person:
    """Open a sealed identity. The caller must have written the audit row first."""
    return Person(**json.loads(unseal(bytes(identity.sealed), about=ABOUT)))
