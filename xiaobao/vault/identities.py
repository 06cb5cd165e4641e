"""Seal and open who somebody is."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from xiaobao.vault.models import Identity
from xiaobao.vault.sealing import index, seal, unseal


@dataclass(frozen=True)
class Person:
    """A complainant or reporter as given; any part may be blank or already masked.

    ``more`` holds what else the source says of the person, by the source's own column names.
    """

    name: str = ""
    phone: str = ""
    more: dict[str, str] = field(default_factory=dict)


def sealed_row(person: Person) -> tuple[bytes, bytes]:
    """Return (envelope, person index) for one person, ready for the table."""
    plain = json.dumps(vars(person), ensure_ascii=False, separators=(",", ":")).encode()
    return seal(plain, about=b"identity"), person_index(person)


def person_index(person: Person) -> bytes:
    """Return the keyed index by which name and phone meet again; empty where either is not in full."""
    # Half a name or a starred phone fits many people: without both in full nobody is taken for somebody else.
    if not person.name or not person.phone or "*" in person.name + person.phone:
        return b""
    return index(f"{person.name}\n{person.phone}", purpose="person")


def keep(person: Person) -> Identity:
    """Seal ``person`` and save it."""
    envelope, person_index = sealed_row(person)
    return Identity.objects.create(sealed=envelope, person_index=person_index)


def reveal(identity: Identity) -> Person:
    """Open a sealed identity. The caller must have written the audit row first."""
    return Person(**json.loads(unseal(bytes(identity.sealed), about=b"identity")))
