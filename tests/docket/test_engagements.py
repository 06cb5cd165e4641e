"""The four regulars with a key enterprise: planned by the clock, prepared, sent, agreed on, followed up."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest

from tests import cast
from tests.docket.channels_cast import FILES, configure, sent
from tests.docket.key_cast import SHOP, came, doing, held, listed, planned
from xiaobao.docket.actions.drop_engagement import drop_engagement
from xiaobao.docket.actions.follow_up_engagement import follow_up_engagement
from xiaobao.docket.actions.hold_engagement import hold_engagement
from xiaobao.docket.actions.open_engagement import open_engagement
from xiaobao.docket.actions.plan_engagements import plan_engagements
from xiaobao.docket.actions.prepare_engagement import prepare_engagement
from xiaobao.docket.actions.send_engagement import send_engagement
from xiaobao.docket.actions.set_team_member import set_team_member
from xiaobao.docket.board_page import board_page
from xiaobao.docket.engagement_paper import composed
from xiaobao.docket.key_list_page import key_list_page
from xiaobao.docket.models import Engagement
from xiaobao.documents.blocks import plain
from xiaobao.refusals import Changed, NotAllowed, Refused
from xiaobao.vault.models import AuditEntry

NEXT = {
    ("check_in", "2026-05-20"),
    ("deadlines", "2026-05-20"),
    ("feedback", "2026-06-03"),
    ("symposium", "2026-07-08"),
}
"""Six weeks after the listing, what comes next."""


@pytest.fixture
def lu(officers):
    """陆一恒 leads the consumer section and takes care of key enterprises."""
    return officers["luyiheng"]


def rows() -> list[tuple[str, str, str]]:
    """What is planned and how it stands."""
    kept = Engagement.objects.order_by("planned_on", "kind")
    return [(one.kind, one.planned_on.isoformat(), one.state) for one in kept]


def test_the_clock_plans_the_next_of_each_kind_once(lu):
    listed(lu)
    assert plan_engagements(at=cast.NOON) == 4
    assert {(kind, day) for kind, day, _state in rows()} == NEXT
    assert plan_engagements(at=cast.NOON) == 0
    assert AuditEntry.objects.filter(act="engagements.planned").count() == 1


def test_skipped_and_doubled_days_leave_the_same_rows(lu):
    listed(lu)
    days = [cast.NOON + timedelta(days=place) for place in range(15)]
    for at in (days[0], days[0], days[1], days[5], days[5], days[14]):
        plan_engagements(at=at)
    some = rows()
    Engagement.objects.all().delete()
    for at in days:
        plan_engagements(at=at)
    assert rows() == some


def test_while_one_is_owed_no_further_one_of_its_kind_is_planned(lu):
    listed(lu)
    late = planned("check_in")
    plan_engagements(at=cast.NOON + timedelta(days=30))
    assert Engagement.objects.filter(kind="check_in").count() == 1
    do = doing(lu, cast.NOON + timedelta(days=30))
    do(prepare_engagement, late)
    do(send_engagement, late, how="phone")
    plan_engagements(at=cast.NOON + timedelta(days=30))
    days = list(Engagement.objects.filter(kind="check_in").values_list("planned_on", flat=True))
    assert days == [date(2026, 5, 20), date(2026, 6, 24)]


def test_nothing_is_planned_with_who_is_listed_no_longer_or_not_yet(lu):
    listed(lu, since=cast.TODAY + timedelta(days=1))
    assert plan_engagements(at=cast.NOON) == 0


def test_the_check_in_lists_open_complaints_and_never_a_report(lu):
    came(2)
    came(1, closed=True, closed_at=cast.at("2026-05-19"), decision="accepted", outcome="settled")
    came(3, kind="report")
    listed(lu)
    one = doing(lu)(prepare_engagement, planned("check_in"))
    assert one.counted_on == cast.TODAY
    assert (one.prepared["total"], len(one.prepared["rows"])) == (2, 2)
    assert one.prepared["rows"][0] == {
        "number": "湖消〔2026〕000001", "received_on": "2026-05-18", "state": "received",
        "due_on": "2026-05-27", "left": "剩5个工作日", "tone": "calm",
    }  # fmt: skip
    assert one.prepared["number"] == "湖市监对接〔2026〕1号"


def test_the_deadline_notice_lists_what_is_due_first(lu):
    came(1, "2026-05-18")
    came(1, "2026-05-08")
    listed(lu)
    one = doing(lu)(prepare_engagement, planned("deadlines"))
    assert [row["due_on"] for row in one.prepared["rows"]] == ["2026-05-18", "2026-05-27"]
    assert (one.prepared["late"], one.prepared["soon"]) == (1, 0)


def test_the_digest_counts_problems_and_products_against_the_period_before(lu):
    came(3, "2026-05-12")
    came(1, "2026-05-13", problem_path=("投诉问题类别", "服务"), object_path=("服务", "餐饮服务"))
    came(1, "2026-04-10")
    came(4, "2026-05-12", kind="report")
    came(1, "2026-05-20")  # today is not over
    listed(lu)
    one = doing(lu)(prepare_engagement, planned("feedback"))
    told = one.prepared
    assert (told["since"], told["until"], told["before"]) == ("2026-04-22", "2026-05-20", "2026-03-25")
    assert told["complaints"] == {"now": 4, "before": 1}
    assert told["problems"] == [
        {"name": "食品安全", "now": 3, "before": 1},
        {"name": "服务", "now": 1, "before": 0},
    ]
    assert [one["name"] for one in told["products"]] == ["食品", "餐饮服务"]
    assert [one["problem"] for one in told["examples"]] == ["食品安全", "服务"]


CANARY = "我是林晓禾，住虚构小区3号楼502，身份证350206199001010018，电话13900000001，微信linxiaohe88。酸奶过期，店家拒绝退货。"


def test_what_an_enterprise_is_given_leads_to_nobody(lu, rulebook):
    came(2, "2026-05-12", content=CANARY)
    came(1, "2026-05-12", kind="report", content="周喆举报，电话13900000002，举报内容独有字样。")
    listed(lu)
    held(lu, agreed="请林晓禾（13900000001）的件优先处理。", follow_up_on=cast.TODAY)
    do = doing(lu)
    texts = []
    for kind in ("check_in", "deadlines", "symposium"):
        one = do(prepare_engagement, planned(kind))
        texts += [json.dumps(one.prepared, ensure_ascii=False), plain(composed(one, rulebook))]
    feedback = Engagement.objects.get(kind="feedback", state="held")
    texts += [json.dumps(feedback.prepared, ensure_ascii=False), plain(composed(feedback, rulebook))]
    secrets = ("林晓禾", "林**", "13900000001", "****", "350206199001010018", "502", "linxiaohe88", "周喆",
               "举报内容独有字样", "举报")  # fmt: skip
    assert [(secret, text) for secret in secrets for text in texts if secret in text] == []
    assert any("酸奶过期，店家拒绝退货" in text for text in texts)


def test_preparing_again_counts_anew_and_keeps_the_number(lu):
    listed(lu)
    one, do = planned("check_in"), doing(lu)
    number = do(prepare_engagement, one).prepared["number"]
    came(1)
    again = do(prepare_engagement, one)
    assert (again.prepared["number"], again.prepared["total"], again.version) == (number, 1, 3)


def test_it_goes_from_planned_to_followed_up(lu):
    listed(lu)
    one = held(lu, follow_up_on=cast.TODAY + timedelta(days=7))
    assert (one.state, one.sent_how, one.follow_up_on) == ("held", "in_person", date(2026, 5, 27))
    done = doing(lu)(follow_up_engagement, one, words="已修改退换货流程。")
    assert (done.state, done.followed_up_on) == ("done", cast.TODAY)
    acts = [entry.act for entry in AuditEntry.objects.filter(subject=f"engagement:{one.pk}").order_by("pk")]
    assert acts == [f"engagement.{act}" for act in ("prepare", "send", "hold", "follow_up")]


def test_what_does_not_fit_the_state_is_refused(lu):
    listed(lu)
    one, do = planned("check_in"), doing(lu)
    with pytest.raises(Refused, match="现在是“待准备”，不能发送"):
        do(send_engagement, one, how="phone")
    with pytest.raises(Refused) as refusal:
        do(drop_engagement, one, words=" ")
    assert set(refusal.value.fields) == {"words"}
    assert do(drop_engagement, one, words="企业停业整顿。").state == "dropped"


def test_of_two_officers_the_second_is_told_who_was_first(lu, officers):
    listed(lu)
    one = planned("check_in")
    prepare_engagement(engagement_id=one.pk, version=1, officer=lu, at=cast.NOON)
    with pytest.raises(Changed) as change:
        prepare_engagement(engagement_id=one.pk, version=1, officer=officers["fangzhou"], at=cast.NOON)
    assert (change.value.by, change.value.what) == ("陆一恒", ("准备材料",))


def test_only_who_takes_care_of_key_enterprises_may(lu, officers):
    listed(lu)
    one = planned("check_in")
    for username in ("chensiyuan", "suming", "hemin", "tangyue", "admin"):
        with pytest.raises(NotAllowed):
            prepare_engagement(engagement_id=one.pk, version=1, officer=officers[username], at=cast.NOON)


def test_it_is_sent_by_email_to_those_of_the_team_who_have_one(lu, own_home):
    configure(own_home, FILES)
    enterprise = listed(lu)
    given = {"enterprise_id": enterprise.pk, "officer": lu, "at": cast.NOON}
    first = set_team_member(name="林知夏", duty="投诉处置", email="service@example.org", **given)
    second = set_team_member(name="许望", duty="法务", phone="13900000012", **given)
    one, do = planned("check_in"), doing(lu)
    do(prepare_engagement, one)
    with pytest.raises(Refused, match="没有登记电子邮件"):
        do(send_engagement, one, how="email", members=[second.pk])
    with pytest.raises(Refused, match="请选择收件的客服联系人"):
        do(send_engagement, one, how="email")
    assert sent(own_home) == []
    assert do(send_engagement, one, how="email", members=[first.pk]).state == "sent"
    (letter,) = sent(own_home)
    assert letter["address"] == "service@example.org"
    assert letter["title"] == "投诉处置情况对接单（湖市监对接〔2026〕1号）"
    assert SHOP in letter["body"]
    entry = AuditEntry.objects.get(act="engagement.send")
    assert "example.org" not in json.dumps(entry.detail)


def test_without_a_channel_it_is_recorded_how_it_was_handed_over(lu, own_home):
    enterprise = listed(lu)
    member = set_team_member(
        enterprise_id=enterprise.pk, name="林知夏", duty="投诉处置", email="service@example.org",
        officer=lu, at=cast.NOON,
    )  # fmt: skip
    one, do = planned("check_in"), doing(lu)
    do(prepare_engagement, one)
    with pytest.raises(Refused, match="没有开通电子邮件"):
        do(send_engagement, one, how="email", members=[member.pk])
    one.refresh_from_db()
    assert one.state == "prepared"
    assert do(send_engagement, one, how="post").sent_how == "post"


def test_the_symposium_puts_on_its_agenda_what_was_agreed_and_not_followed_up(lu):
    came(1)
    listed(lu)
    held(lu, follow_up_on=cast.TODAY)
    one = doing(lu)(prepare_engagement, planned("symposium"))
    assert one.prepared["agreements"] == [
        {
            "kind": "feedback", "held_on": "2026-05-20",
            "agreed": "客服两个工作日内首次联系消费者。", "follow_up_on": "2026-05-20",
        }
    ]  # fmt: skip
    assert one.prepared["open"]["total"] == 1


def test_the_next_period_begins_where_the_last_one_ended(lu):
    listed(lu)
    held(lu)
    later = cast.NOON + timedelta(days=20)
    again = planned("feedback", later)
    told = doing(lu, later)(prepare_engagement, again).prepared
    assert (told["since"], told["until"]) == ("2026-05-20", "2026-06-09")


def test_the_paper_is_handed_over_as_pdf_or_word_and_the_reading_is_audited(lu, own_home):
    listed(lu)
    one = doing(lu)(prepare_engagement, planned("symposium"))
    for form, beginning in (("pdf", b"%PDF"), ("docx", b"PK")):
        file = open_engagement(engagement_id=one.pk, form=form, officer=lu, at=cast.NOON)
        assert file.data.startswith(beginning)
        assert SHOP not in file.name
    assert AuditEntry.objects.filter(act="engagement.read").count() == 2


def test_what_is_late_or_to_follow_up_shows_on_the_list_and_on_the_board(lu, officers, rulebook):
    listed(lu)
    held(lu, follow_up_on=cast.TODAY)
    planned("check_in")
    tomorrow = cast.TODAY + timedelta(days=1)
    owed = key_list_page(lu, today=tomorrow, rulebook=rulebook).owed
    found = {(one.kind, one.late, one.follow_up_late) for one in owed}
    assert found == {
        ("定时对接处置投诉具体情况", True, False),
        ("定时发布提示办结期限", True, False),
        ("定时反馈投诉集中问题", False, True),
    }
    assert board_page(lu, today=tomorrow, rulebook=rulebook, tab="mine").regulars == 3
    assert board_page(officers["chensiyuan"], today=tomorrow, rulebook=rulebook).regulars == 0


def test_a_second_click_records_nothing_twice(lu):
    listed(lu)
    one = held(lu)
    with pytest.raises(Changed):
        hold_engagement(
            engagement_id=one.pk, version=one.version - 1, agreed="再次。", held_on=cast.TODAY,
            officer=lu, at=cast.NOON,
        )  # fmt: skip
