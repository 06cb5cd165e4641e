"""Where a matter goes (分办): from its facts to a tier, an office and the reasons.

The table is ``content/routing/<locality>.yaml``. The three tiers are the bureau's own order (三级处置机制:
区局投诉台重点企业办理、市场监管所重点行业监管、重点维权网点化解). 令121 第六条第三款 encourages settling
first and obliges nobody: without the consumer's choice it is only offered. The first rule that fits decides;
the last one fits everything.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from xiaobao.rules.acts import Labelled
from xiaobao.rules.areas import Areas, Whereabouts
from xiaobao.rules.decision import Reason

BY_AREA = "by_area"
"""In place of an office: the station in charge of the street."""
INTAKE = "intake"
Choice = Literal["odr", "green_channel", "point"]


class Tier(Labelled):
    """Who acts on a matter first."""

    OUT = "out", "不属本局管辖"
    ENTERPRISE = "enterprise", "企业先行和解"
    POINT = "point", "维权服务站先行和解"
    DESK = "desk", "区局投诉台"
    STATION = "station", "市场监管所"
    INTAKE = "intake", "接收机构"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class When(_Strict):
    """What must be so for a rule to fit: all that is written; what is left out does not matter.

    ``in_district`` False fits only what is known to be out. ``categories`` and ``problems`` fit a step of the
    path, ``words`` a part of the respondent's name or address. ``industries`` are ids of this file.
    """

    track: Literal["complaint", "report"] | None = None
    in_district: bool | None = None
    chosen: tuple[Choice, ...] = ()
    odr_enterprise: bool | None = None
    service_point: bool | None = None
    key_enterprise: bool | None = None
    industries: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    streets: tuple[str, ...] = ()
    communities: tuple[str, ...] = ()
    street_known: bool | None = None
    words: tuple[str, ...] = ()


class Rule(_Strict):
    """One line of the table: when it fits, to which tier, and to which office (a code, or ``by_area``)."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]{0,31}$")
    name: str = Field(min_length=1, max_length=60)
    when: When = When()
    tier: Tier
    office: str = BY_AREA

    @property
    def fits_everything(self) -> bool:
        """Whether nothing is asked."""
        return self.when == When()


class Industry(_Strict):
    """A key industry (重点行业) of a station: what belongs to it, its scale, and how its matters are handled.

    ``categories`` are steps of the object path, ``words`` parts of the respondent's name.
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9_]{0,31}$")
    name: str = Field(min_length=1, max_length=30)
    office: str
    categories: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    scale: str = ""
    principles: tuple[str, ...] = ()
    procedure: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _says_what_belongs(self) -> Industry:
        if not (self.categories or self.words):
            raise ValueError(f"重点行业“{self.name}”应当写明包括哪些类别或者名称")
        return self


class Routing(_Strict):
    """The whole table of one bureau."""

    id: str
    note: str
    areas: Areas
    industries: tuple[Industry, ...] = ()
    rules: tuple[Rule, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _can_be_followed(self) -> Routing:
        for sentence in _wrong(self):
            raise ValueError(sentence)
        return self

    @cached_property
    def version(self) -> str:
        """A digest of what the table says, whatever its layout."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()


def _wrong(routing: Routing) -> Iterator[str]:
    ids = [rule.id for rule in routing.rules]
    if len(set(ids)) != len(ids):
        yield "规则的代码重复"
    for rule in routing.rules[:-1]:
        if rule.fits_everything:
            yield f"规则“{rule.name}”没有条件，它后面的规则永远用不上；没有条件的规则只能放在最后"
    if not routing.rules[-1].fits_everything:
        yield "最后一条规则不能带条件，否则有的来件没有去处"
    known = {industry.id for industry in routing.industries}
    streets = {area.street for area in routing.areas.streets}
    for rule in routing.rules:
        for missing in sorted(set(rule.when.industries) - known):
            yield f"规则“{rule.name}”所写的重点行业“{missing}”不存在"
        for missing in sorted(set(rule.when.streets) - streets):
            yield f"规则“{rule.name}”所写的街道“{missing}”不在街道表中"


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
    where = routing.areas.locate(facts.address, facts.place)
    industries = tuple(one for one in routing.industries if belongs(facts, one))
    rule = next(one for one in routing.rules if _fits(one.when, facts, where, industries))
    office = (where.office or INTAKE) if rule.office == BY_AREA else rule.office
    partner = {Tier.ENTERPRISE: facts.odr, Tier.POINT: facts.point}.get(rule.tier)
    return Route(
        tier=rule.tier,
        office=INTAKE if rule.tier in (Tier.OUT, Tier.INTAKE) else office,
        rule=rule.id,
        where=where,
        reasons=tuple(_reasons(rule, facts, where, industries)),
        partner=partner.key if partner else None,
        offered=_offered(facts),
        industries=tuple(one.id for one in industries),
    )


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
