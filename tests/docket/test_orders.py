"""A supervision order on its way: replied to, put off, returned, accepted, lifted with points, appealed against."""

from __future__ import annotations

from datetime import date

import pytest

from tests import cast
from tests.docket.supervision_cast import RED_DAY, YELLOW_DAY, do, look, standing
from tests.docket.supervision_cast import case as case
from tests.docket.supervision_cast import yellow as yellow
from xiaobao.docket.actions.appeal_order import appeal_order, decide_appeal
from xiaobao.docket.actions.extend_order import ask_extension, decide_extension
from xiaobao.docket.actions.issue_order import issue_order
from xiaobao.docket.actions.late_replies import late_replies
from xiaobao.docket.actions.lift_order import lift_order
from xiaobao.docket.actions.reply_order import reply_order
from xiaobao.docket.actions.review_order import review_order
from xiaobao.docket.models import Event, Message, OrderStep
from xiaobao.docket.rulebook import current
from xiaobao.refusals import Changed, NotAllowed, NotFound, Refused
from xiaobao.vault.models import AuditEntry

WORDS = "承办人外出检查，未安排他人接手。"
MEASURES = "今日由所长接手，两日内作出决定。"
REPLY = {"words": WORDS, "measures": MEASURES}


def verbs() -> list[str]:
    """What has been done to the newest order."""
    return [step.verb for step in standing().steps.all()]


def by_hand(officers, key, who="fangzhou", **changes):
    """Have a leader's order issued."""
    given = {"origin": "leader", "requirement": "请三日内书面说明。", "reply_due": date(2026, 5, 25)}
    return issue_order(matter_id=key, officer=officers[who], at=cast.NOON, **given | changes)


def test_the_reply_of_who_answers_waits_to_be_judged(yellow, officers):
    order = do(reply_order, "suming", officers, YELLOW_DAY, **REPLY)
    assert (order.state, order.version, order.watch_at) == ("replied", 2, None)
    step = order.steps.last()
    assert (step.verb, step.by.name, step.words, step.measures) == ("order_reply", "苏明", WORDS, MEASURES)
    assert Event.objects.get(verb="order_reply").data["number"] == order.number
    assert AuditEntry.objects.get(act="order.reply").actor_name == "苏明"


def test_whoever_judges_is_told_of_the_reply_and_the_owner_of_the_judgement(yellow, officers):
    order = do(reply_order, "suming", officers, YELLOW_DAY, **REPLY)
    assert list(
        Message.objects.filter(order=order, title__contains="回复督办").values_list("user__name", flat=True)
    ) == ["陆一恒"]
    do(review_order, "luyiheng", officers, YELLOW_DAY, accept=True, words="同意。")
    found = Message.objects.filter(title__contains="认可督办回复").values_list("user__name", "copy")
    assert dict(found) == {"苏明": False, "陈思远": True}


def test_a_reply_says_why_and_what_is_done_about_it(yellow, officers):
    with pytest.raises(Refused) as refused:
        do(reply_order, "suming", officers, YELLOW_DAY, words=" ", measures="")
    assert set(refused.value.fields) == {"words", "measures"}
    assert verbs() == ["order_issue"]


def test_only_who_answers_replies(yellow, officers):
    with pytest.raises(Refused, match="指定的责任人"):
        do(reply_order, "chensiyuan", officers, YELLOW_DAY, **REPLY)


def test_once_the_owner_has_left_the_post_anybody_of_the_office_replies(yellow, officers):
    officers["suming"].user.posts.update(until=date(2026, 5, 20))
    assert do(reply_order, "chensiyuan", officers, YELLOW_DAY, **REPLY).state == "replied"


def test_once_the_matter_has_gone_elsewhere_who_has_it_replies(yellow, officers):
    order = standing()
    order.owner = officers["lian"].user
    order.save()
    assert do(reply_order, "suming", officers, YELLOW_DAY, **REPLY).state == "replied"


def test_nobody_judges_an_own_reply(case, officers):
    order = by_hand(officers, case.key, owner="luyiheng")
    assert order.owner.name == "陆一恒"
    do(reply_order, "luyiheng", officers, "2026-05-21", **REPLY)
    with pytest.raises(Refused, match="不能审核本人"):
        do(review_order, "luyiheng", officers, "2026-05-21", accept=True, words="同意。")
    assert (
        do(review_order, "fangzhou", officers, "2026-05-21", accept=True, words="同意。").state == "accepted"
    )


