"""Hot issues of a docket: what belongs to one, what counts once, what its rank is made of."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.mining.hot_cast import CONTENT, Told, docket, run
from xiaobao.mining import hotspots, hotspots_settings
from xiaobao.mining.criteria import Part, rank
from xiaobao.mining.tables import ISSUE_MEMBERS, ISSUE_PARTS, ISSUES

NOISE = [
    "早教班换了老师",
    "洗衣机漏水",
    "停车场多收钱",
    "眼镜度数配错",
    "理发染坏头发",
    "机票改签费太高",
    "电动车充不进电",
]
MILK = [
    "青禾超市卖的酸奶发霉，孩子喝了腹泻住院",
    "在青禾超市买到发霉酸奶，喝后腹泻",
    "酸奶发霉，一家人喝了都腹泻，要求青禾超市赔偿",
    "青禾超市的酸奶未到期已经发霉",
    "买的酸奶打开发霉，青禾超市不认",
    "青禾超市酸奶发霉，老人喝了腹泻",
]


def told(**more: Any) -> list[Told]:
    """Six complaints of mouldy yoghurt, three of a gym, among others that are alone."""
    gym = ["健身教练离职课程没法上", "健身课程没人上，教练离职了", "教练离职，健身课程退不了"]
    return sorted(
        [
            *(Told(60 + n, 1, text, more=more) for n, text in enumerate(MILK)),
            *(Told(62 + n, 2, text) for n, text in enumerate(gym)),
            *(Told(55 + 3 * n, None, text) for n, text in enumerate(NOISE)),
        ],
        key=lambda one: (one.day, one.text),
    )


def made(complaints: list[Told], day: int = 80, **more: Any) -> dict[str, list[dict[str, Any]]]:
    tables = hotspots.make(docket(complaints, **more), run(day))
    assert (tables["issues"].schema, tables["issue_members"].schema) == (ISSUES, ISSUE_MEMBERS)
    assert tables["issue_parts"].schema == ISSUE_PARTS
    return {name: table.to_pylist() for name, table in tables.items()}


def of_milk(found: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
    return next(one for one in found["issues"] if one["respondent"] == 1)


def part(found: dict[str, list[dict[str, Any]]], issue: str, criterion: str, name: str) -> dict[str, Any]:
    key = (issue, criterion, name)
    return next(one for one in found["issue_parts"] if (one["issue"], one["criterion"], one["part"]) == key)


def number(complaints: list[Told], text: str) -> int:
    return next(n for n, one in enumerate(complaints, start=1) if one.text == text)


def test_complaints_of_the_same_thing_are_one_issue_and_the_larger_comes_first():
    found = made(told())
    assert [(one["rank"], one["respondent"], one["matters"], one["persons"]) for one in found["issues"]] == [
        (1, 1, 6, 6), (2, 2, 3, 3),
    ]  # fmt: skip
    assert found["issues"][0]["title"].startswith("厦门青禾生鲜超市有限公司：")
    assert {"酸奶", "发霉"} <= set(json.loads(found["issues"][0]["words"])["words"])


def test_every_score_is_the_sum_of_its_parts_and_says_what_was_counted():
    found = made(told())
    for issue in found["issues"]:
        parts = [one for one in found["issue_parts"] if one["issue"] == issue["issue"]]
        assert sum(one["measure"] * one["weight"] for one in parts) == pytest.approx(issue["score"], abs=1e-4)
        assert sum(one["weight"] for one in parts) == pytest.approx(1, abs=1e-4)
        assert all(0 <= one["measure"] <= 1 and one["why"] for one in parts)
    harm = part(found, of_milk(found)["issue"], "harmful", "health")
    assert (harm["value"], harm["unit"], harm["why"]) == (6, "matter", "6件中6件提到健康受影响")
    assert harm["measure"] == pytest.approx(6 / (6 + 5), abs=1e-6)


def test_a_screen_can_rank_the_parts_anew_with_other_weights():
    found = made(told())
    parts = [Part(*(one[name] for name in Part._fields)) for one in found["issue_parts"]]
    assert [issue for issue, _score, _place in rank(parts)] == [one["issue"] for one in found["issues"]]
    harmful = [issue for issue, _score, _place in rank(parts, {"harmful": 1})]
    assert harmful[0] == of_milk(found)["issue"]


def test_what_was_told_twice_counts_once():
    complaints = told()
    one, other = number(complaints, MILK[0]), number(complaints, MILK[1])
    pair = {"left": one, "right": other, "kind": "twin", "same_person": True}
    found = made(complaints, pairs=[pair])
    members = {row["matter"]: row["counted"] for row in found["issue_members"]}
    assert (members[one], members[other]) == (True, False)
    issue = of_milk(found)
    assert issue["matters"] == 6
    assert part(found, issue["issue"], "concentrated", "count")["value"] == 5
    assert part(found, issue["issue"], "urgent", "repeat")["value"] == 1


def test_one_ring_counts_once_in_an_issue_and_makes_none_alone():
    complaints = told()
    ring = [{"ring": "ring-1", "matter": number(complaints, text), "person": "p"} for text in MILK]
    found = made(complaints, ring_members=ring)
    assert [one["respondent"] for one in found["issues"]] == [2]
    some = made(complaints, ring_members=ring[:3])
    assert part(some, of_milk(some)["issue"], "concentrated", "count")["value"] == 4


def test_a_person_who_complains_three_times_is_no_hot_issue():
    complaints = [one._replace(person="p-one") if one.shop == 2 else one for one in told()]
    assert [one["respondent"] for one in made(complaints)["issues"]] == [1]


def test_what_is_older_than_the_window_is_not_on_the_board():
    days = hotspots_settings.read(CONTENT).days
    assert made(told(), day=60 + days + 10)["issues"] == []
    assert made([])["issues"] == []


def test_deadlines_and_orders_press():
    found = made(told(overdue=True, orders=2))
    issue = of_milk(found)["issue"]
    assert part(found, issue, "urgent", "orders")["value"] == 6
    assert part(found, issue, "urgent", "deadline")["value"] == 6


def test_members_of_a_group_complaint_are_one_issue_whatever_their_words():
    complaints = told()
    group = [{"group": "group-1", "matter": number(complaints, text)} for text in NOISE[:4]]
    found = made(complaints, group_members=group)
    issue = next(one for one in found["issues"] if one["respondent"] is None)
    assert {row["matter"] for row in found["issue_members"] if row["issue"] == issue["issue"]} == {
        row["matter"] for row in group
    }


def test_the_same_tables_make_the_same_rows():
    assert made(told()) == made(told())


def test_names_of_the_settings_are_the_four_criteria():
    settings = hotspots_settings.read(CONTENT)
    assert list(settings.criteria) == ["concentrated", "urgent", "harmful", "wide"]
    assert sum(settings.shares.values()) == pytest.approx(1)
