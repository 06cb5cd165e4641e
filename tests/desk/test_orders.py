"""Supervision orders on screen: the list, one order, every form of it, and one issued by hand."""

from __future__ import annotations

import json
import re
from datetime import date
from types import SimpleNamespace

import pytest

from tests import cast
from tests.docket.a_complaint import Case
from tests.docket.supervision_cast import RED_DAY, YELLOW_DAY, do, look, standing
from tests.docket.supervision_cast import case as case
from xiaobao.docket.actions.appeal_order import appeal_order
from xiaobao.docket.actions.extend_order import ask_extension
from xiaobao.docket.actions.reply_order import reply_order
from xiaobao.docket.actions.review_order import review_order
from xiaobao.docket.models import Document, Draft, Matter, OrderStep, SupervisionOrder
from xiaobao.vault.models import AuditEntry

REPLY = {"words": "承办人外出检查，未安排他人。", "measures": "今日由所长接手，两日内决定。"}
ISSUE = {
    "origin": "leader",
    "external_id": "",
    "requirement": "请三日内书面说明办理情况。",
    "owner": "suming",
    "reply_due": "2026-05-25",
}


@pytest.fixture
def yellow(case: Case, monkeypatch) -> Case:
    """The same on its last day, with the order of the yellow card; the desk's clock stands at three."""
    look(YELLOW_DAY)
    at_three(monkeypatch, YELLOW_DAY)
    return case


def at_three(monkeypatch, day: str) -> None:
    """Let the desk's clock stand at three in the afternoon of a day."""
    monkeypatch.setattr("xiaobao.desk.screen.timezone", SimpleNamespace(now=lambda: cast.at(day, "15:00")))


def page_of(client, address: str, status: int = 200) -> str:
    """The page at an address."""
    answer = client.get(address)
    assert answer.status_code == status, address
    return answer.content.decode()


def send(client, act: str, **typed: str):
    """Send the form of something done to the newest order, as it stands."""
    order = standing()
    data = {"version": order.version, "once": f"{act}{order.version}"} | typed
    return client.post(f"/orders/{order.pk}/{act}/", data)


def plain(page: str) -> str:
    """What a page says, without tags and blanks."""
    return re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", page))


def test_the_list_shows_the_orders_with_their_counts_and_leads_to_them(yellow, signed_in):
    page = page_of(signed_in("luyiheng"), "/orders/")
    assert f'href="/orders/{standing().pk}/"' in page
    assert "湖市监督办〔2026〕1号" in page
    said = plain(page)
    assert all(word in said for word in ("黄牌", "待回复", "苏明", "分级督办", "剩1个工作日", "共1份"))
    assert "林晓禾" not in page


def test_the_list_is_narrowed_by_its_query(yellow, signed_in):
    client = signed_in("luyiheng")
    assert "共1份" in plain(page_of(client, "/orders/?grade=yellow&office=huli&state=all&sort=new"))
    nothing = plain(page_of(client, "/orders/?due=overdue&grade=red"))
    assert "没有符合条件的督办单" in nothing
    assert "清除全部" in nothing


def test_an_empty_list_says_so(case, signed_in):
    assert "没有在督的督办单" in plain(page_of(signed_in("luyiheng"), "/orders/"))


def test_whoever_may_not_see_the_matter_sees_no_trace_of_its_order(yellow, signed_in):
    client, order = signed_in("lian"), standing()
    assert "湖市监督办" not in page_of(client, "/orders/?state=all")
    absent = page_of(client, "/orders/4711/", 404)
    hidden = page_of(client, f"/orders/{order.pk}/", 404)
    assert plain(hidden) == plain(absent)
    for act in ("reply", "review", "nothing"):
        page_of(client, f"/orders/{order.pk}/{act}/", 404)
    assert send(client, "reply", **REPLY).status_code == 404
    assert AuditEntry.objects.filter(act="access.refused", subject=f"order:{order.pk}").exists()


def test_the_page_of_an_order_shows_everything_and_what_may_be_done(yellow, signed_in):
    order = standing()
    page = page_of(signed_in("suming"), f"/orders/{order.pk}/")
    said = plain(page)
    for word in (
        "督办要求",
        "今日（2026-05-27）届满",
        "投诉受理决定",
        "2026-05-28",
        "回复督办",
        "申请延长回复期限",
        "提出申诉",
    ):
        assert word in said, word
    assert f'href="/documents/{order.document_id}/pdf/"' in page
    assert f'href="/documents/{order.document_id}/docx/"' in page
    assert f'href="/orders/{order.pk}/reply/"' in page
    assert f'href="/orders/{order.pk}/review/"' not in page
    assert "您的岗位（所长（单位负责人））不能审核回复。" in said


