"""The register of partners: registered, amended, opened with its papers, closed when nothing waits."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests import cast
from tests.docket import settling_cast
from tests.docket.partner_cast import GIVEN, OPENED, opened, registered, with_papers
from xiaobao.docket.actions.amend_partner import amend_partner
from xiaobao.docket.actions.close_account import close_account
from xiaobao.docket.actions.open_account import missing_papers, open_account
from xiaobao.docket.models import Partner
from xiaobao.docket.partner_page import partner_page
from xiaobao.docket.partner_reach import stamp
from xiaobao.docket.partners_page import PartnersAsked, partners_page, public_partners
from xiaobao.refusals import NotAllowed, NotFound, Refused
from xiaobao.vault.models import AuditEntry

pytestmark = pytest.mark.usefixtures("own_home")


@pytest.fixture
def head(officers):
    return officers["luyiheng"]


def trail() -> list[tuple[str, str, dict]]:
    return list(AuditEntry.objects.values_list("act", "subject", "detail"))


class TestRegistering:
    def test_it_gets_the_next_code_of_its_kind_and_is_not_open(self, head):
        first, second = registered(head), registered(head, replace(GIVEN, name="厦门虚构海田商场有限公司"))
        assert (first.code, second.code, first.names, first.opened_on) == (
            "odr-01",
            "odr-02",
            ["蓝田商场"],
            None,
        )
        assert public_partners(cast.TODAY) == []
        assert trail()[0] == (
            "partner.registered",
            "partner:odr-01",
            {"kind": "odr", "site": "", "office": "huli"},
        )

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"kind": "bank"}, "kind"),
            ({"kind": "point"}, "site"),
            ({"name": " "}, "name"),
            ({"office": "nowhere"}, "office"),
            ({"credit_code": "91350206MA00000000"}, "credit_code"),
            ({"applied_on": date(2026, 5, 21)}, "applied_on"),
        ],
    )
    def test_what_is_missing_or_cannot_be_is_said_at_its_field(self, head, changes, field):
        with pytest.raises(Refused) as refused:
            registered(head, replace(GIVEN, **changes))
        assert (set(refused.value.fields), Partner.objects.count()) == ({field}, 0)

    def test_the_same_name_is_registered_once(self, head):
        registered(head)
        with pytest.raises(Refused, match="登记册里已有同名单位（odr-01）"):
            registered(head)

    def test_a_unit_head_registers_for_the_own_office_alone(self, officers):
        assert registered(officers["suming"]).office.code == "huli"
        with pytest.raises(NotAllowed):
            registered(officers["suming"], replace(GIVEN, name="厦门虚构海田商场有限公司", office="heshan"))

    @pytest.mark.parametrize("who", ["hemin", "chensiyuan", "tangyue", "heqing", "admin"])
    def test_nobody_else_keeps_it_or_reads_it(self, officers, rulebook, who):
        with pytest.raises(NotAllowed):
            registered(officers[who])
        with pytest.raises(NotAllowed):
            partners_page(officers[who], PartnersAsked(), today=cast.TODAY, rulebook=rulebook)


class TestAmending:
    def amended(self, partner, officer, mark="", **changes):
        return amend_partner(
            partner_id=partner.pk, stamp=mark or stamp(partner), given=replace(GIVEN, **changes),
            officer=officer, at=cast.NOON,
        )  # fmt: skip

    def test_the_trail_names_the_fields_that_changed_and_not_what_they_say(self, head):
        partner = registered(head)
        self.amended(partner, head, industry="市场", names=("蓝田",))
        assert trail()[-1] == ("partner.amended", "partner:odr-01", {"fields": ["industry", "names"]})

    def test_whoever_read_an_older_state_is_told_and_changes_nothing(self, head):
        partner = registered(head)
        read = stamp(partner)
        self.amended(partner, head, industry="市场")
        with pytest.raises(Refused, match="已经有人改动"):
            self.amended(partner, head, read, industry="百货")
        assert Partner.objects.get().industry == "市场"

    def test_it_stays_of_its_kind(self, head):
        with pytest.raises(Refused, match="种类不能变更"):
            self.amended(registered(head), head, kind="point", site="mall")


class TestOpening:
    def test_it_is_refused_until_every_paper_is_on_file_and_says_which_and_by_what(self, head):
        partner = registered(head)
        with_papers(partner, head, "application", "licence")
        with pytest.raises(Refused) as refused:
            open_account(partner_id=partner.pk, on=OPENED, officer=head, at=cast.NOON)
        assert "还缺少：及时处理消费投诉承诺书、内部投诉处理制度" in refused.value.sentence
        assert (
            "《全国12315互联网平台在线消费纠纷解决企业管理暂行办法》（平台规则，条文待核实）"
            in refused.value.sentence
        )

    def test_a_service_point_needs_the_first_two_by_the_order_of_the_house(self, head):
        partner = registered(head, replace(GIVEN, kind="point", site="mall"))
        assert [paper.value for paper in missing_papers(partner)] == ["application", "commitment"]
        with_papers(partner, head)
        assert open_account(partner_id=partner.pk, on=OPENED, officer=head, at=cast.NOON).opened_on == OPENED

    def test_an_open_one_is_public(self, head):
        opened(head)
        (shown,) = public_partners(cast.TODAY)
        assert (shown.name, shown.kind, shown.office, shown.since, shown.invented) == (
            GIVEN.name, "odr", "湖里市场监督管理所", OPENED, False,
        )  # fmt: skip

    @pytest.mark.parametrize("day", [date(2026, 5, 5), date(2026, 5, 21)])
    def test_neither_before_it_applied_nor_on_a_day_to_come(self, head, day):
        partner = registered(head)
        with_papers(partner, head)
        with pytest.raises(Refused) as refused:
            open_account(partner_id=partner.pk, on=day, officer=head, at=cast.NOON)
        assert set(refused.value.fields) == {"on"}

    def test_a_unit_head_keeps_the_papers_but_opens_no_account(self, officers):
        partner = registered(officers["suming"])
        with_papers(partner, officers["suming"])
        with pytest.raises(NotAllowed):
            open_account(partner_id=partner.pk, on=OPENED, officer=officers["suming"], at=cast.NOON)

    def test_twice_is_once(self, head):
        partner = opened(head)
        with pytest.raises(Refused, match="这个账号已于2026-05-18开通"):
            open_account(partner_id=partner.pk, on=OPENED, officer=head, at=cast.NOON)


class TestClosing:
    def closed(self, partner, officer, reason="门店停业"):
        return close_account(partner_id=partner.pk, reason=reason, officer=officer, at=cast.NOON)

    def test_it_is_closed_from_today_with_its_seats_and_may_be_opened_again(self, head):
        partner = opened(head)
        settling_cast.seat_of(partner)
        self.closed(partner, head)
        partner.refresh_from_db()
        assert (partner.closed_on, partner.seats.get().until) == (cast.TODAY, cast.TODAY)
        assert public_partners(cast.TODAY) == []
        assert trail()[-1] == ("partner.closed", "partner:odr-01", {"on": "2026-05-20", "seats": 1})
        again = open_account(partner_id=partner.pk, on=cast.TODAY, officer=head, at=cast.NOON)
        assert (again.opened_on, again.closed_on, again.closing_reason) == (cast.TODAY, None, "")

    def test_not_while_complaints_are_being_settled_there(self, register, head, officers):
        partner = opened(head)
        settling_cast.handed_over(register(), officers["chensiyuan"], partner)
        with pytest.raises(Refused, match="还有1件投诉正在由该单位先行和解"):
            self.closed(partner, head)

    @pytest.mark.parametrize("reason", ["", " ", "字" * 1001])
    def test_not_without_a_reason_that_can_be_read(self, head, reason):
        with pytest.raises(Refused) as refused:
            self.closed(opened(head), head, reason)
        assert set(refused.value.fields) == {"reason"}


class TestReading:
    def test_the_list_counts_and_narrows(self, officers, head, rulebook):
        opened(head)
        registered(head, replace(GIVEN, kind="point", site="mall", name="虚构湾购物中心服务站", office="heshan",
                                 address="厦门市湖里区金山街道虚构路3号"))  # fmt: skip

        def listed(**asked):
            page = partners_page(head, PartnersAsked(**asked), today=cast.TODAY, rulebook=rulebook)
            return [line.partner.code for line in page.lines]

        page = partners_page(officers["suming"], PartnersAsked(), today=cast.TODAY, rulebook=rulebook)
        assert {name: page.counts[name] for name in ("odr", "point", "mall", "open", "applied", "closed")} == {
            "odr": 1, "point": 1, "mall": 1, "open": 1, "applied": 1, "closed": 0,
        }  # fmt: skip
        assert listed() == ["odr-01", "point-01"]
        assert listed(kind="point") == listed(street="金山街道") == listed(state="applied") == ["point-01"]
        assert listed(office="huli") == listed(text="蓝田") == listed(state="open") == ["odr-01"]
        assert listed(state="closed") == listed(text="没有这家") == []

    def test_the_page_of_one_says_what_may_be_done_and_what_was(self, officers, head):
        partner = opened(head)
        page = partner_page(head, partner.pk, today=cast.TODAY)
        assert (page.state.value, page.missing, page.keeps, page.runs) == ("open", (), True, True)
        assert page.steps[0].label == "开通账号"
        seen = partner_page(officers["suming"], partner.pk, today=cast.TODAY)
        assert (seen.keeps, seen.runs) == (True, False)
        with pytest.raises(NotFound):
            partner_page(head, partner.pk + 1, today=cast.TODAY)
