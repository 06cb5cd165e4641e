"""What ``check`` finds: the content that ships is sound, and each slip is named by file, line and reason."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from xiaobao import law

NEW = "law/samr-order-121.yaml"
OLD = "law/samr-order-20.yaml"
DUTIES = "law/answering-duties.yaml"
STATUTORY = "calendar/statutory-holidays.yaml"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    for folder in ("law", "calendar"):
        shutil.copytree(law.content_dir() / folder, tmp_path / folder)
    return tmp_path


def change(content: Path, file: str, was: str, becomes: str) -> int:
    """Change the first ``was`` in a file and return its line."""
    path = content / file
    text = path.read_text(encoding="utf-8")
    assert was in text
    path.write_text(text.replace(was, becomes, 1), encoding="utf-8")
    return text[: text.index(was)].count("\n") + 1


def test_what_ships_is_sound() -> None:
    assert law.check() == []


@pytest.mark.parametrize(
    ("file", "was", "becomes", "reason"),
    [
        (NEW, "issuer:", "isuer:", "不认识的键“isuer”"),
        (NEW, "confidence: verified", "confidence: quite", "不在允许之列"),
        (NEW, 'counting: {article: "45"}', 'counting: {article: "47"}', "没有第四十七条"),
        (NEW, 'counting: {article: "45"}', "counting: {article: 45}", "应为文字（数字请加引号）"),
        (NEW, 'counting: {article: "45"}', 'counting: {article: "第45条"}', "无法识别"),
        (NEW, "in_force: {from: 2026-04-15}", "in_force: {from: 2026-04-16}", "不衔接"),
        (NEW, "in_force: {from: 2026-04-15}", "in_force: {from: 明年}", "应为日期"),
        (NEW, "supersedes: samr-order-20", "supersedes: samr-order-19", "没有编号为“samr-order-19”的法规"),
        (NEW, "from_regulation: samr-order-20", "from_regulation: order-20", "没有编号为“order-20”的法规"),
        (NEW, '"31(2)": null', '"31(3)": null', "共2款"),
        (NEW, "regulation: samr-order-2,", "regulation: samr-order-3,", "没有编号为“samr-order-3”的法规"),
        (NEW, "  - number: 1", "  - number: 9", "序号应从1起连续"),
        (NEW, "    amount: 7", "    amount: -7", "应大于0"),
        (NEW, "    amount: 7", "    amount: 七", "应为整数"),
        (NEW, "    amount: 7", "    regulation: x\n    amount: 7", "不认识的键“regulation”"),
        (NEW, "id: samr-order-121", "id: samr-order-122", "应与文件名“samr-order-121”一致"),
        (NEW, "id: complaint.lead_check", "id: complaint.mediation", "“complaint.mediation”重复"),
        (NEW, "id: appraisal", "id: testing", "“testing”重复"),
        (NEW, "{amount: 15, unit: working_day", "{amount: 15, unit: natural_day", "延长单位应与期限单位一致"),
        (NEW, "title: 市场", "title: 市场\ntitle: 市场", "键“title”重复"),
        (NEW, "title: 市", "title: [市", "YAML写法有误"),
        (NEW, "about: cost, ", "", "应写明 about"),
        (NEW, "about: cost, ", "about: refusal, ", "about“refusal”重复"),
        (NEW, "about: cost, ", "about: weather, ", "about"),
        (NEW, 'refers: ["16", "42"]', 'refers: ["16", "47"]', "没有第四十七条"),
        (NEW, 'joint: {article: "12"', 'joint: {article: "47"', "没有第四十七条"),
        (OLD, "to: 2026-04-15", "to: 2026-05-01", "施行期间重叠"),
        (OLD, "to: 2026-04-15", "to: 2019-04-15", "止日（不含）必须晚于起日"),
        (OLD, "clock: consumer.mediation", "clock: consumer.siesta", "没有期限“consumer.siesta”"),
        (
            DUTIES,
            "clock: report.answer.advertising",
            "clock: report.answer.adverts",
            "没有期限“report.answer.adverts”",
        ),
        (
            DUTIES,
            'regulation: advertising-law, article: "53(1)"',
            'regulation: advertising-law, article: "75"',
            "没有第七十五条",
        ),
        (DUTIES, "id: food", "id: advertising", "编号“advertising”重复"),
        (
            DUTIES,
            "basis: [{regulation: advertising-law,",
            "basis: [{title: 广告法, regulation: advertising-law,",
            "二者取一",
        ),
        (DUTIES, "subject: 广告", "subjects: 广告", "不认识的键“duties.0.subjects”"),
        (STATUTORY, "total: 13", "total: 12", "共13天"),
        (STATUTORY, "to: 2025-01-01", "to: 2026-01-01", "两段施行期间重叠"),
        ("calendar/2006.yaml", "year: 2006", "year: 2005", "应与文件名“2006”一致"),
        ("calendar/2006.yaml", "year: 2006", "year: 2007", "不属于2007年"),
    ],
)
def test_each_slip_is_named(file: str, was: str, becomes: str, reason: str, content: Path) -> None:
    change(content, file, was, becomes)
    assert any(reason in finding.reason for finding in law.check(content))


@pytest.mark.parametrize(
    ("file", "was", "becomes"),
    [
        (NEW, "issuer:", "isuer:"),
        (NEW, '    article: "23(2)"', '    article: "23(3)"'),
        (NEW, '"31(2)": null', '"31(3)": null'),
        (OLD, "clock: consumer.mediation", "clock: consumer.siesta"),
        (DUTIES, "clock: report.answer.advertising", "clock: report.answer.adverts"),
    ],
)
def test_a_finding_names_the_file_and_the_line(file: str, was: str, becomes: str, content: Path) -> None:
    line = change(content, file, was, becomes)
    assert any((found.file, found.line) == (content / file, line) for found in law.check(content))


def test_a_missing_article_is_missing_where_it_is_cited(content: Path) -> None:
    line = change(content, NEW, '  "33": 处理权限', '  "133": 处理权限')
    found = [(f.line, f.reason) for f in law.check(content) if "没有第三十三条" in f.reason]
    assert line > 0
    assert len(found) == 2  # the clock of the dispute, and the article map


def test_a_clock_may_lack_an_article_only_when_it_says_it_is_unverified(content: Path) -> None:
    file = "law/odr-enterprise-rules.yaml"
    change(
        content,
        file,
        "    binds: party\n    confidence: unverified",
        "    binds: party\n    confidence: verified",
    )
    assert [f.reason for f in law.check(content)] == [
        "期限“odr.settlement”缺少条文；只有 confidence: unverified 的才可以不写"
    ]


def test_two_laws_setting_the_same_clock_at_once_is_a_finding(content: Path) -> None:
    change(content, "law/state-council-778.yaml", "id: consumer.mediation", "id: complaint.mediation")
    reasons = {f.reason for f in law.check(content)}
    assert "期限“complaint.mediation”在“samr-order-20”中同时施行，应改用不同编号" in reasons


def test_an_empty_directory_is_a_finding_not_a_crash(tmp_path: Path) -> None:
    assert {f.reason for f in law.check(tmp_path)} == {
        "目录不存在或没有任何可用的法规文件",
        "缺少法定节假日文件",
    }


def test_loading_refuses_what_checking_finds(content: Path) -> None:
    change(content, NEW, "issuer:", "isuer:")
    with pytest.raises(law.MalformedContent) as caught:
        law.load(content)
    assert caught.value.code == "LAW-001"
    assert caught.value.message.startswith("samr-order-121.yaml 第")
