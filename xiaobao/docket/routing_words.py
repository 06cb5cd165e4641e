"""The rules of routing in words an officer reads: as tables, and as lines to compare two of them by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from xiaobao.docket.reroutes import Way
from xiaobao.docket.rulebook import Rulebook
from xiaobao.rules.acts import Track
from xiaobao.rules.routing import BY_AREA, Industry, Routing, Rule, Tier, When

CHOICES: Mapping[str, str] = MappingProxyType(
    {"odr": "ODR企业", "green_channel": "绿色通道", "point": "维权服务站"}
)
IN_DISTRICT = ("在本区", "不在本区")
ODR = ("是ODR企业", "不是ODR企业")
POINT = ("在维权服务站范围内", "不在维权服务站范围内")
KEY = ("是重点企业", "不是重点企业")
STREET = ("写明街道的", "没有写明街道的")
BY_STREET = "管该街道的所"
ANYTHING = "其余全部"
_WHO = "被投诉举报人"
LABELS: Mapping[str, str] = MappingProxyType(
    {
        "track": "来件",
        "in_district": "地点",
        "chosen": "消费者选择",
        "odr_enterprise": _WHO,
        "service_point": _WHO,
        "key_enterprise": _WHO,
        "industries": "重点行业",
        "categories": "类别",
        "problems": "问题",
        "channels": "渠道",
        "streets": "街道",
        "communities": "社区",
        "street_known": "地址",
        "words": "名称或者地址含",
    }
)
_YES_NO: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "in_district": IN_DISTRICT, "odr_enterprise": ODR, "service_point": POINT, "key_enterprise": KEY,
        "street_known": STREET,
    }
)  # fmt: skip
PHRASES = (
    *CHOICES.values(), *IN_DISTRICT, *ODR, *POINT, *KEY, *STREET, BY_STREET, ANYTHING, *LABELS.values(),
    *(tier.label for tier in Tier),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing a rule asks. ``ours``: the values are words of this program, else the bureau's own."""

    label: str
    values: tuple[str, ...]
    ours: bool = False


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One rule: ``office`` is empty where the street decides."""

    name: str
    conditions: tuple[Condition, ...]
    tier: Tier
    office: str


@dataclass(frozen=True, slots=True)
class AreaLine:
    """One street with the office in charge."""

    street: str
    office: str
    communities: tuple[str, ...]
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IndustryLine:
    """One key industry with the name of its office."""

    industry: Industry
    office: str


@dataclass(frozen=True, slots=True)
class RoutingTables:
    """The whole table for reading."""

    version: str
    note: str
    rules: tuple[RuleLine, ...]
    areas: tuple[AreaLine, ...]
    industries: tuple[IndustryLine, ...]
    district: str
    others: tuple[str, ...]


def tables(routing: Routing, rulebook: Rulebook) -> RoutingTables:
    """Return the rules, the streets and the key industries in words."""
    names = names_of(rulebook)
    return RoutingTables(
        version=routing.version[:12],
        note=routing.note,
        rules=tuple(_rule(rule, routing, names) for rule in routing.rules),
        areas=tuple(
            AreaLine(area.street, names.get(area.office, area.office), area.communities, area.places)
            for area in routing.areas.streets
        ),
        industries=tuple(IndustryLine(one, names.get(one.office, one.office)) for one in routing.industries),
        district=routing.areas.district,
        others=routing.areas.others,
    )


def names_of(rulebook: Rulebook) -> dict[str, str]:
    """Return the name of each office by its code."""
    return {office.code: office.name for office in rulebook.locality.offices}


def way_words(way: Way, names: Mapping[str, str]) -> str:
    """Say where a table sends a matter: 湖里市场监督管理所, 企业先行和解（湖里市场监督管理所）, 接收机构."""
    office = names.get(way.office, way.office)
    if way.tier in (Tier.DESK, Tier.STATION):
        return office
    return way.tier.label if way.tier in (Tier.OUT, Tier.INTAKE) else f"{way.tier.label}（{office}）"


def lines(routing: Routing, rulebook: Rulebook) -> list[str]:
    """Return the table line by line, so that two of them can be compared by whoever does not read YAML."""
    told = tables(routing, rulebook)
    return [
        f"说明：{told.note}",
        *(line for number, rule in enumerate(told.rules, 1) for line in _rule_lines(number, rule)),
        f"本区：{told.district}；同城其他区：{'、'.join(told.others) or '无'}",
        *(line for area in told.areas for line in _area_lines(area)),
        *(line for one in told.industries for line in _industry_lines(one)),
    ]


def _rule(rule: Rule, routing: Routing, names: Mapping[str, str]) -> RuleLine:
    office = "" if rule.office == BY_AREA else names.get(rule.office, rule.office)
    return RuleLine(rule.name, tuple(_conditions(rule.when, routing)), rule.tier, office)


def _conditions(when: When, routing: Routing) -> Iterator[Condition]:
    industries = {one.id: one.name for one in routing.industries}
    for name, label in LABELS.items():
        value = getattr(when, name)
        if value in (None, ()):
            continue
        if name in _YES_NO:
            yield Condition(label, (_YES_NO[name][not value],), ours=True)
        elif name == "track":
            yield Condition(label, (Track(value).label,), ours=True)
        elif name == "chosen":
            yield Condition(label, tuple(CHOICES[one] for one in value), ours=True)
        else:
            yield Condition(label, tuple(industries.get(one, one) for one in value))


def _rule_lines(number: int, rule: RuleLine) -> Iterator[str]:
    asked = "；".join(f"{one.label}：{'、'.join(one.values)}" for one in rule.conditions)
    yield f"第{number}条【{rule.name}】{asked or ANYTHING}"
    yield f"第{number}条【{rule.name}】去处：{rule.tier.label}，{rule.office or BY_STREET}"


def _area_lines(area: AreaLine) -> Iterator[str]:
    yield f"【{area.street}】由{area.office}管辖"
    yield f"【{area.street}】社区：{'、'.join(area.communities) or '无'}"
    yield f"【{area.street}】场所：{'、'.join(area.places) or '无'}"


def _industry_lines(line: IndustryLine) -> Iterator[str]:
    one, name = line.industry, f"重点行业【{line.industry.name}】"
    yield f"{name}{line.office}"
    yield f"{name}类别：{'、'.join(one.categories) or '无'}；名称含：{'、'.join(one.words) or '无'}"
    yield f"{name}规模：{one.scale or '未写'}"
    yield from (f"{name}原则：{text}" for text in one.principles)
    yield from (f"{name}流程：{text}" for text in one.procedure)
