"""The people of a matter as its page shows them, masked: who complains, who speaks, who acts for whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from xiaobao.docket.models import Consent, Mandate, Matter, Party, Role, Side
from xiaobao.documents.redaction import mask_text
from xiaobao.rules.consent import Way


@dataclass(frozen=True)
class MandateLine:
    """An agent's authority: for whom, what, how far and until when (None: not limited)."""

    side: str
    principal: str
    matters: str
    special: bool
    until: date | None
    original_kept: bool


@dataclass(frozen=True)
class PersonLine:
    """One person, masked; ``mandate`` is there for an agent alone."""

    id: int
    role: str
    role_label: str
    name: str
    phone: str
    has_address: bool
    representative: bool
    mandate: MandateLine | None


@dataclass(frozen=True)
class ConsentLine:
    """The newest answer of one side, or of one person, on one subject; ``earlier`` counts those before it."""

    subject: str
    subject_label: str
    side: str
    side_label: str
    who: str
    given: bool
    on: date
    how: str
    proof: str
    earlier: int


def person_lines(matter: Matter) -> tuple[list[Party], list[PersonLine]]:
    """Return the parties in the order registered, and the same as lines; in one query."""
    parties = list(matter.parties.select_related("mandate__principal").order_by("id"))
    return parties, [_person(party) for party in parties]


def consent_lines(matter: Matter) -> list[ConsentLine]:
    """Return the newest answer to each question of consent, in the order first asked; in one query."""
    newest: dict[tuple[str, str, int | None], tuple[Consent, int]] = {}
    for consent in matter.consents.select_related("party"):
        key = (consent.subject, consent.side, consent.party_id)
        newest[key] = (consent, newest[key][1] + 1 if key in newest else 0)
    return [_consent(consent, earlier) for consent, earlier in newest.values()]


def _person(party: Party) -> PersonLine:
    mandate = getattr(party, "mandate", None) if party.role == Role.AGENT else None
    return PersonLine(
        id=party.pk,
        role=party.role,
        role_label=str(party.get_role_display()),
        name=party.shown_name,
        phone=party.shown_phone,
        has_address=party.has_address,
        representative=party.representative,
        mandate=_mandate(mandate) if mandate else None,
    )


def _mandate(mandate: Mandate) -> MandateLine:
    return MandateLine(
        side=str(Side(mandate.side).label),
        principal=mandate.principal.shown_name if mandate.principal else "",
        matters=mask_text(mandate.matters),
        special=mandate.special,
        until=mandate.until,
        original_kept=mandate.original_kept,
    )


def _consent(consent: Consent, earlier: int) -> ConsentLine:
    return ConsentLine(
        subject=consent.subject,
        subject_label=str(consent.get_subject_display()),
        side=consent.side,
        side_label=str(Side(consent.side).label),
        who=consent.party.shown_name if consent.party else "",
        given=consent.given,
        on=consent.on,
        how=next((way.label for way in Way if way.value == consent.how), consent.how),
        proof=mask_text(consent.proof),
        earlier=earlier,
    )
