"""The panel of 令121 第十七条, and above all who is not proposed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.mining.claimant_cast import FIRST, ORDINARY, Docket, factor, formulaic, mined, rings


def test_an_active_citizen_with_many_everyday_matters_is_shown_with_counts_and_not_proposed():
    docket = Docket()
    for place, words in enumerate(ORDINARY * 3):
        docket.filed("沈秋", f"第{place}次来信。" + words[place % 5 :] + words, shop=place, after=place * 2)
    made = mined(docket)
    assert made["rings"].num_rows == 0
    assert factor(made, "沈秋", "peak_365")["value"] == 24
    assert factor(made, "沈秋", "respondents")["why"] == "涉及24家经营者（仅供参考，不计入提示因素）"
    assert not [row for row in made["claimants"].to_pylist() if "列为提示因素" in row["why"]]


def test_a_large_family_on_one_phone_is_shown_by_the_phone_and_not_proposed():
    docket = Docket()
    for place, words in enumerate(ORDINARY):
        docket.filed(f"家人{place % 5}", words, shop=place, after=place * 20, phone="家里的电话")
    docket.filed("家人0", ORDINARY[3] + "还有", shop=30, after=200, phone="家里的电话")
    made = mined(docket)
    assert made["rings"].num_rows == 0
    why = factor(made, "家人0", "contact")["why"]
    assert why == "5人使用同一个联系电话（121号令第十七条第一款第四项），列为提示因素"


def test_an_employee_filing_for_colleagues_against_one_caterer_is_a_joint_complaint_and_no_ring():
    docket = Docket()
    for place in range(12):
        words = f"同事{place}中午在食堂吃了盒饭以后腹泻，要求承包商退一赔十。"
        docket.filed(f"同事{place}", words, shop=7, after=place % 2, phone="行政部的电话")
    assert mined(docket)["rings"].num_rows == 0


def test_a_careful_reader_of_labels_in_words_of_her_own_is_not_proposed():
    docket = Docket()
    for place, words in enumerate(ORDINARY[:6]):
        letter = f"{words}另外标签上没有标注生产日期，要求退一赔十。" if place % 2 else words
        docket.filed("许念", letter, shop=place, after=place * 25)
    assert mined(docket)["rings"].num_rows == 0


def test_a_person_who_sends_one_letter_to_every_shop_is_proposed_with_each_factor_in_numbers():
    docket = Docket()
    for place in range(8):
        docket.filed("甲", formulaic(place), shop=place, after=place * 9)
    made = mined(docket)
    assert rings(made) == [set(range(1, 9))]
    ring = made["rings"].to_pylist()[0]
    assert (ring["persons"], ring["phones"], ring["respondents"], ring["complaints"]) == (1, 1, 8, 8)
    assert ring["why"] == (
        "1人投诉8件，涉及8家经营者，同时具备4项提示因素："
        "购买数量：8件中8件一次购买6件以上（最多12），须结合保质期和消费习惯判断；"
        "用语几乎相同：8件中8件与本人（本组）针对其他经营者的来件用语几乎相同；"
        "请求格式：8件中8件请求惩罚性赔偿、举报奖励或者书面答复；"
        "形式瑕疵：8件中8件只针对标签、广告用语、执行标准等形式。仅供办案人员判断，不是认定。"
    )


def test_the_panel_speaks_from_the_first_matters_and_a_ring_from_the_fifth():
    docket = Docket()
    for place in range(5):
        docket.filed("甲", formulaic(place), shop=place, after=place)
    fourth = mined(docket, on=FIRST + timedelta(days=3))
    assert fourth["rings"].num_rows == 0
    assert factor(fourth, "甲", "wording")["value"] == 4
    assert mined(docket, on=FIRST + timedelta(days=4))["rings"].num_rows == 1


def test_counts_go_back_from_the_day_of_the_run_and_peaks_look_at_any_window():
    docket = Docket()
    for after in (0, 1, 2, 100, 300):
        docket.filed("乙", ORDINARY[after % 7], shop=after, after=after)
    made = mined(docket, on=FIRST + timedelta(days=310))
    told = {code: factor(made, "乙", code)["value"] for code in
            ("count_30", "count_90", "count_365", "peak_30", "peak_90", "peak_365")}  # fmt: skip
    assert told == {
        "count_30": 1, "count_90": 1, "count_365": 5, "peak_30": 3, "peak_90": 3, "peak_365": 5,
    }  # fmt: skip


def test_the_same_dispute_told_again_counts_once():
    docket = Docket()
    numbers = [docket.filed("丙", words, shop=1, after=place) for place, words in enumerate(ORDINARY[:4])]
    docket.alike(numbers[0], numbers[1], kind="twin")
    assert factor(mined(docket), "丙", "count_365")["value"] == 3


def test_the_same_words_against_the_same_shop_are_a_repeat_and_no_template():
    docket = Docket()
    for after in range(6):
        docket.filed("丁", formulaic(1), shop=1, after=after * 7)
    made = mined(docket)
    assert "wording" not in made["claimants"]["factor"].to_pylist()
    assert factor(made, "丁", "same_respondent")["value"] == 6


def test_a_number_a_year_says_nothing_until_the_locality_names_its_rule():
    docket = Docket()
    for place, words in enumerate(ORDINARY[:6]):
        docket.filed("戊", words, shop=place, after=place)
    assert factor(mined(docket), "戊", "peak_365")["why"] == "任意365天内最多6件"
    told = mined(docket, year=5, active=20, basis="某市细化标准")
    assert factor(told, "戊", "peak_365")["why"] == (
        "任意365天内最多6件，达到《某市细化标准》所称多次（121号令第十七条第一款第一项），列为提示因素"
    )
    assert told["rings"].num_rows == 0


def test_withdrawn_with_money_recovered_is_counted_and_settled_by_the_bureau_is_not():
    docket = Docket()
    for place, words in enumerate(ORDINARY[:5]):
        docket.filed("己", words, shop=place, after=place, outcome="withdrawn", recovered_fen=50_000)
    docket.filed("己", ORDINARY[6], shop=9, after=9, outcome="settled", recovered_fen=50_000)
    docket.filed("己", ORDINARY[7], shop=10, after=10, outcome="withdrawn")
    made = mined(docket)
    assert factor(made, "己", "withdrawn")["value"] == 5
    assert made["rings"].num_rows == 0


def test_complaints_and_reports_are_counted_apart():
    docket = Docket()
    for place in range(3):
        docket.filed("庚", ORDINARY[place], shop=place, after=place)
    for place in range(4):
        docket.filed("庚", ORDINARY[place + 3], shop=place, after=place, track="report")
    made = mined(docket)
    assert factor(made, "庚", "count_365")["value"] == 3
    assert factor(made, "庚", "count_365", track="report")["value"] == 4


def test_an_empty_docket_gives_empty_tables():
    assert [table.num_rows for table in mined(Docket()).values()] == [0, 0, 0]


@pytest.mark.parametrize("order", [1, -1])
def test_the_order_of_the_rows_changes_nothing(order):
    docket = Docket()
    for place in range(6):
        docket.filed(f"人{place % 2}", formulaic(place), shop=place, after=place, phone="同一个电话")
    said = mined(docket)
    docket.persons, docket.texts = docket.persons[::order], docket.texts[::order]
    assert all(said[name].equals(table) for name, table in mined(docket).items())
