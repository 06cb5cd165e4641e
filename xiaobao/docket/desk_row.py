"""A matter written down by an officer, as a row to register like one of an import, and its audit row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from xiaobao.docket.models import Document, Matter
from xiaobao.docket.people import one_line
from xiaobao.intake.registration import Registration
from xiaobao.rules.workflow import Act
from xiaobao.staff.permissions import Authority
from xiaobao.vault.audit import record
from xiaobao.vault.identities import Person

SOURCE = "desk"
"""``Matter.source`` of what an officer registers; ``external_id`` is then the key of the sheet."""


def at_desk(
    *,
    key: str,
    kind: str,
    channel: str,
    received_at: datetime,
    person: Person,
    respondent: tuple[str, str, str],
    content: str,
    requests: tuple[str, ...],
    office: str,
    digest: bytes,
    category: tuple[str, ...] = (),
    amount: Decimal | None = None,
    extra: Mapping[str, str] | None = None,
    route: str = "",
    sales_mode: str = "",
    place: str = "",
) -> Registration:
    """Return the row; nothing has been decided on it yet.

    ``respondent`` is name, address and credit code, ``office`` the name of one of ours, ``channel`` the word
    the docket keeps. Yuan.
    """
    name, where, code = respondent
    return Registration(
        system=SOURCE,
        external_id=key,
        kind=kind,
        channel=channel,
        route=route,
        received_at=received_at,
        title="",
        person_name=person.name,
        person_phone=person.phone,
        respondent_name=one_line(name),
        respondent_address=one_line(where),
        respondent_uscc=code.strip().upper(),
        object_path=category,
        problem_path=(),
        sales_mode=sales_mode,
        amount=amount,
        content=content,
        requests=requests,
        place=place,
        office_name=office,
        decision="",
        decided_at=None,
        decline_reason="",
        outcome="",
        diversion="",
        closed=False,
        closed_at=None,
        recovered=None,
        fined=None,
        confiscated=None,
        reply="",
        satisfaction="",
        external_due=(),
        extra=dict(extra or {}),
        row=0,
        digest=digest,
        personal=person.more,
    )


def audit(
    matter: Matter,
    documents: Sequence[Document],
    told: Mapping[str, object],
    *,
    officer: Authority,
    at: datetime,
    address: str,
) -> None:
    """Write the audit row of a registration at the desk; the caller holds the transaction."""
    numbers = [document.number for document in documents]
    record(
        act=f"matter.{Act.REGISTER.value}",
        subject=f"matter:{matter.pk}",
        at=at,
        actor=officer.user,
        post=officer.post,
        detail={"number": matter.number, "version": matter.version, "documents": numbers, **told},
        address=address,
    )
