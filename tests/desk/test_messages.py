"""Messages on screen: the number in the bar, the list, and acknowledging one's own."""

from __future__ import annotations

import re

import pytest

from tests import cast
from tests.docket.channels_cast import tell
from xiaobao.docket.models import Matter, Message, SupervisionOrder
from xiaobao.vault.models import AuditEntry


def bar(page) -> str:
    """The link to the messages as the bar shows it."""
    found = re.search(r'<a class="bell.*?</a>', page.content.decode(), re.DOTALL)
    assert found
    return re.sub(r"<[^>]+>", "", found[0]).strip()


def message(**given: object) -> Message:
    """Tell 陈思远 something and return it."""
    tell(channels=(), **{"about": f"alert:{Message.objects.count()}", **given})
    return Message.objects.latest("id")


def test_every_page_says_how_many_are_unread(signed_in) -> None:
    client = signed_in("chensiyuan")
    assert bar(client.get("/")) == "消息"
    for _ in range(3):
        message()
    assert bar(client.get("/")) == "消息 3条未阅知"
    assert bar(client.get("/contact/")) == "消息 3条未阅知"
    assert bar(signed_in("suming").get("/")) == "消息"


def test_more_than_a_hundred_are_not_counted_out(signed_in) -> None:
    for _ in range(100):
        message()
    assert bar(signed_in("chensiyuan").get("/")) == "消息 99+条未阅知"


def test_the_bar_asks_for_itself_each_minute_and_keeps_nothing_else_of_the_answer(signed_in) -> None:
    message()
    client = signed_in("chensiyuan")
    page = client.get("/").content.decode()
    assert 'hx-get="/messages/unread/" hx-trigger="every 60s" hx-select="#bell" hx-swap="outerHTML"' in page
    answer = client.get("/messages/unread/", HTTP_HX_REQUEST="true")
    assert bar(answer) == "消息 1条未阅知"
    assert "no-store" in answer["Cache-Control"]
    assert "<main" not in answer.content.decode()


def test_asking_how_many_are_unread_is_cheap(signed_in, django_assert_max_num_queries) -> None:
    message()
    client = signed_in("chensiyuan")
    # Session, officer, posts, the clockwork's heartbeat, the count.
    with django_assert_max_num_queries(6):
        client.get("/messages/unread/", HTTP_HX_REQUEST="true")


def test_a_message_leads_to_its_matter_and_its_order_and_says_how_loud_it_is(signed_in, register) -> None:
    matter = Matter.objects.get(pk=register())
    order = SupervisionOrder.objects.create(
        matter=matter, number="湖市监督办〔2026〕1号", origin="ladder", grade="yellow", state="issued",
        office=matter.office, requirement="请办结。", issued_at=cast.NOON, reply_due=cast.TODAY,
    )  # fmt: skip
    message(
        kind="order",
        grade="yellow",
        matter_id=matter.pk,
        order_id=order.pk,
        reply_by=cast.TODAY,
        body="请回复。",
    )
    message(kind="alarm", copy=True, title="有1个期限处理失败")
    page = signed_in("chensiyuan").get("/messages/").content.decode()
    assert f'href="/matters/{matter.pk}/"' in page
    assert f'href="/orders/{order.pk}/"' in page
    assert '<span class="badge grade yellow">黄牌</span>' in page
    assert "2026-05-20 前回复" in page
    assert "系统告警" in page
    assert "抄送" in page


def test_one_out_of_reach_leads_nowhere(signed_in, register) -> None:
    matter = register()
    message(to="lian", matter_id=matter)
    page = signed_in("lian").get("/messages/").content.decode()
    assert "还剩3个工作日" in page
    assert f"/matters/{matter}/" not in page


def test_acknowledged_it_leaves_the_list_and_stays_among_all(signed_in) -> None:
    one, other = message(title="第一条"), message(title="第二条")
    client = signed_in("chensiyuan")
    answer = client.post("/messages/acknowledge/", {"message": one.pk}, REMOTE_ADDR="10.0.0.7", follow=True)
    page = answer.content.decode()
    assert answer.redirect_chain == [("/messages/", 302)]
    assert "已阅知1条消息。" in page
    assert "第一条" not in page
    assert bar(answer) == "消息 1条未阅知"
    everything = client.get("/messages/?shown=all").content.decode()
    assert "2026-05-20 12:00 已阅知" in everything
    assert everything.index("第二条") < everything.index("第一条")
    entry = AuditEntry.objects.get(act="messages.acknowledged")
    assert (entry.actor_name, entry.address, entry.detail["messages"]) == ("陈思远", "10.0.0.7", [one.pk])
    assert Message.objects.get(pk=other.pk).acknowledged_at is None


def test_a_whole_page_is_acknowledged_at_once_and_leads_back_to_where_it_was(signed_in) -> None:
    for _ in range(31):
        message()
    client = signed_in("chensiyuan")
    page = client.get("/messages/?shown=all&page=2").content.decode()
    assert "本页 1 条都已阅知" in page
    back = re.search(r'name="back" value="([^"]+)"', page)
    assert back
    ids = [one.pk for one in Message.objects.order_by("-id")[:30]]
    answer = client.post("/messages/acknowledge/", {"message": ids, "back": "shown=all&page=2"})
    assert (back[1], answer["Location"]) == ("shown=all&amp;page=2", "/messages/?shown=all&page=2")
    assert Message.objects.filter(acknowledged_at=None).count() == 1


@pytest.mark.parametrize(
    "back", ["https://evil.example/", "shown=evil&page=-1", "//evil.example", "page=x" * 60]
)
def test_going_back_leads_nowhere_else(signed_in, back) -> None:
    one = message()
    answer = signed_in("chensiyuan").post("/messages/acknowledge/", {"message": one.pk, "back": back})
    assert answer["Location"] == "/messages/"


@pytest.mark.parametrize("which", ["other", "999999", "x", "9" * 40, "-1", "٣"])
def test_somebody_elses_message_looks_absent(signed_in, which) -> None:
    one = message()
    wanted = one.pk if which == "other" else which
    answer = signed_in("suming").post("/messages/acknowledge/", {"message": wanted})
    assert (answer.status_code, "没有这条消息" in answer.content.decode()) == (404, True)
    assert Message.objects.get().acknowledged_at is None


def test_without_messages_the_page_says_what_will_come(signed_in) -> None:
    client = signed_in("chensiyuan")
    assert "没有未阅知的消息" in client.get("/messages/").content.decode()
    assert "还没有消息" in client.get("/messages/?shown=all").content.decode()
    assert client.get("/messages/?page=7&shown=nonsense").status_code == 200


def test_who_sees_no_matter_has_messages_all_the_same(signed_in) -> None:
    message(to="admin", kind="alarm", title="通道持续发送失败")
    assert "通道持续发送失败" in signed_in("admin").get("/messages/").content.decode()
