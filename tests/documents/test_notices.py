"""Notices as content: every form cites its articles; a faulty file is named with its line."""

from __future__ import annotations

import re
import shutil

import pytest

from tests.documents.documents_cast import CONTENT, RULES, TITLES
from tests.documents.documents_facts import FACTS
from xiaobao import documents
from xiaobao import law as law_room
from xiaobao.documents import notices, render
from xiaobao.documents.errors import MalformedNotice, UnsafeTemplate
from xiaobao.law.citation import numeral

WHOLE = (CONTENT / "notices" / "complaint-acceptance-121.md").read_text("utf-8")


@pytest.fixture
def content(tmp_path):
    shutil.copytree(CONTENT / "law", tmp_path / "law")
    shutil.copytree(CONTENT / "notices", tmp_path / "notices")
    return tmp_path


def findings(content, text, name="complaint-acceptance-121.md"):
    (content / "notices" / name).write_text(text, "utf-8")
    return [(finding.file.name, finding.line, finding.reason) for finding in documents.check(content)]


def test_the_content_that_ships_has_no_findings():
    assert documents.check(CONTENT) == []


OFFICIAL = {
    "complaint_form": ("投诉登记表", "一"),
    "report_form": ("举报登记表", "二"),
    "distribution": ("投诉/举报分送通知书", "三"),
    "identity_request": ("限期提供身份证明材料通知书", "四"),
    "accept": ("投诉受理决定书", "五"),
    "decline": ("投诉不予受理决定书", "六"),
    "mediation_notice": ("投诉调解通知书", "七"),
    "terminate": ("投诉终止调解决定书", "八"),
    "agreement": ("投诉调解书", "九"),
    "report_result": ("举报处理结果告知书", "十"),
}
ONLY_20 = {
    "filing_notice": "举报立案告知书",
    "not_filing_notice": "举报不予立案告知书",
    "distribution_notice": "投诉/举报分送情况告知书",
    "result_report": "投诉/举报处理结果报告书",
}
LOCAL = {
    "receipt": "投诉举报收件回执",
    "material_request": "补正材料通知书",
    "minutes": "投诉调解记录",
    "delegation_letter": "委托调解函",
    "withdrawal": "投诉撤回确认书",
    "other_route": "其他途径告知书",
    "feedback": "分送投诉举报退回反馈函",
    "extension_notice": "延长核查期限告知书",
    "recusal_decision": "回避决定书",
    "appraisal_letter": "委托鉴定（检测）函",
    "settlement_record": "投诉调解协议（履行）记录",
    "police_letter": "涉嫌违法犯罪线索移送函",
    "reward_notice": "举报奖励领取通知书",
    "service_receipt": "送达回证",
    "no_authority_notice": "举报无处理权限告知书",
    "hand_over_letter": "案件移送函",
    "repeat_form": "重复举报认定表",
    "check_record": "举报核查记录",
    "supervision_order": "督办单",
    "matters_form": "行政处罚案件有关事项审批表",
    "crime_transfer": "涉嫌犯罪案件移送书",
    "filing_form": "立案/不予立案审批表",
    "settle_first_slip": "先行和解告知单",
    "engagement_check_in": "投诉处置情况对接单",
    "engagement_deadlines": "投诉办结期限提示单",
    "engagement_feedback": "投诉集中问题反馈单",
    "engagement_symposium": "消费投诉座谈议程",
}


def test_there_is_one_notice_an_act_and_rule_and_each_has_its_official_title():
    titles = {(notice.act, notice.regulation): notice.title for notice in notices.load(CONTENT).values()}
    assert titles == {
        **{(act, f"samr-order-{rule}"): title for act, (title, _) in OFFICIAL.items() for rule in RULES},
        **{(act, "samr-order-20"): title for act, title in ONLY_20.items()},
        **{(act, "both"): title for act, title in LOCAL.items()},
    }


def test_the_ten_forms_of_2026_carry_their_number():
    forms = {n.act: n.form for n in notices.load(CONTENT).values() if n.regulation == "samr-order-121"}
    assert forms == {act: f"文书式样{number}" for act, (_, number) in OFFICIAL.items()}


