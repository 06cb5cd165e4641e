"""What a superior sent down goes back to the sender, in writing; only that does."""

from __future__ import annotations

from datetime import date

from tests import cast
from tests.docket.arrival_cast import FREE_WORDS, OLD, act, kept_without_words, refused, text_of
from tests.docket.conftest import clocks
from xiaobao.docket.actions.accept import accept
from xiaobao.docket.actions.return_ import return_
from xiaobao.docket.models import Distribution, Matter

SENDER = "厦门市市场监督管理局12315指挥中心"


def sent_down(key, **how):
    given = {"sender": SENDER, "number": "厦市监分送〔2026〕12号", "sent_on": date(2026, 5, 18)} | how
    return Distribution.objects.create(matter_id=key, **given)


def test_the_sender_is_told_why_and_every_clock_stops(register, officers):
    key = register()
    sent_down(key)
    done = act(return_, key, officers["hemin"], words=FREE_WORDS)
    matter = Matter.objects.get(pk=key)
    assert (matter.state, matter.is_open, matter.has_running_clock, matter.unclocked) == (
        "returned",
        False,
        False,
        "",
    )
    clock = clocks(key)["complaint.acceptance"]
    assert (clock.state, clock.stopped_on) == ("stopped", cast.TODAY)
    (document,) = done.documents
    assert [(one.side, one.name) for one in document.addressees.all()] == [("other", SENDER)]
    text = text_of(document)
    for said in (
        f"{SENDER}：",
        "厦市监分送〔2026〕12号",
        "2026年5月18日收到",
        FREE_WORDS,
        "《市场监督管理投诉举报处理办法》第四十一条第二款",
    ):
        assert said in text
    assert "林晓禾" not in text
    assert done.event.data == {"document": "湖市监反馈〔2026〕1号"}
    assert FREE_WORDS not in kept_without_words(key)


def test_a_number_nobody_gave_is_left_out(register, officers):
    key = register()
    sent_down(key, number="")
    (document,) = act(return_, key, officers["hemin"], words="经营地在思明区。").documents
    assert "你单位分送的" in text_of(document)


def test_under_order_20_its_article_is_cited(register, officers):
    key = register(OLD)
    sent_down(key)
    (document,) = act(return_, key, officers["hemin"], words="经营地在思明区。").documents
    assert "《市场监督管理投诉举报处理暂行办法》第三十七条第二款" in text_of(document)


def test_what_nobody_sent_down_is_not_returned(register, officers):
    refusal = refused(return_, register(), officers["hemin"], words="经营地在思明区。")
    assert "只有上级分送的投诉" in refusal.sentence


def test_a_reason_is_needed(register, officers):
    key = register()
    sent_down(key)
    assert set(refused(return_, key, officers["hemin"], words="").fields) == {"words"}


def test_what_is_accepted_is_not_returned(register, officers):
    key = register()
    sent_down(key)
    act(accept, key, officers["chensiyuan"])
    assert refused(return_, key, officers["hemin"], words="经营地在思明区。").code == "RUL-102"


def test_of_a_report_the_reason_leaves_without_who_made_it(register, officers):
    """令121 第三十七条."""
    key = register(cast.report())
    sent_down(key)
    words = "周喆（13900000002）反映的门店在思明区。"
    text = text_of(act(return_, key, officers["hemin"], words=words).documents[0])
    assert "（略）（（略））反映的门店在思明区。" in text
    for never in ("周", "139", "*"):
        assert never not in text, never
