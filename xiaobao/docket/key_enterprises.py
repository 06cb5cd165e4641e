"""Which matters are of a key enterprise (重点企业), and which are listed on a day."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from xiaobao.docket.models import Enterprise, KeyEnterprise, Matter
from xiaobao.refusals import NotAllowed, NotFound
from xiaobao.rules.same_name import plain
from xiaobao.staff.permissions import Authority

SEES = "key_enterprises"
"""What a post must be allowed to see and do anything here."""

_NARROW = {ord("（"): "(", ord("）"): ")"}
_WIDE = {ord("("): "（", ord(")"): "）"}


def insist(officer: Authority) -> None:
    """Raise NotAllowed unless the officer's posts take care of key enterprises."""
    if not officer.may(SEES):
        raise NotAllowed(f"您的岗位（{'、'.join(officer.posts) or '无'}）不办理重点企业的工作。")


def found(officer: Authority, enterprise_id: int) -> KeyEnterprise:
    """Return one that is or was listed; raises NotAllowed, NotFound."""
    insist(officer)
    enterprise = KeyEnterprise.objects.select_related("office", "listed_by").filter(pk=enterprise_id).first()
    if enterprise is None:
        raise NotFound("没有这家重点企业。")
    return enterprise


def listed_on(day: date) -> Q:
    """Return the condition for being listed on ``day``: the last day no longer counts."""
    return Q(since__lte=day) & (Q(until=None) | Q(until__gt=day))


def not_ended(day: date) -> Q:
    """Return the condition for being listed now or from a later day."""
    return Q(until=None) | Q(until__gt=day)


def names_of(enterprise: KeyEnterprise) -> tuple[str, ...]:
    """Return every name complaints call it by, its own first."""
    return tuple(dict.fromkeys((enterprise.name, *enterprise.names)))


def matters_of(enterprise: KeyEnterprise, among: QuerySet[Matter]) -> QuerySet[Matter]:
    """Return those of ``among`` that are about it: by its credit code, or by one of its names."""
    same = Q(name__in=[written for name in names_of(enterprise) for written in _written(name)])
    if enterprise.credit_code:
        same |= Q(credit_code=enterprise.credit_code)
    return among.filter(respondent__in=Enterprise.objects.filter(same).values("pk"))


def _written(name: str) -> set[str]:
    """Return how a name is mostly written: its brackets and figures wide or narrow."""
    return {name, plain(name), name.translate(_NARROW), name.translate(_WIDE)}


def complaints_of(enterprise: KeyEnterprise) -> QuerySet[Matter]:
    """Return the complaints about it, wherever in the bureau: all an enterprise is ever told of.

    令121 第三十七条: reports are never among them, not even a count.
    """
    return matters_of(enterprise, Matter.objects.filter(kind="complaint", guarded=False))
