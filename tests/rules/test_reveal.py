"""Who may see who reported or complained: the assignment, the purpose, the release, the password given again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests import cast
from xiaobao import law as law_room
from xiaobao.rules.reveal import (
    FRESH,
    Purpose,
    Standing,
    cannot,
    check_answer,
    check_ask,
    check_reveal,
    is_fresh,
    secrecy,
)

WHY = "电话核实举报所说的批次和购买地点。"
HANDLER = Standing("report", "samr-order-121", permitted=True, assigned=True, guarded=False)
INSIDER = replace(HANDLER, guarded=True)
MINUTE = timedelta(minutes=1)


@pytest.fixture(scope="module")
def law():
    return law_room.load()


def looked(law, standing=HANDLER, **changes):
    given = {
        "purpose": "contact",
        "words": WHY,
        "released": False,
        "confirmed_at": cast.NOON - MINUTE,
        "now": cast.NOON,
        "law": law,
    }
    return check_reveal(standing, **given | changes)


def fields(decision) -> list[str]:
    return [reason.field for reason in decision.reasons]


def test_the_handler_of_a_report_sees_who_reported_and_is_told_what_to_mind(law) -> None:
    decision = looked(law)
    assert decision.outcome == "allowed"
    assert decision.citations == (
        "《市场监督管理投诉举报处理办法》第三十七条",
        "《中华人民共和国个人信息保护法》第三十四条",
    )


@pytest.mark.parametrize(
    ("regulation", "article"),
    [
        ("samr-order-121", "《市场监督管理投诉举报处理办法》第三十七条"),
        ("samr-order-20", "《市场监督管理投诉举报处理暂行办法》第三十三条"),
    ],
)
def test_each_rule_has_an_article_that_keeps_the_reporter(regulation, article, law) -> None:
    assert secrecy(regulation, law) == article
    refused = looked(law, replace(HANDLER, regulation=regulation, assigned=False))
    assert refused.reasons[0].citation == article


def test_nobody_else_sees_the_reporter(law) -> None:
    decision = looked(law, replace(HANDLER, assigned=False))
    assert (decision.outcome, fields(decision)) == ("refused", ["assigned"])
    assert decision.reasons[0].text == "只有本件的承办人、案件的办案人员可以查阅举报人的身份（本局要求）。"


def test_a_post_without_the_permission_sees_nobody_even_when_assigned(law) -> None:
    decision = looked(law, replace(HANDLER, permitted=False))
    assert decision.reasons[0].text == "您的岗位不能查阅举报人的身份。"
    assert cannot(replace(HANDLER, permitted=False), law) == "您的岗位不能查阅举报人的身份。"


def test_a_complainant_is_kept_by_the_law_on_personal_information(law) -> None:
    stands = replace(HANDLER, track="complaint", assigned=False)
    assert cannot(stands, law) == "只有承办单位中可以决定本件的人员可以查阅投诉人的身份（本局要求）。"
    assert looked(law, stands).citations == ("《中华人民共和国个人信息保护法》第三十四条",)
    assert looked(law, replace(stands, assigned=True)).outcome == "allowed"


@pytest.mark.parametrize("purpose", ["", "curiosity", "联系核实"])
def test_the_purpose_is_one_of_the_list(purpose, law) -> None:
    decision = looked(law, purpose=purpose)
    assert fields(decision) == ["purpose"]
    assert decision.citations == ("《中华人民共和国个人信息保护法》第六条第一款",)


@pytest.mark.parametrize("purpose", list(Purpose))
def test_every_purpose_of_the_list_is_one(purpose, law) -> None:
    assert looked(law, purpose=purpose.value).outcome == "allowed"


@pytest.mark.parametrize("words", ["", "联系核实", "联系核实。。。。。。。。", "要看一下"])
def test_the_purpose_repeated_is_no_reason(words, law) -> None:
    assert fields(looked(law, words=words)) == ["words"]


def test_an_insider_is_seen_only_when_a_second_person_has_released_it(law) -> None:
    assert fields(looked(law, INSIDER)) == ["release"]
    assert looked(law, INSIDER, released=True).outcome == "allowed"


@pytest.mark.parametrize(
    ("before", "counts"),
    [(timedelta(0), True), (FRESH, True), (FRESH + timedelta(seconds=1), False), (-MINUTE, False)],
)
def test_the_password_stands_for_five_minutes_and_not_from_tomorrow(before, counts, law) -> None:
    assert timedelta(minutes=5) == FRESH
    assert is_fresh(cast.NOON - before, cast.NOON) is counts
    assert (looked(law, confirmed_at=cast.NOON - before).outcome == "allowed") is counts


def test_without_the_password_nothing_is_shown(law) -> None:
    decision = looked(law, confirmed_at=None)
    assert fields(decision) == ["confirmed_at"]
    assert decision.reasons[0].text == "请再次输入密码，确认是您本人操作；确认后5分钟内有效（本局要求）。"


def test_everything_that_is_missing_is_said_at_once(law) -> None:
    stands = replace(INSIDER, assigned=False)
    decision = looked(law, stands, purpose="", words="", confirmed_at=None)
    assert fields(decision) == ["assigned", "purpose", "words", "release", "confirmed_at"]


def asked(law, standing=INSIDER, **changes):
    given = {"purpose": "contact", "words": WHY, "waiting": False, "released": False, "law": law}
    return check_ask(standing, **given | changes)


def test_a_release_is_asked_for_by_who_is_assigned_and_says_what_for(law) -> None:
    assert asked(law).outcome == "allowed"
    assert fields(asked(law, replace(INSIDER, assigned=False))) == ["assigned"]
    assert fields(asked(law, purpose="", words="")) == ["purpose", "words"]


@pytest.mark.parametrize("changes", [{"waiting": True}, {"released": True}, {"standing": HANDLER}])
def test_a_release_is_asked_for_once_and_only_where_one_is_needed(changes, law) -> None:
    standing = changes.pop("standing", INSIDER)
    assert asked(law, standing, **changes).outcome == "refused"


def answered(**changes):
    given = {
        "granted": True,
        "words": "确有必要联系本人核实批次。",
        "permitted": True,
        "own": False,
        "answered": False,
        "confirmed_at": cast.NOON,
        "now": cast.NOON,
    }
    return check_answer(**given | changes)


@pytest.mark.parametrize("granted", [True, False])
def test_a_second_person_answers_with_reasons(granted) -> None:
    assert answered(granted=granted).outcome == "allowed"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"permitted": False}, "granted"),
        ({"own": True}, "granted"),
        ({"answered": True}, "granted"),
        ({"granted": None}, "granted"),
        ({"words": "同意"}, "words"),
        ({"confirmed_at": None}, "confirmed_at"),
    ],
)
def test_nobody_releases_alone_twice_or_without_saying_why(changes, field) -> None:
    assert fields(answered(**changes)) == [field]
