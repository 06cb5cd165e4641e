"""Where a matter goes (分办): from its facts to a tier, an office and the reasons.

The table is ``content/routing/<locality>.yaml``. The three tiers are the bureau's own order (三级处置机制:
区局投诉台重点企业办理、市场监管所重点行业监管、重点维权网点化解). 令121 第六条第三款 encourages settling
first and obliges nobody: without the consumer's choice it is only offered. The first rule that fits decides;
the last one fits everything.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from xiaobao.rules.areas import Whereabouts
from xiaobao.rules.decision import Reason
from xiaobao.rules.routing_table import BY_AREA, INTAKE, Choice, Industry, Routing, Rule, Tier, When

__all__ = [
    "BY_AREA", "INTAKE", "Choice", "Industry", "Listed", "Route", "Routing", "RoutingFacts", "Rule", "Tier",
    "When", "belongs", "route", "way",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Listed:
    """Somebody of a register that the respondent is; ``named`` says by what it was recognised."""

    key: int
    name: str
    named: str


@dataclass(frozen=True, slots=True)
class RoutingFacts:
    """What is known of a matter for its way. ``chosen`` is the consumer's choice, or what the platform did.

    ``tried``: settling first has ended without success. ``in_district`` is what a person has decided; None
    leaves it to the address. ``odr``, ``point`` and ``key`` are what the registers have of the respondent on
    that day.
    """

    track: str
    address: str = ""
    place: str = ""
    respondent: str = ""
    categories: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    channel: str = ""
    chosen: str = ""
    tried: bool = False
    in_district: bool | None = None
    odr: Listed | None = None
    point: Listed | None = None
    key: Listed | None = None


@dataclass(frozen=True, slots=True)
class Route:
    """Where a matter goes. ``office`` is whose it is in the bureau, also while somebody else settles first.

    ``partner`` is the key of who settles first; ``offered`` of those the consumer may still be offered.
    """

    tier: Tier
    office: str
    rule: str
    where: Whereabouts
    reasons: tuple[Reason, ...]
    partner: int | None = None
    offered: tuple[Listed, ...] = ()
    industries: tuple[str, ...] = ()


def route(facts: RoutingFacts, routing: Routing) -> Route:
    """Return where the matter goes by the first rule that fits, with the reasons."""
    where, industries, rule = _decided(facts, routing)
    partner = {Tier.ENTERPRISE: facts.odr, Tier.POINT: facts.point}.get(rule.tier)
    return Route(
        tier=rule.tier,
        office=_office(rule, where),
        rule=rule.id,
        where=where,
        reasons=tuple(_reasons(rule, facts, where, industries)),
        partner=partner.key if partner else None,
        offered=_offered(facts),
        industries=tuple(one.id for one in industries),
    )


def way(facts: RoutingFacts, routing: Routing) -> tuple[Tier, str]:
    """Return tier and office alone, as ``route`` does: for many matters at once."""
    where, _industries, rule = _decided(facts, routing)
    return rule.tier, _office(rule, where)


def _decided(facts: RoutingFacts, routing: Routing) -> tuple[Whereabouts, tuple[Industry, ...], Rule]:
    where = routing.areas.locate(facts.address, facts.place)
    industries = tuple(one for one in routing.industries if belongs(facts, one))
    rule = next(one for one in routing.rules if _fits(one.when, facts, where, industries))
    return where, industries, rule


def _office(rule: Rule, where: Whereabouts) -> str:
    if rule.tier in (Tier.OUT, Tier.INTAKE):
        return INTAKE
    return (where.office or INTAKE) if rule.office == BY_AREA else rule.office


def belongs(facts: RoutingFacts, industry: Industry) -> bool:
    """Whether a matter belongs to a key industry, by its class or by the respondent's name."""
    if set(industry.categories) & set(facts.categories):
        return True
    return any(word in facts.respondent for word in industry.words)


def _fits(when: When, facts: RoutingFacts, where: Whereabouts, industries: tuple[Industry, ...]) -> bool:
    in_district = _in_district(facts, where)
    asked = (
        when.track in (None, facts.track),
        when.in_district in (None, in_district),
        not when.chosen or facts.chosen in when.chosen,
        when.odr_enterprise in (None, facts.odr is not None),
        when.service_point in (None, facts.point is not None),
        when.key_enterprise in (None, facts.key is not None),
        not when.industries or any(one.id in when.industries for one in industries),
        not when.categories or bool(set(when.categories) & set(facts.categories)),
        not when.problems or bool(set(when.problems) & set(facts.problems)),
        not when.channels or facts.channel in when.channels,
        not when.streets or where.street in when.streets,
        not when.communities or where.community in when.communities,
        when.street_known in (None, bool(where.street)),
        not when.words or any(word in facts.respondent + facts.address for word in when.words),
    )
    return all(asked)


def _in_district(facts: RoutingFacts, where: Whereabouts) -> bool | None:
    """Whether the matter is this district's: a person's word first, else what the address says."""
    if facts.in_district is not None:
        return facts.in_district
    if where.street or where.several:
        return True
    return False if where.elsewhere else None


def _offered(facts: RoutingFacts) -> tuple[Listed, ...]:
    if facts.track != "complaint" or facts.chosen or facts.tried:
        return ()
    return tuple(one for one in (facts.odr, facts.point) if one)


def _reasons(
    rule: Rule, facts: RoutingFacts, where: Whereabouts, industries: tuple[Industry, ...]
) -> Iterator[Reason]:
    yield Reason(f"适用分办规则“{rule.name}”（本局要求）。")
    if facts.chosen:
        yield Reason(_CHOSEN[facts.chosen])
    for listed, said in ((facts.odr, "ODR企业"), (facts.point, "维权服务站"), (facts.key, "重点企业")):
        if listed is not None:
            yield Reason(f"被投诉举报人是本局登记的{said}：{listed.name}（按{listed.named}认定）。")
    yield Reason(_where(where))
    for industry in industries:
        yield Reason(f"属于重点行业“{industry.name}”。")
    if offered := _offered(facts):
        names = "、".join(one.name for one in offered)
        yield Reason(f"可以征求消费者意见，先由{names}和解；消费者不同意的，不影响办理。")


_CHOSEN = {
    "odr": "消费者选择由ODR企业先行和解。",
    "green_channel": "消费者选择绿色通道，与企业自行和解。",
    "point": "消费者选择由维权服务站先行和解。",
}


def _where(where: Whereabouts) -> str:
    if where.several:
        return f"地址写到不止一个街道（{'、'.join(where.several)}），请人工判断。"
    if where.elsewhere:
        return f"地址在{where.elsewhere}，不在本区，请确认管辖。"
    if not where.street:
        return "地址没有写明街道、社区或者已知场所，无法判断属于哪个所。"
    by = f"按“{where.named}”" if where.named != where.street else "按地址所写"
    return f"{by}认定在{where.street}。"
