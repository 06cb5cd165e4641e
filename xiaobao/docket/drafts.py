"""Drafts: what an officer has typed and not yet submitted, sealed, and read by nobody else.

A draft is no act: it leaves no event and no audit row. It goes when the act succeeds, when the officer
gives it up, and at the latest after ``KEPT``.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from xiaobao.docket.models import Draft, SupervisionOrder
from xiaobao.docket.order_page import DEEDS
from xiaobao.docket.queries import hidden
from xiaobao.refusals import Refused
from xiaobao.rules.orders import OrderAct
from xiaobao.rules.workflow import Act
from xiaobao.staff.permissions import Authority
from xiaobao.vault.sealing import seal, unseal

ORDERS = frozenset(f"order_{code}" for code in DEEDS)
"""The forms of what is done to a supervision order; their subject is the order."""
FORMS = frozenset({*(act.value for act in Act), "bulk", "sample", OrderAct.ISSUE.value, *ORDERS})
"""The forms that have drafts: every act (``register`` is one), bulk, a sample, and supervision orders."""
KEPT = timedelta(days=30)
# House practice, not law: so many unfinished forms of one officer, so many bytes of one of them.
MOST = 200
LARGEST = 262_144

Fields = dict[str, list[str]]


@dataclass(frozen=True)
class Kept:
    """A draft as it was typed: field names to values, and when it was saved."""

    fields: Fields
    saved_at: datetime


def find(officer: Authority, form: str, subject: str = "") -> Kept | None:
    """Return the officer's own draft of this form, None when there is none.

    Nor is there one on an insider's report that the officer must not know of any more.
    """
    if subject.isdecimal() and hidden(officer).filter(pk__in=_matters(form, int(subject))).exists():
        return None
    row = Draft.objects.filter(officer=officer.user, form=form, subject=subject).first()
    if row is None:
        return None
    plain = unseal(bytes(row.sealed), about=_about(officer, form, subject))
    return Kept(json.loads(plain), row.saved_at)


def _matters(form: str, subject: int) -> list[int]:
    """Return the matter a draft is about, by the subject of its form."""
    if form not in ORDERS:
        return [subject]
    return list(SupervisionOrder.objects.filter(pk=subject).values_list("matter_id", flat=True))


def drop(officer: Authority, form: str, subject: str = "") -> bool:
    """Delete the officer's own draft of this form; says whether there was one."""
    return bool(Draft.objects.filter(officer=officer.user, form=form, subject=subject).delete()[0])


def purge(*, at: datetime) -> int:
    """Delete the drafts nobody has touched for thirty days; returns how many."""
    return Draft.objects.filter(saved_at__lt=at - KEPT).delete()[0]


def sealed(officer: Authority, form: str, subject: str, fields: Fields) -> bytes:
    """Seal the fields so that they open for this officer, form and subject alone.

    Raises Refused when they are longer than a draft may be.
    """
    plain = json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode()
    if len(plain) > LARGEST:
        raise Refused("内容太长，草稿没有保存；请先复制到别处，或者分开办理。")
    return seal(plain, about=_about(officer, form, subject))


def _about(officer: Authority, form: str, subject: str) -> bytes:
    return f"draft/{officer.user.pk}/{form}/{subject}".encode()
