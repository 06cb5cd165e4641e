"""The scorecards read from the docket: what partners were handed, and what the export alone knows of them.

A complaint counts in the period in which it was handed over; one that the export of the national platform
alone tells of, in the period in which it was received. Nothing here says who complained.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import reduce
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from xiaobao.docket.gain import EXPORTED
from xiaobao.docket.models import Diversion, Matter, Partner
from xiaobao.docket.rulebook import SHANGHAI, Rulebook
from xiaobao.refusals import NotFound
from xiaobao.rules import scorecard
from xiaobao.rules.same_name import plain
from xiaobao.rules.scorecard import Card, Counts, Handed, Share

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Days:
    """From ``first`` to ``last``, both included, and the days it is compared with."""

    first: date
    last: date
    before_first: date
    before_last: date

    @classmethod
    def of(cls, first: date, last: date) -> Days:
        """Compare with as many days right before."""
        long = last - first + _DAY
        return cls(first, last, first - long, first - _DAY)


def card_of(partner_id: int, first: date, last: date, rulebook: Rulebook) -> Card:
    """Return the card of one partner from ``first`` to ``last``, both included; raises NotFound.

    It is compared with as many days right before.
    """
    partner = Partner.objects.filter(pk=partner_id).first()
    if partner is None:
        raise NotFound("没有这家先行和解单位。")
    return cards([partner], Days.of(first, last), rulebook)[partner.pk]


def cards(
    partners: Collection[Partner],
    days: Days,
    rulebook: Rulebook,
    offices: frozenset[int] | None = None,
) -> dict[int, Card]:
    """Return the cards of these partners by id; ``offices``: of the matters of these offices only."""
    respondents = respondents_of(partners, days.before_first, days.last)
    now = _counts(partners, respondents, days.first, days.last, rulebook, offices)
    problems = _problems(respondents, days.first, days.last, offices)
    before = _counts(partners, respondents, days.before_first, days.before_last, rulebook, offices)
    thresholds = rulebook.locality.tiers.partners
    return {
        partner.pk: scorecard.card(now[partner.pk] + problems[partner.pk], before[partner.pk], thresholds)
        for partner in partners
    }


def respondents_of(partners: Iterable[Partner], first: date, last: date) -> dict[int, int]:
    """Return whose partner a respondent is, by the respondent's id, of what the export alone tells of.

    By credit code, else by a name written alike; of several that fit the ODR enterprise.
    """
    by_code = {plain(partner.credit_code): partner.pk for partner in partners if partner.credit_code}
    by_name: dict[str, int] = {}
    for partner in sorted(partners, key=lambda one: (one.kind, one.pk)):
        for name in (partner.name, *partner.names):
            by_name.setdefault(plain(name), partner.pk)
    told = Matter.objects.filter(exported_only(), received_on__gte=first, received_on__lte=last)
    rows = told.order_by().values_list("respondent_id", "respondent__credit_code", "respondent__name")
    found = {
        key: by_code.get(plain(code)) or by_name.get(plain(name))
        for key, code, name in rows.exclude(respondent=None).distinct()
    }
    return {key: partner for key, partner in found.items() if partner is not None}


def handed_between(first: date, last: date) -> Q:
    """Return the condition for what was handed over on these days in Xiamen, both included."""
    return Q(
        diverted_at__gte=datetime.combine(first, time.min, SHANGHAI),
        diverted_at__lt=datetime.combine(last + _DAY, time.min, SHANGHAI),
    )


def exported_only() -> Q:
    """Return the condition for a matter that the export alone says was with an enterprise first."""
    return Q(complaint__diversion__in=EXPORTED, diversions=None)


AGREED = ("settled", "self_settled")
_JUDGED = (*AGREED, "failed")
"""The export says how a complaint ended, not whether the enterprise or the bureau brought it about."""


def _counts(
    partners: Iterable[Partner],
    respondents: Mapping[int, int],
    first: date,
    last: date,
    rulebook: Rulebook,
    offices: frozenset[int] | None,
) -> dict[int, Counts]:
    hours = rulebook.locality.tiers.settle_first.contact_hours
    keys = [partner.pk for partner in partners]
    here = _handed(keys, first, last, offices)
    told = _exported(respondents, first, last, offices)
    return {key: scorecard.count(here[key], contact_hours=hours) + told[key] for key in keys}


_COLUMNS = (
    "partner_id", "diverted_at", "due_on", "first_contact_at", "ending", "ended_at", "satisfaction",
    "matter__amount", "settled", "matter__submission__problem_path",
)  # fmt: skip


def _handed(
    keys: Collection[int], first: date, last: date, offices: frozenset[int] | None
) -> dict[int, list[Handed]]:
    found = Diversion.objects.filter(handed_between(first, last), partner__in=keys).order_by()
    if offices is not None:
        found = found.filter(matter__office__in=offices)
    by_partner: dict[int, list[Handed]] = defaultdict(list)
    for key, *columns in found.values_list(*_COLUMNS).iterator():
        by_partner[key].append(_row(*columns))
    return by_partner


def _row(at: datetime, due_on: date, contact_at: Any, ending: str, ended_at: Any, *rest: Any) -> Handed:
    ended_on = ended_at.astimezone(SHANGHAI).date() if ended_at else None
    return Handed(at, due_on, contact_at, ending, ended_on, *rest)


def _exported(
    respondents: Mapping[int, int], first: date, last: date, offices: frozenset[int] | None
) -> dict[int, Counts]:
    found = _of_export(respondents, first, last, offices)
    asked = {
        "n": Count("pk"),
        "ended": Count("pk", filter=Q(complaint__outcome__in=_JUDGED)),
        "settled": Count("pk", filter=Q(complaint__outcome__in=AGREED)),
        "amount": Sum("amount"),
        "agreed": Sum("complaint__recovered", filter=Q(complaint__outcome__in=AGREED)),
    }
    by_partner: dict[int, Counts] = defaultdict(Counts)
    for row in found.values("respondent_id").annotate(**asked):
        by_partner[respondents[row["respondent_id"]]] += _told(row)
    return by_partner


def _problems(
    respondents: Mapping[int, int], first: date, last: date, offices: frozenset[int] | None
) -> dict[int, Counts]:
    found = _of_export(respondents, first, last, offices).exclude(submission__problem_path="")
    rows = found.values_list("respondent_id", "submission__problem_path").annotate(n=Count("pk"))
    by_partner: dict[int, Counts] = defaultdict(Counts)
    for respondent, problem, often in rows:
        by_partner[respondents[respondent]] += Counts(problems={problem: often})
    return by_partner


def _of_export(
    respondents: Mapping[int, int], first: date, last: date, offices: frozenset[int] | None
) -> QuerySet[Matter]:
    found = Matter.objects.filter(
        exported_only(), received_on__gte=first, received_on__lte=last, respondent__in=respondents
    ).order_by()
    return found if offices is None else found.filter(office__in=offices)


def _told(row: Mapping[str, Any]) -> Counts:
    return Counts(
        volume=row["n"],
        exported=row["n"],
        settlement=Share(row["settled"], row["ended"]),
        in_dispute=row["amount"] or Decimal(0),
        agreed=row["agreed"] or Decimal(0),
    )


def whole(all_cards: Iterable[Card]) -> tuple[Counts, Counts]:
    """Return the sums of several cards, of the period and of the one before."""
    found = tuple(all_cards)
    return (
        reduce(Counts.__add__, (card.now for card in found), Counts()),
        reduce(Counts.__add__, (card.before for card in found), Counts()),
    )
