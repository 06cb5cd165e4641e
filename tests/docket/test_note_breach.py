"""Promises of returns: registered, public while they stand, and a breach noted once on a complaint."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests import cast
from tests.docket.partner_cast import PROMISE, promised
from xiaobao.docket.actions.amend_shop import amend_shop
from xiaobao.docket.actions.end_shop import end_shop
from xiaobao.docket.actions.note_breach import note_breach
from xiaobao.docket.matter_page import matter_page
from xiaobao.docket.models import Breach, Matter, PromisingShop
from xiaobao.docket.partner_reach import stamp
from xiaobao.docket.shops_page import public_shops, shop_page, shops_page
from xiaobao.refusals import NotAllowed, NotFound, Refused
from xiaobao.vault.models import AuditEntry

pytestmark = pytest.mark.usefixtures("own_home")


@pytest.fixture
def head(officers):
    return officers["luyiheng"]


@pytest.fixture
def shop(head) -> PromisingShop:
    return promised(head)


def noted(key, shop, officer, **changes):
    given = {"on": cast.TODAY, "words": "林晓禾要求退货，店家以“一经售出概不退换”拒绝。"} | changes
    return note_breach(matter_id=key, shop_id=shop.pk, officer=officer, at=cast.NOON, **given)


class TestThePromise:
    def test_it_is_public_from_its_first_day_until_the_day_it_ends(self, head, shop):
        assert [one.name for one in public_shops(PROMISE.since, "湖里街道")] == [PROMISE.name]
        assert public_shops(date(2026, 1, 4)) == public_shops(cast.TODAY, "金山街道") == []
        end_shop(shop_id=shop.pk, until=cast.TODAY, reason="停业", officer=head, at=cast.NOON)
        assert (len(public_shops(date(2026, 5, 19))), public_shops(cast.TODAY)) == (1, [])
        with pytest.raises(Refused, match="已于2026-05-20终止"):
            end_shop(shop_id=shop.pk, until=cast.TODAY, reason="停业", officer=head, at=cast.NOON)

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"days": 6}, "days"),
            ({"street": "中山街道"}, "street"),
            ({"scope": " "}, "scope"),
            ({"name": ""}, "name"),
        ],
    )
    def test_what_cannot_be_promised_is_said_at_its_field(self, head, changes, field):
        with pytest.raises(Refused) as refused:
            promised(head, replace(PROMISE, **changes))
        assert (set(refused.value.fields), PromisingShop.objects.count()) == ({field}, 0)

    def test_it_is_amended_by_who_read_it_as_it_stands(self, head, shop):
        given = {"shop_id": shop.pk, "officer": head, "at": cast.NOON}
        read = stamp(shop)
        amend_shop(stamp=read, given=replace(PROMISE, days=15), **given)
        with pytest.raises(Refused, match="已经有人改动"):
            amend_shop(stamp=read, given=PROMISE, **given)
        assert PromisingShop.objects.get().days == 15

    def test_the_register_counts_and_narrows(self, head, shop, rulebook):
        def listed(**asked):
            page = shops_page(head, today=cast.TODAY, rulebook=rulebook, **asked)
            return [one.name for one in page.page.object_list], page.counts

        assert listed() == ([PROMISE.name], {"standing": 1, "ended": 0, "all": 1})
        assert listed(state="ended")[0] == listed(street="金山街道")[0] == listed(text="家电")[0] == []
        assert listed(text="青禾")[0] == [PROMISE.name]


class TestTheBreach:
    def test_it_stands_on_the_timeline_in_the_trail_and_on_the_page_masked(
        self, register, officers, shop, rulebook
    ):
        key = register()
        breach = noted(key, shop, officers["chensiyuan"])
        assert breach.words == "林**要求退货，店家以“一经售出概不退换”拒绝。"
        event = Matter.objects.get(pk=key).events.latest("pk")
        told = {"shop": shop.pk, "on": "2026-05-20"}
        assert (event.verb, event.label, event.data) == ("breach", "记录违反无理由退货承诺", told)
        row = AuditEntry.objects.latest("pk")
        assert (row.act, row.subject, row.detail) == ("matter.breach", f"matter:{key}", told)
        (shown,) = matter_page(officers["chensiyuan"], key, rulebook, cast.TODAY).promises
        assert (shown.shop, shown.breach, shown.may_note) == (shop, breach, False)

    def test_it_is_noted_once(self, register, officers, shop):
        key = register()
        noted(key, shop, officers["chensiyuan"])
        with pytest.raises(Refused, match="没有重复记录"):
            noted(key, shop, officers["chensiyuan"])
        assert Breach.objects.count() == 1

    @pytest.mark.parametrize(
        ("changes", "field"),
        [({"words": " "}, "words"), ({"on": date(2026, 5, 21)}, "on"), ({"on": date(2026, 1, 4)}, "on")],
    )
    def test_what_is_missing_is_said_at_its_field(self, register, officers, shop, changes, field):
        with pytest.raises(Refused) as refused:
            noted(register(), shop, officers["chensiyuan"], **changes)
        assert set(refused.value.fields) == {field}

    def test_a_shop_that_is_not_the_respondent_or_promised_later_cannot_have_broken_it(
        self, register, officers, head
    ):
        later = promised(head, replace(PROMISE, since=date(2026, 5, 19)))
        other = promised(head, replace(PROMISE, name="厦门虚构海田商场有限公司"))
        key = register()
        for shop in (later, other):
            with pytest.raises(Refused) as refused:
                noted(key, shop, officers["chensiyuan"])
            assert set(refused.value.fields) == {"shop_id"}

    def test_a_report_shows_no_promise_and_takes_no_breach(self, register, officers, shop, rulebook):
        key = register(cast.report())
        assert matter_page(officers["chensiyuan"], key, rulebook, cast.TODAY).promises == ()
        with pytest.raises(NotFound):
            noted(key, shop, officers["chensiyuan"])

    def test_who_may_not_or_does_not_see_it_is_turned_away(self, register, officers, shop):
        key = register()
        for who, refusal in (("hemin", NotAllowed), ("lian", NotFound), ("admin", NotFound)):
            with pytest.raises(refusal):
                noted(key, shop, officers[who])

    def test_the_page_of_the_shop_counts_all_and_lists_what_the_officer_sees(
        self, register, officers, shop, rulebook
    ):
        elsewhere = register(cast.complaint(external_id="2", digest=b"2", office_name="江头市场监督管理所"))
        noted(register(), shop, officers["chensiyuan"])
        noted(elsewhere, shop, officers["lian"])

        def seen(who):
            page = shop_page(officers[who], shop.pk, today=cast.TODAY, rulebook=rulebook)
            return page.broken, len(page.breaches)

        assert (seen("luyiheng"), seen("suming")) == ((2, 2), (2, 1))
