"""Hints of the same dispute: same person, same shop, like words; within reach, and never a reporter's."""

from __future__ import annotations

from datetime import date

import pytest

from tests import cast
from xiaobao.docket.duplicates import hints, plain_name
from xiaobao.docket.models import Matter

SAID = "5月16日我在该店购买的酸奶已过保质期三天，店家拒绝退货，态度恶劣。"


@pytest.fixture
def hinted(officers):
    """What is hinted to one officer while typing."""

    def ask(username="hemin", respondent="", today=cast.TODAY, **typed):
        return hints(officers[username], respondent=respondent, today=today, **typed)

    return ask


@pytest.mark.parametrize(
    "name",
    [
        "厦门青禾生鲜超市有限公司", "厦门青禾生鲜超市有限责任公司", "厦门青禾生鲜超市", "厦门（青禾）生鲜超市有限公司",
        "厦门(青禾)生鲜 超市", "厦门青禾生鲜超市股份有限公司", "　厦门青禾生鲜超市公司 ",
    ],
)  # fmt: skip
def test_names_are_compared_without_brackets_blanks_and_legal_form(name):
    assert plain_name(name) == "厦门青禾生鲜超市"


def test_the_same_person_against_the_same_shop_in_like_words(register, hinted):
    key = register()
    (hint,) = hinted(respondent="厦门青禾生鲜超市", name="林晓禾", phone="139 0000 0001", text=SAID)
    matter = Matter.objects.get(pk=key)
    assert (hint.matter_id, hint.number, hint.received_on, hint.state_label, hint.subject) == (
        key, matter.number, date(2026, 5, 18), "待处理", matter.subject,
    )  # fmt: skip
    assert hint.why[0:2] == ("同一投诉人（姓名、电话一致）", "被投诉举报人名称相同或者相近")
    assert hint.why[2].startswith("内容相近（约")
    assert hint.why[3] == "2天前收到"


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({"name": "林晓禾", "phone": "13900000001"}, ("同一投诉人（姓名、电话一致）", "2天前收到")),
        ({"respondent": "厦门青禾生鲜超市"}, ("被投诉举报人名称相同或者相近", "2天前收到")),
        ({"respondent": "青禾生鲜"}, ("被投诉举报人名称相同或者相近", "2天前收到")),
    ],
)
def test_each_likeness_is_enough_for_a_hint(register, hinted, typed, why):
    register()
    (hint,) = hinted(**typed)
    assert hint.why == why


def test_like_words_are_found_whoever_is_complained_of(register, hinted):
    register()
    (hint,) = hinted(respondent="另一家店", text=SAID)
    assert hint.why[0].startswith("内容相近")


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"name": "林晓禾"},
        {"name": "林**", "phone": "139****0001"},
        {"name": "林晓禾", "phone": "13900000009"},
        {"respondent": "厦门"},
        {"respondent": "厦门榕荫家居有限公司"},
        {"respondent": "%_%_%"},
        {"text": "酸奶"},
        {"text": "预付卡余额八百元无法退还，理发店已经关门歇业，联系不上老板。"},
        {"text": '"" OR * NEAR('},
    ],
)
def test_what_says_too_little_or_something_else_hints_at_nothing(register, hinted, typed):
    register()
    assert hinted(**typed) == ()


def test_full_width_letters_and_digits_meet_their_plain_ones(register, hinted):
    register(cast.complaint(respondent_name="厦门ＡＢＣ８８便利店（湖里店）"))
    assert len(hinted(respondent="abc88便利店")) == 1
    register(cast.complaint(external_id="E2", respondent_name="厦门xyz烘焙有限公司"))
    assert len(hinted(respondent="厦门ＸＹＺ烘焙")) == 1


def test_nothing_is_hinted_from_beyond_the_officers_reach(register, hinted):
    register()
    assert hinted("lian", respondent="厦门青禾生鲜超市", name="林晓禾", phone="13900000001", text=SAID) == ()
    assert len(hinted("chensiyuan", respondent="厦门青禾生鲜超市")) == 1


def test_who_handles_a_complaint_does_not_learn_that_its_author_reports(register, hinted):
    register(cast.report(person_name="林晓禾", person_phone="13900000001", content=cast.complaint().content))
    assert hinted(respondent="厦门青禾生鲜超市", name="林晓禾", phone="13900000001", text=SAID) == ()


def test_a_report_is_compared_with_reports_by_shop_and_words_and_not_by_person(register, hinted):
    key = register(cast.report())
    register()
    found = hinted(respondent="厦门青禾生鲜超市", name="周喆", phone="13900000002", kind="report")
    assert [(hint.matter_id, hint.why) for hint in found] == [
        (key, ("被投诉举报人名称相同或者相近", "2天前收到"))
    ]


def test_at_most_five_are_shown_and_the_likeliest_first(register, hinted):
    for number in range(7):
        register(
            cast.complaint(
                external_id=f"E{number}", person_name="许诺", person_phone="13900000004", content="其他事。"
            )
        )
    mine = register(cast.complaint(external_id="mine", received_at=cast.at("2026-05-01")))
    found = hinted(respondent="厦门青禾生鲜超市有限公司", name="林晓禾", phone="13900000001")
    assert (len(found), found[0].matter_id) == (5, mine)


def test_the_same_shop_alone_is_no_hint_after_a_year_but_the_same_person_is(register, hinted):
    register()
    later = date(2027, 6, 1)
    assert hinted(respondent="厦门青禾生鲜超市", today=later) == ()
    assert len(hinted(respondent="厦门青禾生鲜超市", name="林晓禾", phone="13900000001", today=later)) == 1


def test_the_matter_at_hand_is_not_its_own_duplicate(register, hinted):
    key = register()
    assert hinted(respondent="厦门青禾生鲜超市", but=key) == ()
