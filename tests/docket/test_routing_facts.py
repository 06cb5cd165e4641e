"""What is known of stored matters for their way: one query for many, against the registers of the day."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import cast
from xiaobao.docket.models import Complaint, Diversion, KeyEnterprise, Matter, Partner
from xiaobao.docket.registers import Registers
from xiaobao.docket.routing_facts import facts_of, in_batches
from xiaobao.rules.routing import Listed
from xiaobao.staff.models import Office

SHOP = "厦门青禾生鲜超市有限公司"
CODE = "91350206MA00000A18"
DAY = date(2026, 5, 20)


def partner(kind: str = "odr", **given: object) -> Partner:
    """An account that is open since spring."""
    usual = {
        "code": f"{kind}-{given.get('name', SHOP)}"[:50], "name": SHOP, "opened_on": date(2026, 3, 1),
        "office": Office.objects.get(code="huli"),
    }  # fmt: skip
    return Partner.objects.create(kind=kind, **usual | {"code": f"{kind}{Partner.objects.count()}"} | given)


def key(**given: object) -> KeyEnterprise:
    """A key enterprise listed in spring."""
    usual = {
        "name": SHOP,
        "reasons": "投诉多",
        "since": date(2026, 3, 1),
        "office": Office.objects.get(code="desk"),
    }
    return KeyEnterprise.objects.create(**usual | given)


@pytest.mark.usefixtures("officers")
class TestRegisters:
    """Whom a respondent is on a day."""

    def known(self, name: str = SHOP, code: str = "", address: str = "", day: date = DAY):
        return Registers.read().of(day, name=name, code=code, address=address)

    def test_the_credit_code_says_more_than_the_name(self) -> None:
        named, coded = partner(), partner(name="厦门青禾集团", credit_code=CODE)
        assert self.known(code=CODE).odr == Listed(coded.pk, "厦门青禾集团", "统一社会信用代码")
        assert self.known().odr == Listed(named.pk, SHOP, "名称")

    @pytest.mark.parametrize(
        "written", ["青禾（湖里）店", "青禾(湖里)店", " 青禾 【湖里】店 ", "青禾（湖里)店"]
    )
    def test_another_name_counts_however_its_brackets_are_written(self, written: str) -> None:
        listed = key(names=["青禾（湖里）店"])
        assert self.known(name=written).key == Listed(listed.pk, SHOP, "名称")

    def test_part_of_a_name_is_another_name(self) -> None:
        partner()
        assert self.known(name=SHOP.removeprefix("厦门")).odr is None

    @pytest.mark.parametrize(
        ("day", "open_"),
        [
            (date(2026, 2, 28), False), (date(2026, 3, 1), True), (date(2026, 5, 31), True),
            (date(2026, 6, 1), False),
        ],
    )  # fmt: skip
    def test_only_an_account_open_that_day_counts(self, day: date, open_: bool) -> None:
        partner(closed_on=date(2026, 6, 1))
        key(until=date(2026, 6, 1))
        known = self.known(day=day)
        assert (known.odr is not None, known.key is not None) == (open_, open_)

    def test_one_not_opened_yet_counts_never(self) -> None:
        partner(opened_on=None)
        assert self.known().odr is None

    def test_a_service_point_is_known_by_where_the_shop_stands(self) -> None:
        point = partner("point", name="虚构路商场", names=["商场"])
        assert self.known(name="某童装店", address="湖里区虚构路 商场2楼").point == Listed(
            point.pk, "虚构路商场", "地址"
        )
        # So short a word stands in many addresses.
        assert self.known(name="某童装店", address="湖里区另一商场2楼").point is None
        assert self.known(name="某童装店", address="湖里区虚构路商场2楼").odr is None

    def test_an_unnamed_respondent_is_nobody(self) -> None:
        partner(name="", names=[""])
        assert self.known(name="").odr is None


@pytest.mark.usefixtures("own_home")
class TestFacts:
    """What a stored matter says."""

    def facts(self, key_: int, day: date | None = DAY):
        return facts_of([key_], Registers.read(), day)[key_]

    def test_they_are_those_of_the_source(self, register) -> None:
        facts = self.facts(register(cast.complaint(diversion="odr")))
        assert (facts.track, facts.respondent, facts.place) == ("complaint", SHOP, "湖里街道")
        assert facts.address == "福建省厦门市湖里区湖里街道虚构路1号"
        assert facts.categories == ("商品（产品）", "食品", "乳制品")
        assert (facts.chosen, facts.tried, facts.in_district) == ("odr", False, None)

    def test_a_person_has_said_whose_it_is(self, register) -> None:
        key_ = register()
        Complaint.objects.filter(matter=key_).update(competent=False)
        assert self.facts(key_).in_district is False

    def test_once_settling_first_has_ended_it_is_no_choice_any_more(self, register) -> None:
        key_ = register(cast.complaint(diversion="odr"))
        Diversion.objects.create(
            matter_id=key_, partner=partner(), way="odr", asked_how="phone", diverted_at=cast.NOON, due_on=DAY,
            ending="expired", derivation="",
        )  # fmt: skip
        facts = self.facts(key_)
        assert (facts.chosen, facts.tried) == ("", True)

    def test_without_a_day_it_is_looked_at_as_on_the_day_it_came(self, register) -> None:
        partner(opened_on=date(2026, 5, 19))
        key_ = register()
        assert self.facts(key_, None).odr is None
        assert self.facts(key_).odr is not None

    def test_many_take_as_many_queries_as_one(self, register) -> None:
        for number in range(5):
            register(cast.complaint(external_id=f"E{number}"))
        register(cast.report(external_id="R"))
        registers = Registers.read()
        with CaptureQueriesContext(connection) as asked:
            found = list(in_batches(Matter.objects.all(), registers))
        assert [facts.track for _, facts in found] == ["complaint"] * 5 + ["report"]
        assert len(asked) == 2
