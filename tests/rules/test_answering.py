"""Which law asks that a reporter be told, by subject, name and evidence; what may be told, and how."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiaobao import law
from xiaobao.rules import answering
from xiaobao.rules.answering import (
    AnswerGiven,
    Owed,
    binding,
    check_answer,
    check_channel,
    check_hand_over_channel,
    open_duties,
)
from xiaobao.rules.serving import Channel

BOOK = law.load()
DUTIES = {duty.id: duty for duty in BOOK.duties}
DAY = date(2026, 5, 18)
TITLES = {"samr-order-121": "第三十六条", "samr-order-20": "第三十二条"}


def bound(*subjects, named=True, evidenced=True, day=DAY):
    found = binding(subjects, named=named, evidenced=evidenced, day=day, law=BOOK)
    return {duty.id for duty in found}


def owed(*ids, told_on=None):
    return [Owed(DUTIES[one], answering.cited(DUTIES[one], BOOK), told_on) for one in ids]


@given(st.sets(st.sampled_from(sorted(DUTIES))), st.booleans(), st.sampled_from([True, False, None]))
def test_no_duty_binds_but_one_of_the_subjects_and_a_name_never_takes_one_away(subjects, named, evidenced):
    found = bound(*subjects, named=named, evidenced=evidenced)
    assert found <= subjects
    assert found <= bound(*subjects, named=True, evidenced=True)
    assert all(DUTIES[one].answer for one in found)


@pytest.mark.parametrize("subject", ["advertising", "food", "enterprise_information", "personal_information"])
def test_no_name_is_asked_for_where_the_law_asks_for_none(subject):
    assert bound(subject, named=False, evidenced=None) == {subject}


@pytest.mark.parametrize("subject", ["standards", "unlicensed_business", "salt", "dairy"])
def test_real_name_duties_bind_towards_who_gave_a_name_only(subject):
    assert (bound(subject, named=True), bound(subject, named=False)) == ({subject}, set())


@pytest.mark.parametrize("subject", ["pyramid_selling", "direct_selling", "price", "special_equipment"])
def test_reward_and_secrecy_alone_are_no_duty_to_tell(subject):
    assert bound(subject) == set()


def test_the_article_of_the_new_edition_binds_from_the_day_it_is_law():
    last_day, first_day = date(2025, 10, 14), date(2025, 10, 15)
    assert bound("unfair_competition", day=last_day) == set()
    assert bound("unfair_competition", day=first_day) == {"unfair_competition"}
    assert bound("unfair_competition", evidenced=None) == set()


def test_each_duty_is_cited_with_law_and_article():
    for duty in BOOK.duties:
        assert answering.cited(duty, BOOK).startswith("《")
        assert "条" in answering.cited(duty, BOOK)
    assert answering.cited(DUTIES["unfair_competition"], BOOK) == (
        "《中华人民共和国反不正当竞争法》（2025年修订）第二十条第二款"
    )
    assert "、《强制性国家标准管理办法》第四十九条" in answering.cited(DUTIES["standards"], BOOK)


def test_by_when_says_whose_word_it_is():
    assert answering.promptness(DUTIES["advertising"], BOOK, DAY) == "自收到广告投诉举报之日起7个工作日内"
    for one, word in (("food", "“法定期限内”"), ("cosmetics", "“及时”"), ("drugs", "没有写期限")):
        said = answering.promptness(DUTIES[one], BOOK, DAY)
        assert word in said
        assert said.endswith("（本局要求）")


def told(result="决定不予立案。", duties=("advertising",), *, reachable=True, decided=True):
    return AnswerGiven(result, duties, reachable, decided)


@pytest.mark.parametrize("regulation", TITLES)
def test_what_may_be_told_cites_the_pointing_article_and_the_duty(regulation):
    decision = check_answer(told(), owed("advertising", "food"), regulation=regulation, law=BOOK)
    assert decision.outcome == "allowed"
    assert decision.citations == ("《中华人民共和国广告法》第五十三条第一款",)
    late = check_answer(told(decided=False), owed("advertising"), regulation=regulation, law=BOOK)
    assert TITLES[regulation] in late.citations[-1]
    assert "有了结果以后还要再告知" in late.reasons[-1].text


@pytest.mark.parametrize(
    ("given_", "fields"),
    [
        (told(result=" "), {"result"}),
        (told(result="长" * 5000), {"result"}),
        (told(duties=()), {"duties"}),
        (told(duties=("price",)), {"duties"}),
    ],
)
def test_what_is_missing_is_refused_at_its_field(given_, fields):
    decision = check_answer(given_, owed("advertising"), regulation="samr-order-121", law=BOOK)
    assert {reason.field for reason in decision.reasons} == fields


@pytest.mark.parametrize("channel", list(Channel))
def test_a_call_does_not_meet_a_duty_in_writing(channel):
    decision = check_channel(owed("enterprise_information", "food"), channel)
    assert (decision.outcome == "refused") == (channel == Channel.PHONE)
    assert check_channel(owed("food"), channel).outcome == "allowed"


def test_closing_waits_for_every_duty_and_names_it():
    mixed = [*owed("food"), *owed("advertising", told_on=DAY)]
    assert [one.duty.id for one in open_duties(mixed)] == ["food"]
    decision = answering.check_all_told(mixed, regulation="samr-order-121", law=BOOK)
    assert decision.outcome == "refused"
    assert decision.citations == ("《中华人民共和国食品安全法》第一百一十五条第一款",)
    done = answering.check_all_told(mixed[1:], regulation="samr-order-121", law=BOOK)
    assert done.outcome == "allowed"


def test_the_periods_of_the_house_are_marked_as_such_wherever_they_are_shown():
    house = BOOK.regulation("house-rules")
    assert {clock.id for clock in house.clocks} == set(answering.HOUSE_CLOCKS)
    for clock in house.clocks:
        assert "本局要求" in clock.name
        assert "本局工作要求" in house.cite(clock.article)
        assert clock.confidence == "unverified"


def test_of_a_hand_over_the_law_wants_told_in_writing_a_call_is_not_enough():
    refused = check_hand_over_channel([DUTIES["food"]], "phone", BOOK)
    assert refused.citations == ("《中华人民共和国食品安全法》第一百一十五条第一款",)
    assert check_hand_over_channel([DUTIES["food"]], "sms", BOOK).outcome == "allowed"
    assert check_hand_over_channel([DUTIES["dairy"]], "phone", BOOK).outcome == "allowed"
