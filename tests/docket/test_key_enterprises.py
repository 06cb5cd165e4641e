"""Key enterprises: counted, proposed, listed by a person, ended; and their customer-service team."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import cast
from tests.docket.key_cast import LISTED, SHOP, SHOP_CODE, came, held, listed, planned
from xiaobao.docket.actions.end_key_enterprise import end_key_enterprise
from xiaobao.docket.actions.end_team_member import end_team_member
from xiaobao.docket.actions.see_team_contact import see_team_contact
from xiaobao.docket.actions.set_team_member import set_team_member
from xiaobao.docket.key_figures import Counted, a_year_before
from xiaobao.docket.key_list_page import key_list_page, proposed_of
from xiaobao.docket.key_page import key_page
from xiaobao.docket.models import Engagement, KeyEnterprise, Matter, TeamMember
from xiaobao.refusals import NotAllowed, NotFound, Refused
from xiaobao.rules.key_enterprises import KeyCounts
from xiaobao.vault.models import AuditEntry

CONTACT = {"name": "林知夏", "duty": "投诉处置", "phone": "13900000011", "email": "service@example.org"}


@pytest.fixture
def lu(officers):
    """陆一恒 leads the consumer section and takes care of key enterprises."""
    return officers["luyiheng"]


def page(officer, rulebook):
    """The list as it stands."""
    return key_list_page(officer, today=cast.TODAY, rulebook=rulebook)


def test_one_enterprise_is_summed_over_its_addresses_by_code_else_by_name(officers):
    came(2, respondent_uscc=SHOP_CODE)
    came(1, respondent_address="湖里街道虚构路3号")  # the same name, no code
    came(1, respondent_name="青禾生鲜虚构路店", respondent_uscc=SHOP_CODE)
    came(1, respondent_name="厦门听潮虚构商店（湖里店）")
    came(1, respondent_name="厦门听潮虚构商店(湖里店)", respondent_address="别处")
    found = Counted(Matter.objects.all(), cast.TODAY).everybody()
    assert [(one.name, one.credit_code, one.counts.complaints) for one in found] == [
        (SHOP, SHOP_CODE, 4),
        ("厦门听潮虚构商店(湖里店)", "", 2),
    ]
    assert found[0].names == (SHOP, "青禾生鲜虚构路店")


def test_two_shops_of_one_name_with_codes_of_their_own_stay_two(officers):
    came(1, respondent_uscc=SHOP_CODE)
    came(1, respondent_uscc="91350206MA8306889N", respondent_address="湖里街道虚构路3号")
    assert len(Counted(Matter.objects.all(), cast.TODAY).everybody()) == 2


def test_twelve_months_end_today_and_the_twelve_before_end_a_year_ago(officers):
    for day in ("2026-05-20", "2025-05-21"):
        came(1, day)
    for day in ("2025-05-20", "2024-05-21"):
        came(1, day)
    came(1, "2024-05-20")
    came(3, kind="report")
    came(1, outcome="failed", closed=True, closed_at=cast.at("2026-05-19"), decision="accepted")
    counted = Counted(Matter.objects.all(), cast.TODAY)
    counts = KeyCounts(complaints=3, before=2, ended=1, unresolved=1, reports=3, reports_before=0)
    assert [one.counts for one in counted.everybody()] == [counts]
    assert counted.since == date(2025, 5, 21)
    assert a_year_before(date(2028, 2, 29)) == date(2027, 2, 28)


def test_who_reaches_a_threshold_is_proposed_and_nobody_is_listed_by_itself(lu, rulebook):
    came(1, "2024-06-01", respondent_name="厦门虚构旧店")
    came(20, "2025-05-01")
    came(30)
    came(25, kind="report", respondent_name="厦门虚构常被举报商店")
    proposed = page(lu, rulebook).proposed
    assert [(line.figures.name, line.figures.counts.complaints) for line in proposed] == [(SHOP, 30)]
    assert "比此前十二个月的20件增长50%" in proposed[0].reasons[0].text
    assert not KeyEnterprise.objects.exists()


def test_nothing_is_said_of_growth_where_the_docket_begins_later(lu, rulebook):
    came(30)
    assert page(lu, rulebook).proposed == []


def test_a_proposal_fills_the_form_in(lu, rulebook):
    came(1, "2024-06-01")
    came(25, respondent_uscc=SHOP_CODE)
    came(1, respondent_name="青禾生鲜虚构路店", respondent_uscc=SHOP_CODE)
    found = proposed_of(lu, SHOP, today=cast.TODAY, rulebook=rulebook)
    assert (found["name"], found["names"], found["credit_code"]) == (SHOP, ["青禾生鲜虚构路店"], SHOP_CODE)
    assert "比此前十二个月的1件增长2500%" in found["reasons"]


def test_a_listed_one_keeps_what_was_counted_that_day_and_is_proposed_no_more(lu, rulebook):
    came(20, "2025-05-01")
    came(30, respondent_uscc=SHOP_CODE)
    enterprise = listed(lu, credit_code=SHOP_CODE.lower())
    assert enterprise.figures["complaints"] == 30
    assert enterprise.office.code == "desk"
    shown = page(lu, rulebook)
    assert shown.proposed == []
    assert [(line.open.complaints, line.open.reports) for line in shown.lines] == [(50, 0)]
    entry = AuditEntry.objects.get(act="key_enterprise.listed")
    assert SHOP not in json.dumps(entry.detail, ensure_ascii=False)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " "}, "name"),
        ({"reasons": ""}, "reasons"),
        ({"credit_code": "91350206MA5181260X"}, "credit_code"),
    ],
)
def test_listing_needs_a_name_a_reason_and_a_code_that_can_be(lu, changes, field):
    with pytest.raises(Refused) as refusal:
        listed(lu, **changes)
    assert set(refusal.value.fields) == {field}


def test_nobody_is_listed_twice_and_an_ended_one_may_come_back(lu):
    enterprise = listed(lu)
    with pytest.raises(Refused, match="已经列为重点企业"):
        listed(lu)
    end_key_enterprise(
        enterprise_id=enterprise.pk, reason="投诉减少。", until=cast.TODAY, officer=lu, at=cast.NOON
    )
    assert listed(lu).pk != enterprise.pk


def test_ending_one_drops_what_was_planned_and_keeps_what_was_agreed(lu):
    enterprise = listed(lu)
    agreed = held(lu, follow_up_on=cast.TODAY + timedelta(days=14))
    end_key_enterprise(
        enterprise_id=enterprise.pk, reason="投诉减少。", until=cast.TODAY, officer=lu, at=cast.NOON
    )
    states = dict(Engagement.objects.values_list("kind", "state"))
    assert states == {
        "check_in": "dropped", "deadlines": "dropped", "feedback": "held", "symposium": "dropped",
    }  # fmt: skip
    agreed.refresh_from_db()
    assert agreed.follow_up_on is not None
    with pytest.raises(Refused, match="已经移出"):
        end_key_enterprise(
            enterprise_id=enterprise.pk, reason="再次。", until=cast.TODAY, officer=lu, at=cast.NOON
        )


def test_one_that_has_fallen_far_below_is_proposed_to_be_ended_after_a_year(lu, rulebook):
    came(60, "2025-05-01")
    came(10)
    enterprise = listed(lu, since=date(2025, 4, 1))
    (line,) = page(lu, rulebook).lines
    assert "不到列入标准（100件）的50%即50件" in line.ending[0].text
    KeyEnterprise.objects.filter(pk=enterprise.pk).update(since=LISTED)
    assert page(lu, rulebook).lines[0].ending == ()


def test_the_page_of_one_shows_open_matters_within_reach_alone(lu, officers, rulebook):
    came(1)
    came(1, kind="report")
    enterprise = listed(lu)
    shown = key_page(lu, enterprise.pk, today=cast.TODAY, rulebook=rulebook)
    assert sorted(one.kind for one in shown.open) == ["complaint", "report"]
    for username in ("chensiyuan", "suming", "tangyue", "heqing"):
        with pytest.raises(NotAllowed):
            key_page(officers[username], enterprise.pk, today=cast.TODAY, rulebook=rulebook)
    with pytest.raises(NotFound):
        key_page(lu, 99, today=cast.TODAY, rulebook=rulebook)


def test_the_list_asks_the_same_few_questions_however_many_are_listed(lu, rulebook):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            page(lu, rulebook)
        return len(queries)

    listed(lu)
    planned("check_in")
    few = asked()
    for place in range(5):
        came(1, respondent_name=f"厦门虚构第{place}商店")
        listed(lu, name=f"厦门虚构第{place}商店")
    assert asked() == few


def test_the_team_is_sealed_shown_masked_and_opened_by_an_act_in_the_trail(lu, officers):
    enterprise = listed(lu)
    member = set_team_member(enterprise_id=enterprise.pk, officer=lu, at=cast.NOON, **CONTACT)
    kept = TeamMember.objects.values().get()
    assert (kept["shown_name"], kept["shown_phone"]) == ("林**", "139****0011")
    assert not any(secret.encode() in bytes(kept["sealed"]) for secret in CONTACT.values())
    seen = see_team_contact(member_id=member.pk, officer=lu, at=cast.NOON, address="10.0.0.7")
    assert (seen.name, seen.phone, seen.email) == ("林知夏", "13900000011", "service@example.org")
    assert "林知夏" not in repr(seen)
    entry = AuditEntry.objects.get(act="key_team.seen")
    assert (entry.actor_name, entry.subject, entry.address, entry.detail) == (
        "陆一恒", f"key_enterprise:{enterprise.pk}", "10.0.0.7", {"member": member.pk},
    )  # fmt: skip
    with pytest.raises(NotAllowed):
        see_team_contact(member_id=member.pk, officer=officers["suming"], at=cast.NOON)
    end_team_member(member_id=member.pk, officer=lu, at=cast.NOON)
    assert enterprise.team.filter(until=None).count() == 0


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"duty": " "}, "duty"),
        ({"phone": "", "email": ""}, "phone"),
        ({"phone": "139****0011"}, "phone"),
        ({"email": "somewhere"}, "email"),
    ],
)
def test_a_member_needs_a_name_a_duty_and_one_way_of_contact(lu, changes, field):
    enterprise = listed(lu)
    with pytest.raises(Refused) as refusal:
        set_team_member(enterprise_id=enterprise.pk, officer=lu, at=cast.NOON, **CONTACT | changes)
    assert set(refusal.value.fields) == {field}