def test_a_file_is_named_for_its_act_and_rule():
    for notice in notices.load(CONTENT).values():
        stem = {"accept": "complaint_acceptance", "decline": "complaint_decline"}.get(notice.act, notice.act)
        rule = "" if notice.regulation == "both" else notice.regulation.removeprefix("samr-order")
        assert notice.id == stem.replace("_", "-") + rule
        assert notice.series == {"accept": "acceptance"}.get(notice.act, notice.act)


# Kept to one page: the published forms name the regulation by its title alone too.
BY_TITLE_ALONE = ("identity-request", "mediation-notice")


def test_a_form_for_both_rules_governs_under_both_and_every_other_under_one():
    known = notices.load(CONTENT)
    assert known["minutes"].regulations == ("samr-order-121", "samr-order-20")
    assert known["minutes"].governs("samr-order-20")
    assert known["terminate-20"].governs("samr-order-20")
    assert not known["terminate-20"].governs("samr-order-121")


def test_a_notice_tells_which_facts_it_needs():
    known = notices.load(CONTENT)
    assert set(known["complaint-acceptance-121"].needs) == set(FACTS["complaint-acceptance-121"])
    assert set(known["complaint-decline-121"].needs) == (
        set(FACTS["complaint-decline-121"]) - {"contact", "contact_phone"}
    )


@pytest.mark.parametrize("name", [n.id for n in notices.load(CONTENT).values() if n.regulation != "both"])
def test_a_notice_names_the_regulation_with_the_number_of_its_order(name):
    notice = notices.load(CONTENT)[name]
    regulation = law_room.load(CONTENT).regulation(notice.regulation)
    number = "" if name.startswith(BY_TITLE_ALONE) else f"（{regulation.order_no}）"
    assert f"《{regulation.title}》{number}" in notice.body


@pytest.mark.parametrize("name", [n.id for n in notices.load(CONTENT).values() if n.regulation != "both"])
def test_a_notice_never_names_the_other_rule(name):
    notice = notices.load(CONTENT)[name]
    other = {"samr-order-121": "20", "samr-order-20": "121"}[notice.regulation]
    assert f"《{TITLES[other]}》" not in notice.body
    assert f"第{other}号" not in notice.body
    assert f"samr-order-{other}" not in {regulation for regulation, _ in notice.cites}


@pytest.mark.parametrize("name", [n.id for n in notices.load(CONTENT).values() if n.regulation != "both"])
def test_every_article_a_notice_names_is_declared_under_cites(name):
    """So that ``check`` has looked every one of them up in the law files."""
    notice = notices.load(CONTENT)[name]
    book = law_room.load(CONTENT)
    declared = "".join(book.cite(*cite) for cite in notice.cites)
    named = re.findall(
        r"第[一二三四五六七八九十百]+条(?:第[一二三四五六七八九十]+款)?(?:第[一二三四五六七八九十]+项)?",
        notice.body,
    )
    assert [place for place in named if place not in declared] == []


@pytest.mark.parametrize("name", [n.id for n in notices.load(CONTENT).values() if n.regulation == "both"])
def test_a_form_of_our_own_names_neither_rule_and_takes_its_basis_as_a_fact(name):
    notice = notices.load(CONTENT)[name]
    assert "basis" in notice.names
    assert not any(f"《{title}》" in notice.body for title in TITLES.values())


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize(("name", "kind"), [("complaint-decline", "decline"), ("terminate", "terminate")])
def test_declining_and_ending_print_the_whole_closed_list(rule, name, kind):
    regulation = law_room.load(CONTENT).regulation(f"samr-order-{rule}")
    held = {"decline": regulation.decline_grounds, "terminate": regulation.termination_grounds}[kind]
    text = render.render(notices.load(CONTENT)[f"{name}-{rule}"], FACTS[f"{name}-{rule}"]).text
    listed = [line.strip()[:3] for line in text.splitlines() if line.strip().startswith("（")]
    assert listed == [f"（{numeral(ground.number)}）" for ground in held]


@pytest.mark.parametrize("rule", ["121", "20"])
def test_the_declining_states_the_five_routes_of_the_consumer_law(rule):
    body = notices.load(CONTENT)[f"complaint-decline-{rule}"].body
    assert "《中华人民共和国消费者权益保护法》第三十九条" in body
    for route in ("协商和解", "消费者协会", "有关行政部门投诉", "仲裁机构仲裁", "人民法院提起诉讼"):
        assert route in body


