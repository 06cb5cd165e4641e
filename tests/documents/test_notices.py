"""Notices as content: four forms, each citing its articles; a faulty file is named with its line."""

from __future__ import annotations

import shutil

import pytest

from tests.documents.documents_cast import CONTENT, FACTS
from xiaobao import documents
from xiaobao import law as law_room
from xiaobao.documents import notices
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


def test_accepting_and_declining_have_a_notice_under_each_rule():
    known = notices.load(CONTENT)
    assert {(notice.act, notice.regulation) for notice in known.values()} == {
        ("accept", "samr-order-121"),
        ("accept", "samr-order-20"),
        ("decline", "samr-order-121"),
        ("decline", "samr-order-20"),
    }
    assert known["complaint-acceptance-121"].form == "文书式样五"
    assert known["complaint-decline-121"].form == "文书式样六"
    assert {notice.series for notice in known.values()} == {"acceptance", "decline"}


def test_a_notice_tells_which_facts_it_needs():
    known = notices.load(CONTENT)
    assert known["complaint-acceptance-121"].needs == tuple(FACTS["complaint-acceptance-121"])
    assert set(known["complaint-decline-121"].needs) == (
        set(FACTS["complaint-decline-121"]) - {"contact", "contact_phone"}
    )


@pytest.mark.parametrize("notice", notices.load(CONTENT).values(), ids=lambda notice: notice.id)
def test_a_notice_names_the_regulation_with_the_number_of_its_order(notice):
    regulation = law_room.load(CONTENT).regulation(notice.regulation)
    assert f"《{regulation.title}》（{regulation.order_no}）" in notice.body


@pytest.mark.parametrize("rule", ["121", "20"])
def test_the_declining_prints_as_many_grounds_as_the_regulation_has(rule):
    body = notices.load(CONTENT)[f"complaint-decline-{rule}"].body
    grounds = law_room.load(CONTENT).regulation(f"samr-order-{rule}").decline_grounds
    listed = [line for line in body.splitlines() if line.startswith("（")]
    assert [line[:3] for line in listed] == [f"（{numeral(ground.number)}）" for ground in grounds]


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
