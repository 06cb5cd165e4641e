"""What a reply does and does not do, by its own words. All replies are invented."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.mining.found_cast import CONTENT, rows
from xiaobao.law import load
from xiaobao.mining import replies, reply_citations, settings
from xiaobao.mining.engine import connect
from xiaobao.mining.pipeline import Run
from xiaobao.mining.reply_settings import Settings
from xiaobao.mining.reply_words import Check
from xiaobao.mining.tables import Tables

TOLD = settings.read(CONTENT, "replies", Settings)
LAWS = reply_citations.laws(load(CONTENT))
ON = date(2026, 5, 20)
ASKED = "青禾超市卖的酸奶已经过期，喝了以后腹泻，请求退还货款并赔偿医药费。"
GOOD = (
    "您反映青禾超市酸奶过期一事，经核查，该批酸奶确已超过保质期，依据《市场监督管理投诉举报处理办法》第十八条组织调解，"
    "超市已退还货款并赔偿医药费三百元。"
)


def checked(reply: str, asked: str = ASKED, *, on: date = ON, **more: Any) -> dict[str, Check]:
    return {one.check: one for one in replies.checks(asked, reply, on, TOLD, LAWS, **more)}


def test_a_reply_that_answers_explains_and_cites_meets_every_check():
    told = checked(GOOD)
    assert {name: one.met for name, one in told.items()} == {
        "answers": True, "explains": True, "cites": True, "no_blame": True, "no_personal": True,
    }  # fmt: skip
    assert told["explains"].passage.startswith("您反映青禾超市酸奶过期一事，经核查")
    assert told["cites"].why == "《市场监督管理投诉举报处理办法》在2026-05-20有效"


@pytest.mark.parametrize(
    ("reply", "kinds"),
    [
        ("您好！您反映的问题已转交相关部门，感谢您的来信。", "转办、客套"),
        ("您好，来信收悉，具体情况请致电本局咨询，电话：0592-0000000，谢谢！", "收到、另行咨询、客套"),
        ("您好，此事正在调查处理，请耐心等待，有结果将及时反馈给您。", "许诺"),
    ],
)
def test_a_reply_that_only_forwards_thanks_or_promises_does_not_explain(reply, kinds):
    told = checked(reply)["explains"]
    assert told.met is False
    assert told.why.endswith(kinds)
    assert told.score < TOLD.explains.threshold


def test_of_the_mere_code_of_a_result_only_that_is_said():
    assert list(checked("调解成功").values()) == [
        Check("explains", False, "调解成功", "只有办理结果，没有说明", 0.0)
    ]


def test_a_reply_about_something_else_does_not_answer():
    told = checked("经核实，该路段的路灯已由养护单位更换，现已恢复照明，欢迎继续监督。")["answers"]
    assert (told.met, told.score) == (False, 0.0)
    assert told.passage == ASKED


def test_a_repealed_regulation_is_named_with_the_one_in_its_place():
    reply = "经核查，依据《市场监督管理投诉举报处理暂行办法》第十五条，决定不予受理您的投诉。"
    assert checked(reply)["cites"].why == (
        "《市场监督管理投诉举报处理暂行办法》已于2026-04-15废止，应当适用《市场监督管理投诉举报处理办法》"
    )
    assert checked(reply, on=date(2026, 4, 14))["cites"].met is True


def test_an_article_there_is_not_is_named():
    told = checked("根据《市场监督管理投诉举报处理办法》第九十九条，本局不再处理。")["cites"]
    assert (told.met, told.passage) == (False, "《市场监督管理投诉举报处理办法》第九十九条")
    assert told.why == "《市场监督管理投诉举报处理办法》没有第九十九条（共四十六条）"


@pytest.mark.parametrize(
    ("citation", "why"),
    [
        ("《某市消费者权益保护办法》第十条", "《某市消费者权益保护办法》不在本系统的法规库内，请人工核对"),
        ("《中华人民共和国治安管理处罚法》第七十条",
         "法规库没有收录《中华人民共和国治安管理处罚法》第七十条，请人工核对"),
        ("《消费者权益保护法》第五十五条", "《中华人民共和国消费者权益保护法》的施行日未核实，请人工核对"),
        ("《食品标识监督管理办法》第三条",
         "法规库中的《食品标识监督管理办法》自2027-03-16起施行，此前的版本没有收录，请人工核对"),
    ],
)  # fmt: skip
def test_what_the_law_as_held_cannot_tell_is_left_to_a_person(citation, why):
    told = checked(f"根据{citation}，本局已责令商家改正，并当面教育。")["cites"]
    assert (told.met, told.why) == (None, why)


def test_a_wrong_citation_is_shown_before_a_right_one():
    reply = f"{GOOD}另依《市场监督管理投诉举报处理办法》第八十条告知您。"
    assert checked(reply)["cites"].met is False


def test_a_refusal_without_another_way_is_said_and_settled_ones_need_none():
    refused = "经核查，您的购买不属于生活消费，本局决定不予受理。"
    told = checked(refused, decision="declined")["remedies"]
    assert (told.met, told.why) == (False, "没有告知其他解决途径或者救济途径（121号令第十五条第二款）")
    told = checked(refused + "您可以依法申请仲裁或者向人民法院起诉。", decision="declined")["remedies"]
    assert (told.met, told.passage) == (True, "您可以依法申请仲裁或者向人民法院起诉。")
    assert "remedies" not in checked(GOOD, decision="accepted", outcome="settled")


def test_blaming_the_consumer_is_shown_with_the_sentence():
    told = checked("经了解，商家已明示保质期。您自己没看清，责任在您，本局不能支持您的请求。")["no_blame"]
    assert (told.met, told.passage) == (False, "您自己没看清，责任在您，本局不能支持您的请求。")


def test_personal_data_in_a_reply_is_named_and_shown_nowhere():
    told = checked("经核查，商家的店员已与您联系，号码13800000000，请求退还的货款已经退回。")
    assert told["no_personal"].why == "含有个人信息：手机号，发出前应当删去"
    assert not any("13800000000" in one.passage + one.why for one in told.values())


def test_the_step_gives_the_checks_of_each_matter_with_a_reply():
    told = {"track": "complaint", "title": "", "content": ASKED, "requests": "退货", "received_on": ON}
    made = Tables()
    made.put(
        "matters", rows("matters", {"matter": 2, "reply": "  ", **told}, {"matter": 1, "reply": GOOD, **told})
    )
    run = Run(on=ON, content=CONTENT, engine=connect(), secret=b"secret of an example")
    table = replies.STEP.make(made, run)["reply_checks"]
    made.put("reply_checks", table)
    assert set(table["matter"].to_pylist()) == {1}
    assert table["check"].to_pylist() == ["answers", "explains", "cites", "no_blame", "no_personal"]
