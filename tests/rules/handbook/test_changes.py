"""What differs between two texts and two editions, as a reader is shown it."""

from __future__ import annotations

from time import perf_counter

from xiaobao.rules.handbook import book as books
from xiaobao.rules.handbook import entry as entries
from xiaobao.rules.handbook.changes import Mark, Run, changed_paragraphs, compare, paragraphs, runs
from xiaobao.rules.handbook.entry import Entry

PATH = "steps/complaint-received.md"
HEAD = "title: 收到投诉\norder: 10\napplies: {}"


def _step(*told: str) -> Entry:
    return entries.parse(PATH, entries.write(HEAD, "\n\n".join(told)))


def test_new_and_reworded_paragraphs_are_marked_and_what_stood_is_not() -> None:
    old = _step("先看管辖。", "七个工作日内决定是否受理。", "再告知。")
    new = _step("先看管辖。", "自收到之日起七个工作日内决定是否受理。", "再告知。", "最后归档。")

    assert changed_paragraphs(old, new) == {2, 4}
    assert changed_paragraphs(old, old) == frozenset()


def test_every_paragraph_of_a_new_entry_is_new() -> None:
    assert changed_paragraphs(None, _step("先看管辖。", "再告知。")) == {1, 2}


def test_chinese_is_told_apart_by_characters() -> None:
    assert runs("七个工作日内告知投诉人", "七个工作日内书面告知投诉人") == (
        Run(Mark.KEPT, "七个工作日内"),
        Run(Mark.ADDED, "书面"),
        Run(Mark.KEPT, "告知投诉人"),
    )


def test_a_citation_a_number_or_a_latin_word_is_never_torn() -> None:
    told = runs("满15日（[[samr-order-121:15(1)]]）", "满18日（[[samr-order-121:18(1)]]）")

    assert [one.text for one in told if one.mark is Mark.REMOVED] == ["15", "[[samr-order-121:15(1)]]"]
    assert [one.text for one in told if one.mark is Mark.ADDED] == ["18", "[[samr-order-121:18(1)]]"]


def test_a_paragraph_that_is_gone_stands_where_it_stood() -> None:
    told = paragraphs(["甲：先看管辖", "乙：电话告知", "丙"], ["甲：先看管辖", "丙"])

    assert [(one.mark, one.number) for one in told] == [(Mark.KEPT, 1), (Mark.REMOVED, 0), (Mark.KEPT, 2)]


def test_a_paragraph_too_unlike_is_one_gone_and_one_come() -> None:
    told = paragraphs(["电话告知投诉人"], ["移送公安机关"])

    assert [one.mark for one in told] == [Mark.ADDED, Mark.REMOVED]


def test_both_texts_can_be_read_out_of_the_difference() -> None:
    old, new = ["先看管辖。", "七日内告知。", "归档。"], ["先看管辖权。", "归档。", "另附清单。"]

    told = paragraphs(old, new)

    assert _read(told, Mark.ADDED) == old
    assert _read(told, Mark.REMOVED) == new


def _read(told: tuple, without: Mark) -> list[str]:  # type: ignore[type-arg]
    texts = ("".join(run.text for run in one.runs if run.mark is not without) for one in told)
    return [text for text in texts if text]


def test_editions_of_three_hundred_entries_are_compared_at_once() -> None:
    texts = {f"steps/s{at}.md": entries.write(HEAD, f"第{at}点。\n\n" * 20) for at in range(300)}
    later = {
        **texts,
        "steps/s7.md": entries.write(HEAD, "改了。"),
        "steps/t.md": entries.write(HEAD, "新的。"),
    }
    del later["steps/s9.md"]
    old, new = books.of_texts(texts), books.of_texts(later)

    began = perf_counter()
    found = compare(old, new)

    assert perf_counter() - began < 0.5
    assert [one.slug for one in found.added] == ["t"]
    assert [one.slug for one in found.removed] == ["s9"]
    assert [newer.slug for _, newer in found.changed] == ["s7"]
    assert found
    assert not compare(old, old)