def test_a_reply_that_is_returned_is_owed_anew_by_the_next_working_day(yellow, officers):
    do(reply_order, "suming", officers, YELLOW_DAY, **REPLY)
    order = do(review_order, "luyiheng", officers, YELLOW_DAY, accept=False, words="没有写明由谁办结。")
    assert (order.state, order.reply_due) == ("returned", date(2026, 5, 28))
    assert order.watch_at == cast.at("2026-05-29", "09:00")


def test_a_later_day_is_asked_for_and_granted_by_another(yellow, officers):
    do(ask_extension, "suming", officers, YELLOW_DAY, until=date(2026, 6, 1), words="需要现场检查。")
    assert standing().reply_due == date(2026, 5, 28)
    order = do(decide_extension, "luyiheng", officers, YELLOW_DAY, grant=True, words="同意。")
    assert (order.reply_due, order.asked_until) == (date(2026, 6, 1), None)
    assert order.watch_at == cast.at("2026-06-02", "09:00")


def test_a_later_day_that_is_refused_leaves_the_former(yellow, officers):
    do(ask_extension, "suming", officers, YELLOW_DAY, until=date(2026, 6, 1), words="需要现场检查。")
    order = do(decide_extension, "luyiheng", officers, YELLOW_DAY, grant=False, words="不同意。")
    assert (order.reply_due, order.asked_until, order.state) == (date(2026, 5, 28), None, "issued")


def test_an_earlier_day_is_no_extension(yellow, officers):
    with pytest.raises(Refused) as refused:
        do(ask_extension, "suming", officers, YELLOW_DAY, until=date(2026, 5, 28), words="来不及。")
    assert "until" in refused.value.fields


def test_an_order_is_not_lifted_while_its_period_runs(yellow, officers):
    do(reply_order, "suming", officers, YELLOW_DAY, **REPLY)
    do(review_order, "luyiheng", officers, YELLOW_DAY, accept=True, words="同意。")
    with pytest.raises(Refused, match="仍在计时"):
        do(lift_order, "luyiheng", officers, YELLOW_DAY, score=5, words="已办。")


def test_it_is_lifted_with_points_a_person_sets_once_the_step_is_done(yellow, officers):
    do(reply_order, "suming", officers, YELLOW_DAY, **REPLY)
    do(review_order, "luyiheng", officers, YELLOW_DAY, accept=True, words="同意。")
    yellow.accept(at=cast.at(YELLOW_DAY, "16:00"))
    order = do(lift_order, "luyiheng", officers, RED_DAY, score=3, words="当日已经决定，从轻。")
    assert (order.state, order.score, order.lifted_at) == ("lifted", 3, cast.at(RED_DAY, "15:00"))
    assert order.steps.last().score == 3


@pytest.mark.parametrize("score", [-1, 101])
def test_points_lie_between_none_and_a_hundred(yellow, officers, score):
    do(reply_order, "suming", officers, YELLOW_DAY, **REPLY)
    do(review_order, "luyiheng", officers, YELLOW_DAY, accept=True, words="同意。")
    yellow.accept(at=cast.at(YELLOW_DAY, "16:00"))
    with pytest.raises(Refused) as refused:
        do(lift_order, "luyiheng", officers, RED_DAY, score=score, words="已办。")
    assert "score" in refused.value.fields


def test_an_appeal_is_decided_by_the_leader_and_can_revoke_the_order(yellow, officers):
    do(appeal_order, "suming", officers, YELLOW_DAY, words="案卷当日才分派到所。")
    with pytest.raises(NotAllowed):
        do(decide_appeal, "luyiheng", officers, YELLOW_DAY, stands=True, words="维持。")
    order = do(decide_appeal, "fangzhou", officers, YELLOW_DAY, stands=False, words="情况属实，予以撤销。")
    assert (order.state, order.score, order.appealed_at) == ("revoked", None, None)
    assert verbs() == ["order_issue", "order_appeal", "order_revoke"]


def test_an_appeal_that_fails_leaves_the_order_and_can_be_made_only_once_at_a_time(yellow, officers):
    do(appeal_order, "suming", officers, YELLOW_DAY, words="案卷当日才分派到所。")
    with pytest.raises(Refused, match="正在等待决定"):
        do(appeal_order, "suming", officers, YELLOW_DAY, words="再次申诉。")
    assert do(decide_appeal, "fangzhou", officers, YELLOW_DAY, stands=True, words="维持。").state == "issued"


