"""What is typed of a partner or of a promising shop, brought into order and checked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError

from xiaobao.docket.models import Partner, PartnerKind, PromisingShop, Site
from xiaobao.docket.models.enterprise import check_credit_code
from xiaobao.docket.people import one_line
from xiaobao.docket.rulebook import Rulebook
from xiaobao.refusals import Refused
from xiaobao.staff.models import Office

LONGEST = 200
MOST_NAMES = 50
_KIND, _SITE, _NAME = "请选择种类。", "请选择维权服务站设在哪里。", "请填写名称。"


@dataclass(frozen=True)
class PartnerGiven:
    """One ODR enterprise or service point as typed; ``office`` is the code of who looks after it."""

    kind: str
    name: str
    office: str
    site: str = ""
    names: Sequence[str] = ()
    credit_code: str = ""
    address: str = ""
    industry: str = ""
    applied_on: date | None = None
    committed_on: date | None = None

    def written_to(self, partner: Partner, today: date) -> None:
        """Write it into a row that is not saved yet; raises Refused at the fields."""
        partner.kind = _one_of(self.kind, PartnerKind.values, "kind", _KIND)
        point = partner.kind == PartnerKind.POINT
        partner.site = _one_of(self.site, Site.values, "site", _SITE) if point else ""
        partner.name = named(self.name)
        partner.names = others(self.names, partner.name)
        partner.credit_code = credit_code(self.credit_code)
        partner.address = one_line(self.address)[:300]
        partner.industry = one_line(self.industry)[:64]
        partner.office = _office(self.office)
        partner.applied_on = not_later(self.applied_on, today, "applied_on")
        partner.committed_on = not_later(self.committed_on, today, "committed_on")


@dataclass(frozen=True)
class ShopGiven:
    """One promise as typed. ``days`` are natural days; ``partner`` is an id."""

    name: str
    days: int
    scope: str
    since: date
    street: str
    names: Sequence[str] = ()
    credit_code: str = ""
    address: str = ""
    exceptions: str = ""
    partner: int | None = None

    def written_to(self, shop: PromisingShop, rulebook: Rulebook) -> None:
        """Write it into a row that is not saved yet; raises Refused at the fields."""
        shop.name = named(self.name)
        shop.names = others(self.names, shop.name)
        shop.credit_code = credit_code(self.credit_code)
        shop.address = one_line(self.address)[:300]
        shop.street = _one_of(self.street, streets(rulebook), "street", "请选择街道。")
        shop.days = self.days
        if shop.days < LEAST_DAYS:
            raise at("days", f"线下无理由退货的期限不少于{LEAST_DAYS}日。")
        shop.scope = self.scope.strip()
        if not shop.scope:
            raise at("scope", "请写明哪些商品可以退货。")
        shop.exceptions = self.exceptions.strip()
        shop.partner = _partner(self.partner)
        shop.since = self.since


LEAST_DAYS = 7
"""What “七日无理由退货” promises; a shop may promise more. No law sets a number for shops."""


def streets(rulebook: Rulebook) -> list[str]:
    """Return the streets of the district, in the order of the stations."""
    return [street for office in rulebook.locality.offices for street in office.streets]


def named(name: str) -> str:
    """Return a name in one line; raises Refused where there is none."""
    found = one_line(name)[:LONGEST]
    if not found:
        raise at("name", _NAME)
    return found


def others(names: Sequence[str], name: str) -> list[str]:
    """Return the other names, each once; raises Refused where there are too many to look for."""
    found = dict.fromkeys(one_line(other)[:LONGEST] for other in names)
    kept = [other for other in found if other and other != name]
    if len(kept) > MOST_NAMES:
        raise at("names", f"其他名称最多{MOST_NAMES}个。")
    return kept


def credit_code(typed: str) -> str:
    """Return a credit code whose check digit is right, or none; raises Refused."""
    code = "".join(typed.split()).upper()
    if code:
        try:
            check_credit_code(code)
        except ValidationError as error:
            raise at("credit_code", error.messages[0]) from error
    return code


def not_later(day: date | None, today: date, field: str) -> date | None:
    """Return the day; raises Refused for one to come."""
    if day is not None and day > today:
        raise at(field, "日期不能晚于今天。")
    return day


def at(field: str, sentence: str) -> Refused:
    """Return a refusal at one field."""
    return Refused(sentence, fields={field: sentence})


def _one_of(value: str, known: Sequence[str], field: str, sentence: str) -> str:
    if value not in known:
        raise at(field, sentence)
    return value


def _office(code: str) -> Office:
    office = Office.objects.filter(code=code).first()
    if office is None:
        raise at("office", "请选择联系单位。")
    return office


def _partner(key: int | None) -> Partner | None:
    if key is None:
        return None
    partner = Partner.objects.filter(pk=key).first()
    if partner is None:
        raise at("partner", "没有这家先行和解单位。")
    return partner
