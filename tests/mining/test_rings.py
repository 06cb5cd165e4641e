"""Who is tied to whom, by what, and what of it may stand beside a complaint."""

from __future__ import annotations

import json
import re

from tests.mining.claimant_cast import ORDINARY, Docket, factor, formulaic, mined, rings


def test_several_people_on_one_phone_with_one_letter_are_one_ring_with_the_phone_as_reason():
    docket = Docket()
    for place in range(9):
        docket.filed(f"人{place % 3}", formulaic(place), shop=place, after=place * 5, phone="同一个电话")
    made = mined(docket)
    assert rings(made) == [set(range(1, 10))]
    parts = {part["name"]: part for part in json.loads(made["rings"]["parts"][0].as_py())}
    assert parts["同一联系方式"] == {
        "name": "同一联系方式", "factor": "contact", "value": 3, "unit": "person", "met": True,
        "why": "3人使用同一个联系电话（121号令第十七条第一款第四项），列为提示因素",
    }  # fmt: skip


def test_a_phone_whose_names_are_all_hidden_is_said_to_need_checking():
    docket = Docket()
    for place in range(9):
        docket.filed(f"人{place % 3}", formulaic(place), shop=place, after=place, phone="电话", masked=True)
    why = mined(docket)["rings"]["why"][0].as_py()
    assert "3人使用同一个联系电话（号码或者姓名有隐去，是否同一电话须核对）" in why


def test_the_cousin_on_a_claimants_phone_with_an_ordinary_dispute_is_left_out():
    docket = Docket()
    for place in range(6):
        docket.filed("甲", formulaic(place), shop=place, after=place, phone="同一个电话")
    cousin = docket.filed("表妹", ORDINARY[0], shop=40, after=3, phone="同一个电话")
    made = mined(docket)
    assert rings(made) == [set(range(1, 7))]
    assert cousin not in made["ring_members"]["matter"].to_pylist()


def test_one_letter_used_by_strangers_does_not_tie_them():
    docket = Docket()
    first = [docket.filed("甲", formulaic(n), shop=n, after=n * 3) for n in range(6)]
    second = [docket.filed("乙", formulaic(n), shop=n + 50, after=n * 3 + 1) for n in range(6)]
    for one, other in zip(first, second, strict=True):
        docket.alike(one, other)
    assert rings(mined(docket)) == [set(first), set(second)]


def test_two_people_who_follow_each_other_from_shop_to_shop_are_one_ring():
    docket = Docket()
    first = [docket.filed("甲", formulaic(n), shop=n, after=n * 10) for n in range(5)]
    second = [docket.filed("乙", formulaic(n), shop=n, after=n * 10 + 2) for n in range(5)]
    for one, other in zip(first, second, strict=True):
        docket.alike(one, other)
    made = mined(docket)
    assert rings(made) == [{*first, *second}]
    assert factor(made, "甲", "together")["why"] == (
        "与另外1人用同一套文字、在相近几天先后提出、针对同样的多家经营者（121号令第十七条第一款第二项），列为提示因素"
    )


def test_a_wording_a_whole_crowd_uses_against_one_shop_ties_nobody():
    docket = Docket()
    numbers = [
        docket.filed(f"会员{n}", formulaic(shop), shop=shop, after=shop)
        for shop in range(3)
        for n in range(25)
    ]
    for number in numbers[1:]:
        docket.alike(numbers[0], number)
    made = mined(docket)
    assert "together" not in made["claimants"]["factor"].to_pylist()
    assert made["rings"].num_rows == 0


def test_beside_a_complaint_only_complaints_are_counted():
    docket = Docket()
    for place in range(6):
        docket.filed("甲", formulaic(place), shop=place, after=place)
    for place in range(30):
        docket.filed("甲", formulaic(place), shop=place + 10, after=place + 100, track="report")
    ring = mined(docket)["rings"].to_pylist()[0]
    assert (ring["matters"], ring["complaints"], ring["respondents"]) == (36, 6, 6)
    assert (ring["last_on"] - ring["first_on"]).days == 5
    assert not re.search(r"36件|30件", ring["why"] + ring["parts"])


def test_a_ring_its_complaints_do_not_show_has_nothing_to_say_beside_them():
    docket = Docket()
    for place in range(9):
        docket.filed("甲", formulaic(place), shop=place, after=place, track="report")
    honest = docket.filed("甲", ORDINARY[0], shop=60, after=3)
    made = mined(docket)
    ring = made["rings"].to_pylist()[0]
    assert (ring["why"], ring["parts"], ring["matters"]) == ("", "[]", 9)
    assert honest not in made["ring_members"]["matter"].to_pylist()


def test_two_rings_of_complaints_are_not_joined_by_what_reports_alone_show():
    docket = Docket()
    for person in ("甲", "乙"):
        for place in range(5):
            shop = place + (40 if person == "乙" else 0)
            docket.filed(person, formulaic(shop), shop=shop, after=place, phone=f"{person}的电话")
            docket.filed(person, formulaic(shop), shop=shop, after=place, phone="举报的电话", track="report")
    made = mined(docket)
    assert [len(members) for members in rings(made)] == [10, 10]
    persons = {row["ring"]: row["persons"] for row in made["rings"].to_pylist()}
    assert set(persons.values()) == {1}


def test_a_ring_keeps_its_name_as_it_grows():
    docket = Docket()
    for place in range(5):
        docket.filed("甲", formulaic(place), shop=place, after=place)
    before = mined(docket)["rings"]["ring"].to_pylist()
    docket.filed("乙", formulaic(9), shop=9, after=9, phone="电话-甲")
    assert mined(docket)["rings"]["ring"].to_pylist() == before == ["ring-1"]


def test_nobody_is_called_a_fraud():
    docket = Docket()
    for place in range(9):
        docket.filed(f"人{place % 3}", formulaic(place), shop=place, after=place, phone="同一个电话")
    made = mined(docket)
    said = " ".join(str(table.to_pylist()) for table in made.values())
    assert "欺诈" not in said
    assert "骗" not in said
