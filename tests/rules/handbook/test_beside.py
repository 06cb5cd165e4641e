"""What is opened beside a matter: the entries that fit it, what may be of use, and why."""

from __future__ import annotations

from dataclasses import replace

from xiaobao.rules.acts import Act, State, Track
from xiaobao.rules.handbook.beside import Situation, fitting, on_ground
from xiaobao.rules.handbook.book import Book, of_texts

OUTSIDE = "area: 通信\nauthority: 通信管理局\nbasis: 《电信条例》第三条\nconfidence: verified-2026-2src"
SAID = "## 电话用语\n您好。\n\n## 书面答复\n您好。"
CASE = "## 案情\n甲\n\n## 处理\n乙\n\n## 评析\n丙"


def entry(title: str, head: str, body: str = "- 先看管辖。") -> str:
    """Return the text of an entry."""
    return f"---\ntitle: {title}\n{head}\n---\n{body}\n"


def phrase(title: str, applies: str) -> str:
    """Return the text of a phrase."""
    return entry(title, f"situation: 打电话\napplies: {{{applies}}}", "您好，这里是{{bureau}}。")


BOOK: Book = of_texts(
    {
        "chapters/complaint.md": entry("投诉", "order: 10", "说明\n\n{{flowchart complaint}}"),
        "chapters/food.md": entry("食品安全", "order: 20\ncategory: food"),
        "chapters/outside.md": entry("职责外", "order: 30", "说明\n\n{{outside}}"),
        "steps/received.md": entry("收到投诉", "applies: {tracks: [complaint], states: [received]}"),
        "steps/food.md": entry("食品", "applies: {tracks: [complaint], states: [received], categories: [food]}"),
        "steps/platform.md": entry("平台内经营者", "applies: {tracks: [complaint], respondents: [merchant]}"),
        "steps/silent.md": entry("不说何时", "applies: {acts: [accept]}"),
        "phrases/first.md": phrase("首次联系", "tracks: [complaint], states: [received], acts: [place]"),
        "phrases/accepted.md": phrase("告知受理", "tracks: [complaint], states: [accepted], acts: [accept]"),
        "phrases/consumption.md": phrase("告知不予受理", "tracks: [complaint], grounds: [3], acts: [decline]"),
        "phrases/food.md": phrase("食品先留证据", "tracks: [complaint], states: [received], categories: [food]"),
        "phrases/holiday.md": phrase("碰上节假日", "tracks: [complaint]"),
        "outside/n001.md": entry("电信资费", f"{OUTSIDE}\ncues: [套餐, 宽带]", SAID),
        "outside/n002.md": entry("骚扰电话", f"{OUTSIDE}\ncues: [骚扰电话]", SAID),
        "precedents/milk.md": entry("过期酸奶", "track: complaint\ncategories: [food]\noutcome: 达成调解\npoints: [举证]\ncues: [保质期]", CASE),
        "precedents/tea.md": entry("茶叶标签", "track: report\ncategories: [food]\noutcome: 立案\npoints: [标签]", CASE),
        "precedents/trip.md": entry("旅游", "track: complaint\ncategories: [travel]\noutcome: 达成调解\npoints: [合同]", CASE),
    }
)  # fmt: skip
RECEIVED = Situation(Track.COMPLAINT, State.RECEIVED)


def titles(entries: object) -> list[str]:
    """Return what the entries are called."""
    return [getattr(one, "entry", one).title for one in entries]  # type: ignore[attr-defined]


def test_what_speaks_of_the_matter_most_closely_comes_first() -> None:
    assert titles(fitting(BOOK, replace(RECEIVED, categories=("food",))).steps) == ["食品", "收到投诉"]
    assert titles(fitting(BOOK, RECEIVED).steps) == ["收到投诉"]


def test_every_list_that_is_not_empty_must_hold_what_the_matter_is() -> None:
    accepted = replace(RECEIVED, state=State.ACCEPTED)
    assert titles(fitting(BOOK, accepted).phrases) == ["告知受理"]
    assert titles(fitting(BOOK, replace(accepted, track=Track.REPORT)).phrases) == []
    assert "平台内经营者" in titles(fitting(BOOK, replace(RECEIVED, respondent="merchant")).steps)


def test_an_act_narrows_no_entry_and_an_entry_that_names_acts_alone_fits_none() -> None:
    assert titles(fitting(BOOK, RECEIVED).phrases) == ["首次联系"]
    assert "不说何时" not in titles(fitting(BOOK, RECEIVED).steps)


def test_on_the_form_of_an_act_stands_what_is_said_once_it_is_done() -> None:
    assert titles(fitting(BOOK, replace(RECEIVED, act=Act.ACCEPT)).phrases) == ["告知受理"]
    assert titles(fitting(BOOK, replace(RECEIVED, act=Act.ACCEPT)).steps) == ["收到投诉"]


def test_a_ground_considered_brings_its_phrase() -> None:
    assert titles(fitting(BOOK, replace(RECEIVED, grounds=(3,))).phrases) == ["告知不予受理", "首次联系"]
    assert titles(on_ground(BOOK, 3)) == ["告知不予受理"]
    assert on_ground(BOOK, 3, Track.REPORT) == ()


def test_a_call_begins_as_every_call_in_its_state_before_what_its_category_adds() -> None:
    found = fitting(BOOK, replace(RECEIVED, categories=("food",)))
    assert titles(found.phrases) == ["首次联系", "食品先留证据"]
    assert titles(found.anytime) == ["碰上节假日"]


def test_a_matter_outside_the_remit_is_a_hint_with_its_words() -> None:
    found = fitting(BOOK, replace(RECEIVED, text="宽带套餐多扣了钱"))
    assert [(one.entry.title, one.cues) for one in found.outside] == [("电信资费", ("套餐", "宽带"))]
    assert not found.doubted
    assert "职责外" not in titles(found.chapters)


def test_in_doubt_of_the_remit_its_chapter_is_opened() -> None:
    for doubt in ({"within_duties": False}, {"grounds": (1,)}):
        found = fitting(BOOK, replace(RECEIVED, **doubt))  # type: ignore[arg-type]
        assert found.doubted
        assert titles(found.chapters) == ["投诉", "职责外"]


def test_the_chapter_of_the_category_stands_before_that_of_the_procedure() -> None:
    assert titles(fitting(BOOK, replace(RECEIVED, categories=("food",))).chapters) == ["食品安全", "投诉"]


def test_typical_cases_come_with_what_they_have_in_common() -> None:
    found = fitting(BOOK, replace(RECEIVED, categories=("food",), text="过了保质期三天")).precedents
    assert titles(found) == ["过期酸奶", "茶叶标签"]
    assert (found[0].categories, found[0].cues, found[0].same_track) == (("food",), ("保质期",), True)
    assert [one.score for one in found] == [6, 3]