def test_an_unknown_act_is_no_page(yellow, signed_in):
    page_of(signed_in("suming"), f"/orders/{standing().pk}/dance/", 404)


def test_from_the_reply_to_the_lifted_order_on_screen(yellow, signed_in, monkeypatch):
    owner, section = signed_in("suming"), signed_in("luyiheng")
    assert send(owner, "reply", **REPLY)["Location"] == f"/orders/{standing().pk}/"
    assert "已回复，等待审核。" in page_of(owner, f"/orders/{standing().pk}/")
    form = page_of(section, f"/orders/{standing().pk}/review/")
    assert all(word in form for word in REPLY.values())
    assert send(section, "review", accept="no", words="没有写明由谁办结。").status_code == 302
    assert (standing().state, standing().reply_due) == ("returned", date(2026, 5, 28))
    assert send(owner, "reply", **REPLY).status_code == 302
    assert send(section, "review", accept="yes", words="同意。", reply_due="2026-06-30").status_code == 302
    yellow.accept(at=cast.at(YELLOW_DAY, "16:00"))
    at_three(monkeypatch, RED_DAY)
    form = page_of(section, f"/orders/{standing().pk}/lift/")
    assert "黄牌督办按本局阶梯建议扣 5 分" in form
    assert 'name="score" value="5"' in form
    assert send(section, "lift", score="3", words="当日办结，从轻。").status_code == 302
    page = plain(page_of(section, f"/orders/{standing().pk}/"))
    assert all(word in page for word in ("已解除", "扣分3", "当日办结，从轻。", "没有写明由谁办结。"))


def test_what_was_typed_stays_with_what_is_missing(yellow, signed_in):
    answer = send(signed_in("suming"), "reply", words=REPLY["words"], measures=" ")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "请写明整改措施。" in page
    assert REPLY["words"] in page
    assert OrderStep.objects.count() == 1


def test_a_choice_that_was_not_made_is_named(yellow, signed_in, officers):
    do(reply_order, "suming", officers, YELLOW_DAY, **REPLY)
    answer = send(signed_in("luyiheng"), "review", words="同意。")
    assert answer.status_code == 422
    assert "请选择“审核”。" in answer.content.decode()


def test_the_second_of_two_is_told_who_did_what_and_loses_nothing(yellow, signed_in, officers):
    order = standing()
    do(reply_order, "suming", officers, YELLOW_DAY, **REPLY)
    do(review_order, "luyiheng", officers, YELLOW_DAY, accept=True, words="同意。")
    typed = {
        "version": order.version + 1,
        "accept": "no",
        "words": "请补充现场照片。",
        "reply_due": "2026-06-01",
    }
    answer = signed_in("fangzhou").post(f"/orders/{order.pk}/review/", typed)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "陆一恒已于 2026-05-27 15:00 对此件认可督办回复。" in page
    assert "请补充现场照片。" in page
    assert 'value="2026-06-01"' in page
    assert standing().state == "accepted"