def test_an_appeal_is_still_decided_when_a_higher_order_has_taken_over_meanwhile(yellow, officers):
    first = do(appeal_order, "suming", officers, YELLOW_DAY, words="案卷当日才分派到所。")
    look(RED_DAY)
    first.refresh_from_db()
    given = {"order_id": first.pk, "version": first.version, "officer": officers["fangzhou"]}
    decided = decide_appeal(**given, at=cast.at(RED_DAY), stands=False, words="情况属实，予以撤销。")
    assert (decided.state, standing().state) == ("revoked", "issued")


def test_a_late_reply_is_told_of_once_when_the_office_opens(yellow, officers):
    assert late_replies(at=cast.at("2026-05-28", "18:00"), rulebook=current()) == 0
    assert late_replies(at=cast.at("2026-05-29", "09:00"), rulebook=current()) == 1
    assert late_replies(at=cast.at("2026-05-29", "09:01"), rulebook=current()) == 0
    assert verbs() == ["order_issue", "order_reply_overdue"]
    found = Message.objects.filter(title__contains="督办回复逾期").values_list("user__name", "copy")
    assert dict(found) == {"苏明": False, "陆一恒": True, "方舟": True}


def test_an_appeal_does_not_have_a_late_reply_told_of_again(yellow, officers):
    late_replies(at=cast.at("2026-05-29", "09:00"), rulebook=current())
    do(appeal_order, "suming", officers, "2026-05-29", words="案卷当日才分派到所。")
    assert late_replies(at=cast.at("2026-06-01", "09:00"), rulebook=current()) == 0
    do(decide_appeal, "fangzhou", officers, "2026-06-01", stands=True, words="维持。")
    assert late_replies(at=cast.at("2026-06-02", "09:00"), rulebook=current()) == 0
    assert verbs().count("order_reply_overdue") == 1


def test_a_late_reply_can_still_be_given(yellow, officers):
    late_replies(at=cast.at("2026-05-29", "09:00"), rulebook=current())
    assert do(reply_order, "suming", officers, "2026-05-29", **REPLY).state == "replied"


def test_two_who_act_at_once_do_not_overwrite_each_other(yellow, officers):
    order = standing()
    do(reply_order, "suming", officers, YELLOW_DAY, **REPLY)
    given = {"order_id": order.pk, "version": order.version, "officer": officers["suming"], "at": cast.NOON}
    with pytest.raises(Changed, match="苏明"):
        ask_extension(**given, until=date(2026, 6, 1), words="需要检查。")


def test_what_is_out_of_reach_is_not_there(yellow, officers):
    with pytest.raises(NotFound):
        do(reply_order, "lian", officers, YELLOW_DAY, **REPLY)


def test_a_leader_issues_an_order_by_hand(case, officers):
    order = by_hand(officers, case.key, owner="suming")
    assert (order.number, order.origin, order.grade, order.state) == (
        "湖市监督办〔2026〕1号",
        "leader",
        "",
        "issued",
    )
    assert order.issued_by.name == "方舟"
    assert Message.objects.get(user=order.owner).reply_by == date(2026, 5, 25)
    assert AuditEntry.objects.get(act="order.issue").actor_name == "方舟"


def test_the_same_outside_number_is_not_ordered_twice(case, officers):
    by_hand(officers, case.key, origin="petition", external_id="信2026-17")
    with pytest.raises(Refused) as refused:
        by_hand(officers, case.key, origin="petition", external_id="信2026-17")
    assert "external_id" in refused.value.fields


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"requirement": " "}, "requirement"),
        ({"reply_due": date(2026, 5, 19)}, "reply_due"),
        ({"reply_due": date(2027, 5, 30)}, "reply_due"),
        ({"origin": "ladder"}, "origin"),
        ({"owner": "lian"}, "owner"),
        ({"owner": "nobody"}, "owner"),
    ],
)
def test_an_order_by_hand_says_what_by_when_and_who(case, officers, changes, field):
    with pytest.raises(Refused) as refused:
        by_hand(officers, case.key, **changes)
    assert field in refused.value.fields
    assert not OrderStep.objects.exists()


def test_a_handler_issues_no_order(case, officers):
    with pytest.raises(NotAllowed):
        by_hand(officers, case.key, who="chensiyuan")
