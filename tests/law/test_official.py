"""Official texts a bureau loads: recognised, whole, in order; and the closed lists in their words."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from xiaobao import law
from xiaobao.law import official
from xiaobao.law.citation import numeral
from xiaobao.law.errors import ForeignText, UnfitText
from xiaobao.law.published import read_text, remarks

CONTENT = Path(__file__).resolve().parents[2] / "content"
BOOK = law.load(CONTENT)
RULE = BOOK.regulation("samr-order-121")
TITLE = "市场监督管理投诉举报处理办法"
WHERE = os.environ.get("XIAOBAO_OFFICIAL_TEXTS", "")


def text(articles: int = 46, title: str = TITLE, gap: str = "\u3000", **own: str) -> str:
    """Write an invented text laid out as the published ones are; ``own`` replaces an article: a16="…"."""
    lists = {16: 7, 23: 8}
    lines = [title, ""]
    for number in range(1, articles + 1):
        words = f"第{number}个虚构的句子。"
        if number in lists:
            items = "； ".join(f"（{numeral(n)}）虚构情形{n}" for n in range(1, lists[number] + 1))
            words = f"有下列情形之一的： {items}。 另一款的句子（一）不算。"
        lines += [f"第{numeral(number)}条{gap}{own.get(f'a{number}', words)}", ""]
    return "\n".join(lines)


@pytest.fixture
def load(tmp_path):
    """Write a file and load it."""

    def load(content: str | bytes) -> official.OfficialText:
        file = tmp_path / "text.txt"
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return official.load_text(file, tmp_path / "official", BOOK)

    return load


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "official"


def test_a_text_is_kept_by_article_under_the_id_of_its_regulation(load, folder):
    loaded = load(text())
    assert (loaded.regulation, loaded.title, len(loaded.articles)) == ("samr-order-121", TITLE, 46)
    assert official.loaded(folder) == ("samr-order-121",)
    assert official.article(folder, "samr-order-121", "15") == "第15个虚构的句子。"
    kept = json.loads((folder / "samr-order-121.json").read_text("utf-8"))
    assert kept["sha256"] == loaded.sha256
    assert [path.name for path in folder.iterdir()] == ["samr-order-121.json"]


def test_what_has_not_been_loaded_is_absent(folder):
    assert official.loaded(folder) == ()
    assert official.article(folder, "samr-order-121", "16") is None
    assert official.items(folder, "samr-order-121", "16") == ()


def test_the_items_of_an_article_end_with_its_sentence(load, folder):
    load(text())
    assert official.items(folder, "samr-order-121", "16") == tuple(f"虚构情形{n}" for n in range(1, 8))
    assert official.items(folder, "samr-order-121", "15") == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_both_encodings_of_published_texts_are_read(load, folder, encoding):
    load(text().encode(encoding))
    assert official.article(folder, "samr-order-121", "2") == "第2个虚构的句子。"


@pytest.mark.parametrize(
    "title", [f"《{TITLE}》", f"{TITLE}（2025年12月30日公布）", "市场监督管理 投诉举报处理办法"]
)
def test_a_title_may_carry_brackets_and_remarks(load, title):
    assert load(text(title=title)).regulation == "samr-order-121"


def test_the_name_of_the_state_may_be_left_out(load):
    law_text = text(63, title="消费者权益保护法")
    assert load(law_text).regulation == "consumer-protection-law"


def test_articles_glued_together_headings_and_the_web_page_after_the_end_are_understood(load, folder):
    glued = (
        text(a33="另一个虚构的句子。")
        .replace("\n\n第三十三条\u3000", "第三十三条")
        .replace("\n\n第五条", " 第二章 附 则\n\n第五条")
    )
    load(glued.rstrip() + "扫一扫在手机打开当前页【打印】【关闭窗口】")
    assert official.article(folder, "samr-order-121", "32") == "第32个虚构的句子。"
    assert official.article(folder, "samr-order-121", "33") == "另一个虚构的句子。"
    assert official.article(folder, "samr-order-121", "4") == "第4个虚构的句子。"
    assert official.article(folder, "samr-order-121", "46") == "第46个虚构的句子。"


def test_a_reference_to_a_later_article_is_not_taken_for_it(load, folder):
    load(text(a10="依照前款。第十一条规定的材料另附。"))
    assert official.article(folder, "samr-order-121", "10") == "依照前款。第十一条规定的材料另附。"
    assert official.article(folder, "samr-order-121", "11") == "第11个虚构的句子。"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (text(title="某地办法"), "“某地办法”：法规库中没有"),
        ("", "法规库中没有"),
        (TITLE, "找不到第一条"),
        (text(45), "到第四十五条为止，缺第四十六条"),
        (text().replace("第二十条\u3000", "第廿条\u3000"), "到第十九条为止，缺第二十条"),
        (text(a7=""), "第七条没有内容"),
        (text(a16="有下列情形之一的：（一）甲；（二）乙。"), "第十六条的文本有 2 项，法规库中有 7 项"),
        (b"\xff\xff\xff", "既不是 UTF-8 也不是 GB18030"),
        (b"x" * 2_000_001, "超过 2 MB"),
    ],
)
def test_what_is_no_whole_text_of_a_known_regulation_is_refused(load, folder, content, reason):
    with pytest.raises(UnfitText) as refusal:
        load(content)
    assert refusal.value.code == "LAW-006"
    assert reason in refusal.value.message
    assert not folder.exists()


def test_of_two_versions_under_one_title_one_must_be_named(tmp_path):
    later = replace(RULE, id="samr-order-121-2028")
    book = replace(BOOK, regulations={**BOOK.regulations, later.id: later})
    file = tmp_path / "text.txt"
    file.write_text(text(), "utf-8")
    with pytest.raises(UnfitText, match="有几部同名的法规，请指明是哪一部"):
        official.load_text(file, tmp_path, book)
    assert official.load_text(file, tmp_path, book, "samr-order-121").regulation == "samr-order-121"
    with pytest.raises(UnfitText, match="没有与它对应的法规"):
        official.load_text(file, tmp_path, book, "samr-order-20")


def test_a_refused_text_leaves_the_one_before(load, folder):
    load(text())
    with pytest.raises(UnfitText):
        load(text(30))
    assert official.article(folder, "samr-order-121", "46") == "第46个虚构的句子。"


def test_a_text_loaded_again_replaces_the_one_before(load, folder):
    load(text())
    assert official.article(folder, "samr-order-121", "3") == "第3个虚构的句子。"
    load(text(a3="改过的句子。"))
    assert official.article(folder, "samr-order-121", "3") == "改过的句子。"


def test_the_text_before_is_kept_with_when_and_by_whom(load, folder):
    load(text())
    changed = read_text(text(a3="改过的句子。"), BOOK)
    assert official.keep(folder, changed, at="2026-05-20T09:30:00+08:00", by="系统管理员")
    now, before = official.versions(folder, "samr-order-121")
    assert (now.sha256, now.at[:10], now.by) == (changed.sha256, "2026-05-20", "系统管理员")
    assert before.articles["3"] == "第3个虚构的句子。"
    assert official.differing(folder, "samr-order-121", before.sha256) == ("3",)
    assert official.differing(folder, "samr-order-121", "another") == ()


def test_the_same_words_once_more_change_nothing(load, folder):
    load(text())
    kept = (folder / "samr-order-121.json").read_bytes()
    load(text())
    load(text().replace("\u3000", "  "))
    assert (folder / "samr-order-121.json").read_bytes() == kept


def test_where_paragraphs_are_counted_otherwise_is_said_and_nothing_refused():
    held = read_text(text(a15="甲。 乙。 丙。"), BOOK)
    said = remarks(held, RULE)
    assert "第十五条：官方文本 3 款，法规库 2 款；引用到款的，显示整条。" in said
    assert not any(one.startswith("第十四条") for one in said)


def test_articles_the_law_file_does_not_hold_are_counted():
    longer = replace(RULE, articles=dict(list(RULE.articles.items())[:40]))
    assert "法规库没有最后 6 条（官方文本共 46 条）。" in remarks(read_text(text(), BOOK), longer)


def test_a_crash_leaves_the_text_before_and_no_litter(load, folder, monkeypatch):
    load(text())

    def fail(self, target):
        raise OSError("power cut")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="power cut"):
        load(text(a3="改过的句子。"))
    assert [path.name for path in folder.iterdir()] == ["samr-order-121.json"]
    assert official.article(folder, "samr-order-121", "3") == "第3个虚构的句子。"


@pytest.mark.parametrize("damage", ["{", "[]", '{"articles": []}', "{}"])
def test_a_damaged_file_is_named(load, folder, damage):
    load(text())
    (folder / "samr-order-121.json").write_text(damage, "utf-8")
    with pytest.raises(UnfitText, match=r"samr-order-121\.json.*已经损坏"):
        official.article(folder, "samr-order-121", "3")


def test_the_grounds_are_in_the_words_of_the_law_file_until_a_text_is_loaded(load, folder):
    lines = official.grounds_text(RULE, "decline", folder).splitlines()
    assert len(lines) == 7
    assert lines[0] == f"（一）{RULE.decline_grounds[0].text}；"
    assert lines[-1].endswith("。")
    load(text())
    assert official.grounds_text(RULE, "decline", folder).splitlines()[0] == "（一）虚构情形1；"
    assert official.grounds_text(RULE, "terminate", folder).splitlines()[7] == "（八）虚构情形8。"


def test_a_kept_text_with_another_number_of_items_is_not_printed(load, folder):
    load(text())
    file = folder / "samr-order-121.json"
    kept = json.loads(file.read_text("utf-8"))
    kept["articles"]["16"] = "有下列情形之一的：（一）甲；（二）乙。"
    file.write_text(json.dumps(kept), "utf-8")
    assert official.grounds_text(RULE, "decline", folder).count("\n") == 6


def test_a_text_of_no_regulation_we_hold_is_told_from_one_that_does_not_fit():
    with pytest.raises(ForeignText):
        read_text(text(title="某地办法"), BOOK)
    with pytest.raises(UnfitText) as refusal:
        read_text(text(45), BOOK)
    assert not isinstance(refusal.value, ForeignText)


@pytest.mark.skipif(not WHERE, reason="XIAOBAO_OFFICIAL_TEXTS names no folder with the published texts")
@pytest.mark.parametrize(
    ("name", "regulation", "articles"),
    [
        ("市场监督管理投诉举报处理办法", "samr-order-121", 46),
        ("市场监督管理投诉举报处理暂行办法", "samr-order-20", 40),
        ("市场监督管理行政处罚程序规定", "samr-order-2", 87),
        ("消费者权益保护法", "consumer-protection-law", 63),
        ("消费者权益保护法实施条例", "state-council-778", 53),
        ("行政处罚法", "administrative-penalty-law", 86),
    ],
)
def test_the_published_texts_load_whole(tmp_path, name, regulation, articles):
    loaded = official.load_text(Path(WHERE) / f"{name}.txt", tmp_path, BOOK)
    assert (loaded.regulation, len(loaded.articles)) == (regulation, articles)
    assert all(words.endswith("。") for words in loaded.articles.values())