def test_a_second_click_does_nothing_more(yellow, signed_in):
    client, order = signed_in("suming"), standing()
    typed = {"version": order.version, "once": "a1", **REPLY}
    answers = [client.post(f"/orders/{order.pk}/reply/", typed) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert "没有重复办理" in page_of(client, f"/orders/{order.pk}/")
    assert order.steps.filter(verb="order_reply").count() == 1


def test_a_later_day_is_asked_for_and_decided_on_screen(yellow, signed_in):
    owner, section = signed_in("suming"), signed_in("luyiheng")
    assert "现在的回复期限是 2026-05-28" in page_of(owner, f"/orders/{standing().pk}/ask-extension/")
    assert send(owner, "ask-extension", until="2026-06-01", words="需要检查。").status_code == 302
    assert "苏明申请把回复期限延长到2026-06-01" in plain(page_of(section, f"/orders/{standing().pk}/"))
    assert "需要检查。" in page_of(section, f"/orders/{standing().pk}/decide-extension/")
    assert send(section, "decide-extension", grant="yes", words="同意。").status_code == 302
    assert standing().reply_due == date(2026, 6, 1)


def test_an_appeal_is_made_and_decided_on_screen(yellow, signed_in, officers):
    assert send(signed_in("suming"), "appeal", words="当日才分派到所。").status_code == 302
    leader = signed_in("fangzhou")
    assert "苏明提出申诉，等待局领导决定" in plain(page_of(leader, f"/orders/{standing().pk}/"))
    assert "当日才分派到所。" in page_of(leader, f"/orders/{standing().pk}/decide-appeal/")
    assert send(leader, "decide-appeal", stands="no", words="属实，撤销。").status_code == 302
    assert standing().state == "revoked"


def test_whoever_may_not_is_told_why_before_and_turned_away_after(yellow, signed_in):
    client = signed_in("chensiyuan")
    form = page_of(client, f"/orders/{standing().pk}/review/")
    assert "现在不能办理" in form
    assert "您的岗位（承办岗）不能审核回复。" in form
    assert '<button class="button main">' not in form
    assert send(client, "review", accept="yes", words="同意。").status_code == 403


def test_an_act_the_rule_refuses_says_so_on_the_form(yellow, signed_in, officers):
    do(reply_order, "suming", officers, YELLOW_DAY, **REPLY)
    do(review_order, "luyiheng", officers, YELLOW_DAY, accept=True, words="同意。")
    answer = send(signed_in("luyiheng"), "lift", score="5", words="已办。")
    assert answer.status_code == 422
    assert "仍在计时" in answer.content.decode()


def test_an_order_by_hand_from_the_page_of_the_matter(case, signed_in):
    leader = signed_in("fangzhou")
    assert f'href="/matters/{case.key}/orders/new/"' in page_of(leader, f"/matters/{case.key}/")
    form = page_of(leader, f"/matters/{case.key}/orders/new/")
    for word in ("领导交办", "信访转办", "12345热线督办", "苏明", "陈思远", "温岚"):
        assert word in form, word
    assert "黎安" not in form
    answer = leader.post(f"/matters/{case.key}/orders/new/", {**ISSUE, "once": "a1"})
    order = SupervisionOrder.objects.get()
    assert answer["Location"] == f"/orders/{order.pk}/"
    assert (order.origin, order.owner.name, order.issued_by.name) == ("leader", "苏明", "方舟")
    assert "已发出督办单 湖市监督办〔2026〕1号。" in page_of(leader, f"/orders/{order.pk}/")


def test_an_order_by_hand_sent_twice_is_issued_once(case, signed_in):
    leader, address = signed_in("fangzhou"), f"/matters/{case.key}/orders/new/"
    assert [leader.post(address, {**ISSUE, "once": "a1"}).status_code for _ in range(2)] == [302, 302]
    assert leader.post(address, {**ISSUE, "once": "a2"}).status_code == 302
    assert SupervisionOrder.objects.count() == 1


def test_the_same_outside_number_is_refused_and_nothing_typed_is_lost(case, signed_in):
    leader, address = signed_in("fangzhou"), f"/matters/{case.key}/orders/new/"
    numbered = ISSUE | {"origin": "petition", "external_id": "信2026-17"}
    assert leader.post(address, numbered | {"once": "a1"}).status_code == 302
    answer = leader.post(address, numbered | {"once": "a2", "requirement": "另一项要求。"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "这个来源编号的督办单已经发过。" in page
    assert "另一项要求。" in page


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"requirement": " "}, "请写明督办要求。"),
        ({"reply_due": ""}, "请填写“回复期限”。"),
        ({"reply_due": "2026-05-19"}, "回复期限不能早于今天。"),
        ({"origin": ""}, "请选择“督办来源”。"),
        ({"origin": "ladder"}, "请从列出的各项中选择。"),
        ({"owner": "lian"}, "请从列出的各项中选择。"),
    ],
)
def test_what_is_missing_in_an_order_by_hand_is_said_at_its_field(case, signed_in, changes, sentence):
    answer = signed_in("fangzhou").post(f"/matters/{case.key}/orders/new/", ISSUE | changes)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not SupervisionOrder.objects.exists()


def test_only_those_who_may_issue_orders_come_to_the_form(case, signed_in):
    address = f"/matters/{case.key}/orders/new/"
    assert signed_in("chensiyuan").get(address).status_code == 403
    assert signed_in("chensiyuan").post(address, ISSUE).status_code == 403
    assert address not in page_of(signed_in("chensiyuan"), f"/matters/{case.key}/")
    assert signed_in("fangzhou").get("/matters/4711/orders/new/").status_code == 404