def test_the_version_changes_with_the_wording(content):
    before = notices.load(content)["complaint-acceptance-121"].version
    (content / "notices" / "complaint-acceptance-121.md").write_text(
        WHOLE.replace("特此告知", "特予告知"), "utf-8"
    )
    assert notices.load(content)["complaint-acceptance-121"].version != before


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        ("form: 文书式样五", "form: 文书式样五\ncolour: 红", 5, "colour"),
        ("act: accept", "act: [accept", 6, "YAML"),
        ("kind: date}\n  matter", "kind: day}\n  matter", 11, "未知的事实类型“day”"),
        ("samr-order-121:15(1)", "samr-order-121:99", 18, "引用落空"),
        ("samr-order-121:15(1)", "samr-order-121:16", 18, "正文没有写明所引用的"),
        ("samr-order-121:15(1)", "第十五条", 17, "引用应写作"),
        ("regulation: samr-order-121", "regulation: samr-order-999", 6, "没有编号为“samr-order-999”的法规"),
        ("联系人：{{ contact }}", "联系人：{{ colleague }}", 28, "没有声明的事实“colleague”"),
        ("联系人：{{ contact }}", "联系人：某某", 20, "没有用到：contact"),
        ("{{ contact }}", "{{ contact.name }}", 28, "不能使用 Getattr"),
        ("{{ contact }}", "{{ contact", 28, "模板写法有误"),
        ("# 投诉受理决定书", "# 受理决定书", 20, "不一致"),
        ("> {{ bureau }}（印章）\n> {{ issued_on }}", "{{ bureau }}{{ issued_on }}", 20, "署名行"),
        ("联系人}", "联系人, optional: true}", 28, "应当放在 {% if contact %} 之内"),
        ("联系人}", "联系人, kind: flag}", 13, "只用于条件"),
        ("联系人}", "联系人, kind: flag, optional: true}", 28, "只用于条件，不能印出"),
        ("联系人}", "联系人, kind: choice}", 13, "options"),
        ("联系人}", "联系人, options: [是, 否]}", 13, "options"),
        ("特此告知", "特此告知🍎", 20, "无法印制的字符：🍎"),
        ("特此告知。", "| 姓名 | {{ contact }} |", 20, "与尺规"),
        ("特此告知。", "|--|--|\n| 姓名 | {{ contact }} | 多 |", 20, "与尺规"),
        ("特此告知。", "|--|--|\n| ^ | {{ contact }} |", 20, "没有对齐的格"),
        ("特此告知。", "|--|--|\n| 甲 | 乙 |\n|--|---|\n| 甲 | 乙 |", 20, "总宽不一"),
        ("特此告知。", "|" + "--|" * 40 + "\n| 甲 | 乙 |", 20, "总宽不一、超过"),
        ("regulation: samr-order-121", "regulation: both", 17, "没有引用所适用的法规“samr-order-20”"),
    ],
)
def test_a_faulty_notice_is_named_with_file_line_and_reason(content, old, new, line, reason):
    assert old in WHOLE
    found = findings(content, WHOLE.replace(old, new))
    assert [(file, at) for file, at, _ in found][:1] == [("complaint-acceptance-121.md", line)]
    assert reason in found[0][2]


def test_a_file_without_front_matter_and_a_doubled_id_are_findings(content):
    assert findings(content, "# 没有说明部分", "other.md")[0][2] == "文件应当以 --- 之间的说明部分开头。"
    assert "已被另一份文书使用" in findings(content, WHOLE, "other.md")[0][2]


def test_loading_refuses_what_the_check_finds(content):
    (content / "notices" / "other.md").write_text(WHOLE, "utf-8")
    with pytest.raises(MalformedNotice, match="DOC-001"):
        notices.load(content)
    (content / "notices" / "other.md").write_text(WHOLE.replace("{{ contact }}", "{{ contact|e }}"), "utf-8")
    with pytest.raises(UnsafeTemplate, match="DOC-002"):
        notices.load(content)
