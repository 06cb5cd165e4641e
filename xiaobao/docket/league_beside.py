"""What stands beside the league table: key enterprises, and enterprises that might become partners."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from xiaobao.docket.models import Enterprise, KeyEnterprise, Matter, Partner
from xiaobao.docket.rulebook import Rulebook
from xiaobao.docket.scorecard import Days
from xiaobao.rules import scorecard
from xiaobao.rules.same_name import plain
from xiaobao.rules.scorecard import NOTHING, Counts, Share, Suggestion
from xiaobao.staff.permissions import Authority

MOST_CANDIDATES = 10
_AGREED = ("settled", "self_settled")
_ENDED = {
    "n": Count("pk"),
    "judged": Count("pk", filter=Q(complaint__outcome__in=(*_AGREED, "failed"))),
    "settled": Count("pk", filter=Q(complaint__outcome__in=_AGREED)),
}


@dataclass(frozen=True)
class Candidate:
    """An enterprise that is no partner yet, and why it might be one."""

    name: str
    suggestion: Suggestion


@dataclass(frozen=True)
class KeyRow:
    """One key enterprise: its complaints received in the period, however they were handled."""

    enterprise: KeyEnterprise
    now: Counts
    before: Counts


def _complaints(officer: Authority, first: date, last: date) -> QuerySet[Matter]:
    found = Matter.objects.filter(kind="complaint", received_on__gte=first, received_on__lte=last).order_by()
    return found if officer.offices is None else found.filter(office__in=officer.offices)


def candidates(officer: Authority, days: Days, rulebook: Rulebook) -> Iterator[Candidate]:
    """Yield enterprises of many complaints that mostly get settled and are on no register, most first.

    An enterprise is one name at one address, as complaints name it.
    """
    thresholds = rulebook.locality.tiers.partners
    known = {plain(name) for name in _partner_names()}
    received = _complaints(officer, days.first, days.last).exclude(respondent=None)
    found: Any = received.values_list("respondent_id").annotate(**_ENDED)
    many = list(found.filter(n__gte=thresholds.matters).order_by("-n")[: MOST_CANDIDATES * 10])
    names = dict(Enterprise.objects.filter(pk__in=[row[0] for row in many]).values_list("pk", "name"))
    proposed = (
        (names[key], scorecard.add(count, Share(settled, judged), thresholds))
        for key, count, judged, settled in many
        if plain(names[key]) not in known
    )
    named = [Candidate(name, suggestion) for name, suggestion in proposed if suggestion]
    yield from named[:MOST_CANDIDATES]


def _partner_names() -> Iterator[str]:
    for name, others in Partner.objects.values_list("name", "names"):
        yield from (name, *others)


def key_rows(officer: Authority, days: Days) -> Iterator[KeyRow]:
    """Yield the key enterprises that were listed at some time of the period."""
    lasting = Q(until=None) | Q(until__gt=days.first)
    listed = list(KeyEnterprise.objects.filter(lasting, since__lte=days.last).order_by("industry", "pk"))
    names = {plain(name): one.pk for one in listed for name in (one.name, *one.names)}
    codes = {plain(one.credit_code): one.pk for one in listed if one.credit_code}
    if not listed:
        return
    now = _of_keys(_complaints(officer, days.first, days.last), names, codes)
    before = _of_keys(_complaints(officer, days.before_first, days.before_last), names, codes)
    for one in listed:
        yield KeyRow(one, now.get(one.pk, Counts()), before.get(one.pk, Counts()))


def _of_keys(complaints: QuerySet[Matter], names: dict[str, int], codes: dict[str, int]) -> dict[int, Counts]:
    rows = complaints.exclude(respondent=None).values_list("respondent__name", "respondent__credit_code")
    asked: Any = rows.annotate(**_ENDED, amount=Sum("amount"), agreed=Sum("complaint__recovered"))
    found: dict[int, Counts] = {}
    for name, code, count, judged, settled, amount, agreed in asked:
        key = codes.get(plain(code)) or names.get(plain(name))
        if key is not None:
            counted = Counts(
                volume=count,
                settlement=Share(settled, judged),
                in_dispute=amount or NOTHING,
                agreed=agreed or NOTHING,
            )
            found[key] = found.get(key, Counts()) + counted
    return found