def test_on_a_closed_matter_the_form_says_why_not(case, signed_in):
    Matter.objects.update(is_open=False, state="closed")
    form = page_of(signed_in("fangzhou"), f"/matters/{case.key}/orders/new/")
    assert "已经办结，不能再发督办单" in form
    assert '<button class="button main">' not in form
    assert signed_in("fangzhou").post(f"/matters/{case.key}/orders/new/", ISSUE).status_code == 422


def test_opening_the_form_over_a_report_leaves_its_row(register, signed_in):
    key = register(cast.report())
    page_of(signed_in("fangzhou"), f"/matters/{key}/orders/new/")
    assert AuditEntry.objects.get(act="matter.read").detail["form"] == "order_issue"


def test_the_page_of_the_matter_shows_order_warnings_and_timeline(yellow, signed_in):
    page = page_of(signed_in("chensiyuan"), f"/matters/{yellow.key}/")
    panel = plain(page[page.index('id="supervision"') : page.index('id="acts"')])
    assert "湖市监督办〔2026〕1号" in panel
    assert all(
        word in panel
        for word in ("苏明", "剩1个工作日", "黄牌", "提醒", "届满当日", "2026-05-27届满", "（补发）")
    )
    story = plain(page[page.index('id="timeline"') :])
    assert "期限预警黄牌投诉受理决定2026-05-27届满当日" in story
    assert "发出督办单湖市监督办〔2026〕1号黄牌分级督办回复期限2026-05-28" in story
    assert "督办·黄牌" in plain(page[: page.index('id="facts"')])


def test_the_document_of_an_order_is_marked_as_internal_and_opens(yellow, signed_in):
    client, paper = signed_in("chensiyuan"), Document.objects.get()
    page = page_of(client, f"/matters/{yellow.key}/")
    assert "内部留存，不送达" in page[page.index('id="documents"') :]
    assert "/acts/serve/" not in page
    answer = client.get(f"/documents/{paper.pk}/pdf/")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert "督办单" in page_of(client, "/printing/")


def test_the_inbox_shows_and_finds_what_is_under_supervision(yellow, signed_in):
    page = page_of(signed_in("luyiheng"), "/?ordered=open")
    assert "督办·黄牌" in plain(page)
    assert "督办：有督办" in plain(page)
    assert "共0件" in plain(page_of(signed_in("luyiheng"), "/?ordered=late"))


def test_drafts_of_the_forms_are_kept_and_forgotten_when_done(yellow, signed_in):
    client, order = signed_in("suming"), standing()
    assert f'data-draft="order_reply:{order.pk}"' in page_of(client, f"/orders/{order.pk}/reply/")
    saved = {"form": "order_reply", "subject": str(order.pk), "fields": json.dumps({"words": ["写了一半"]})}
    assert client.post("/drafts/", saved).status_code == 200
    kept = client.get("/drafts/", {"form": "order_reply", "subject": str(order.pk)}).json()
    assert kept["fields"] == {"words": ["写了一半"]}
    send(client, "reply", **REPLY, draft=f"order_reply:{order.pk}")
    assert not Draft.objects.exists()


def test_a_draft_about_an_insiders_report_is_out_of_sight_with_it(yellow, signed_in, officers):
    client, order = signed_in("suming"), standing()
    saved = {"form": "order_reply", "subject": str(order.pk), "fields": json.dumps({"words": ["写了一半"]})}
    client.post("/drafts/", saved)
    assert client.get("/drafts/", {"form": "order_reply", "subject": str(order.pk)}).status_code == 200
    other = SupervisionOrder.objects.values_list("matter", flat=True).get()
    Matter.objects.filter(pk=other).update(guarded=True, office=officers["lian"].user.posts.get().office)
    assert client.get("/drafts/", {"form": "order_reply", "subject": str(order.pk)}).status_code == 204


@pytest.mark.parametrize(
    "act", ["reply", "ask-extension", "decide-extension", "review", "lift", "appeal", "decide-appeal"]
)
def test_every_form_reads_in_english_too(yellow, signed_in, officers, act):
    do(ask_extension, "suming", officers, YELLOW_DAY, until=date(2026, 6, 1), words="需要检查。")
    do(appeal_order, "suming", officers, YELLOW_DAY, words="当日才分派到所。")
    client = signed_in("fangzhou")
    client.cookies["django_language"] = "en"
    assert client.get(f"/orders/{standing().pk}/{act}/").status_code == 200
    assert client.get(f"/orders/{standing().pk}/").status_code == 200
