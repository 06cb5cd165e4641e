"""Group complaints: who belongs to one, when it is seen, and what is none."""

from __future__ import annotations

import yaml

from tests.mining.hot_cast import CONTENT, Told, docket, run
from xiaobao import law
from xiaobao.mining import groups, groups_settings
from xiaobao.mining.tables import GROUP_MEMBERS, GROUPS

CLOSED = (
    "健身房贴出停业通知，卡里余额退不了",
    "教练说老板联系不上，年卡还有半年",
    "门店已经关店，预付款要求退还",
)
QUIET = [Told(day, 3, text) for day, text in enumerate(["牛奶变质", "快递太慢", "价签不符", "缺斤少两"] * 12)]


def closing(since: int, persons: int, shop: int = 2) -> list[Told]:
    return [Told(since + number // 3, shop, CLOSED[number % 3]) for number in range(persons)]


def found(told: list[Told], day: int) -> tuple[list[dict], list[list[int]]]:
    """The groups of a run on that day, and the matters of each."""
    made = groups.make(docket(sorted(told)), run(day))
    assert (made["groups"].schema, made["group_members"].schema) == (GROUPS, GROUP_MEMBERS)
    rows, members = made["groups"].to_pylist(), made["group_members"].to_pylist()
    return rows, [[one["matter"] for one in members if one["group"] == row["group"]] for row in rows]


def test_many_consumers_of_a_shop_that_closed_are_one_group_seen_with_the_fifth():
    rows, members = found([*QUIET, *closing(40, 30)], 60)
    assert [(one["respondent"], one["matters"], one["persons"], one["alarm_rank"]) for one in rows] == [
        (2, 30, 30, 5)
    ]
    assert len(members[0]) == 30
    assert "14天内，5人" in rows[0]["why"]


def test_what_came_later_does_not_change_when_a_group_was_seen():
    told = [*QUIET, *closing(40, 30)]
    whole, _ = found(told, 60)
    by_then, _ = found([one for one in told if one.day <= 41], 41)
    assert whole[0]["alarm_matter"] == by_then[0]["alarm_matter"]
    assert by_then[0]["rising"]
    assert by_then[0]["why"].startswith("苗头：")
    assert not whole[0]["rising"]


def test_four_persons_are_not_a_group_yet():
    assert found([*QUIET, *closing(40, 4)], 60) == ([], [])


def test_the_same_person_again_and_again_is_no_group():
    assert found([*QUIET, *(Told(40 + n, 2, CLOSED[0], person="p-one") for n in range(9))], 60) == ([], [])


def test_reports_are_not_looked_at():
    assert found([*QUIET, *(one._replace(track="report") for one in closing(40, 30))], 60) == ([], [])


def test_another_trouble_of_the_same_shop_is_no_member():
    rows, members = found([*QUIET, *closing(40, 12), Told(41, 2, "更衣室的柜子坏了")], 60)
    assert (rows[0]["matters"], len(members[0])) == (12, 12)


def test_a_group_ends_when_it_has_been_quiet_and_may_come_again():
    rows, _ = found([*QUIET, *closing(20, 9), *closing(60, 40)], 90)
    assert [one["matters"] for one in rows] == [9, 40]


def test_a_problem_no_list_names_is_found_by_texts_that_tell_the_same():
    odour = ["新装的净水器出水有塑料怪味", "净水器一股塑料怪味不敢喝", "净水器滤芯换了还是塑料怪味"]
    others = [
        Told(day, 1, text) for day, text in enumerate(["苹果太小", "结账排队", "停车难", "赠品没给"] * 12)
    ]
    told = [*QUIET, *others, *(Told(40 + n // 3, 2, odour[n % 3]) for n in range(9))]
    rows, members = found(told, 60)
    assert [(one["respondent"], one["problem"]) for one in rows] == [(2, "说法相近的问题")]
    assert len(members[0]) >= 7


def test_different_troubles_of_one_shop_in_the_same_days_are_no_group():
    mixed = [
        "跑步机异响",
        "教练迟到",
        "淋浴没有热水",
        "发票开错",
        "地面湿滑摔倒",
        "音乐太吵",
        "储物柜丢钥匙",
        "课表变更",
    ]
    assert found([*QUIET, *(Told(40 + n, 2, text) for n, text in enumerate(mixed))], 60) == ([], [])


def test_no_complaint_makes_no_group():
    assert found([], 10) == ([], [])


def test_what_is_proposed_cites_articles_that_are_in_the_book():
    book = law.load(CONTENT)
    cites = [cite.split(":") for one in groups_settings.read(CONTENT).proposals for cite in one.cites]
    assert cites
    for regulation, article in cites:
        assert book.cite(regulation, article)


def test_nobody_is_said_to_have_broken_the_law():
    words = yaml.safe_dump(
        yaml.safe_load((CONTENT / "mining" / "groups.yaml").read_text("utf-8")), allow_unicode=True
    )
    assert "欺诈" not in words
