"""Open matters that wait for somebody else (等待他人): what is known of whom or what they wait for."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Exists, OuterRef, Q, QuerySet

from xiaobao.docket.models import (
    Appraisal,
    Consent,
    ConsentSubject,
    Delegation,
    Dispute,
    Exclusion,
    MaterialRequest,
    Matter,
    Service,
)
from xiaobao.rules.workflow import State


def _open() -> QuerySet[Matter]:
    return Matter.objects.filter(is_open=True)


def _appraised() -> QuerySet[Matter]:
    # From the rows that are not ended, which are few, and not from the matters, which are many.
    appraised = Appraisal.objects.filter(ended_on=None).values("matter")
    left_out = Exclusion.objects.filter(ended_on=None).values("matter")
    return _open().filter(Q(pk__in=appraised) | Q(pk__in=left_out))


def _asked() -> QuerySet[Matter]:
    return _open().filter(pk__in=MaterialRequest.objects.filter(answered_on=None).values("matter"))


def _delegated() -> QuerySet[Matter]:
    return _open().filter(pk__in=Delegation.objects.filter(ended_on=None).values("matter"))


def _disputed() -> QuerySet[Matter]:
    return _open().filter(pk__in=Dispute.objects.filter(ended_on=None).values("matter"))


def _sent() -> QuerySet[Matter]:
    """Matters of which a letter has been sent to somebody it is not known to have reached."""
    arrived = Service.objects.filter(addressee=OuterRef("addressee"), served_at__isnull=False)
    under_way = Service.objects.filter(~Exists(arrived), served_at=None, addressee__document__voided_at=None)
    return _open().filter(pk__in=under_way.values("addressee__document__matter"))


def _half_agreed() -> QuerySet[Matter]:
    """Complaints accepted on which one side agrees to mediation and the other has not answered."""
    answers = Consent.objects.filter(subject=ConsentSubject.MEDIATION)
    other = answers.filter(matter=OuterRef("matter")).exclude(side=OuterRef("side"))
    one_side = answers.filter(~Exists(other), given=True, matter__state=State.ACCEPTED)
    return _open().filter(pk__in=one_side.values("matter"))


WAITING: dict[str, Callable[[], QuerySet[Matter]]] = {
    "鉴定检测": _appraised,
    "补正核验": _asked,
    "送达": _sent,
    "对方同意调解": _half_agreed,
    "委托调解": _delegated,
    "管辖争议": _disputed,
}
"""What is waited for, and the matters it is waited for on."""
