"""Which bureau a complaint belongs to: every branch of the articles, and what the officer may decide."""

from __future__ import annotations

from dataclasses import replace

import pytest

from xiaobao import law as law_room
from xiaobao.rules import jurisdiction
from xiaobao.rules.jurisdiction import Seat

NEW = "《市场监督管理投诉举报处理办法》"
OLD = "《市场监督管理投诉举报处理暂行办法》"
ORDINARY = Seat("samr-order-121", "ordinary", actual_here=True, domicile_here=True, within_duties=True)
MERCHANT = Seat("samr-order-121", "merchant", within_duties=True)


@pytest.fixture(scope="module")
def law():
    return law_room.load()


def seat(kind, regulation="samr-order-121", **facts):
    return Seat(regulation, kind, **{"within_duties": True} | facts)


def found(law, one):
    decision = jurisdiction.propose(one, law)
    return decision.outcome, decision.citations


# kind, what is known, what is proposed, the articles of it
UNDER_121 = [
    # 第十三条第一款: 实际经营地或者住所地. Where both are here nobody else can be competent.
    ("ordinary", {"actual_here": True, "domicile_here": True}, "ours", ("第十三条第一款",)),
    ("ordinary", {"actual_here": True, "domicile_here": False}, "ours", ("第十三条第一款", "第十四条")),
    ("ordinary", {"actual_here": False, "domicile_here": True}, "ours", ("第十三条第一款", "第十四条")),
    ("ordinary", {"actual_here": True}, "ours", ("第十三条第一款", "第十四条")),
    ("ordinary", {"actual_here": False, "domicile_here": False}, "elsewhere", ("第十三条第一款",)),
    ("ordinary", {"actual_here": False}, "ask", ("第十三条第一款",)),
    ("ordinary", {}, "ask", ("第十三条第一款",)),
    # 第十三条第二款: 平台、自建网站, domicile alone; where business is done says nothing.
    ("platform", {"domicile_here": True}, "ours", ("第十三条第二款",)),
    ("platform", {"domicile_here": False, "actual_here": True}, "elsewhere", ("第十三条第二款",)),
    ("platform", {"actual_here": True}, "ask", ("第十三条第二款",)),
    ("own_site", {"domicile_here": True}, "ours", ("第十三条第二款",)),
    ("own_site", {"domicile_here": False, "actual_here": True}, "elsewhere", ("第十三条第二款",)),
    # 第十三条第三款: the published address or the platform's domicile; the actual place says nothing.
    (
        "merchant",
        {"published_here": True, "reachable": True, "platform_here": True},
        "ours",
        ("第十三条第三款",),
    ),
    (
        "merchant",
        {"published_here": True, "reachable": True, "platform_here": False},
        "ours",
        ("第十三条第三款", "第十四条"),
    ),
    (
        "merchant",
        {"published_here": False, "reachable": True, "platform_here": True},
        "ours",
        ("第十三条第三款", "第十四条"),
    ),
    ("merchant", {"published_here": False, "platform_here": False}, "elsewhere", ("第十三条第三款",)),
    (
        "merchant",
        {"published_here": False, "platform_here": False, "actual_here": True},
        "elsewhere",
        ("第十三条第三款",),
    ),
    ("merchant", {"published_here": False}, "ask", ("第十三条第三款",)),
    ("merchant", {"published_here": True, "platform_here": False}, "ask", ("第十三条第三款",)),
    # 未依法公示地址或者无法取得联系: the platform's domicile alone, wherever the published address is.
    (
        "merchant",
        {"published_here": True, "reachable": False, "platform_here": False},
        "elsewhere",
        ("第十三条第三款",),
    ),
    (
        "merchant",
        {"published_here": True, "reachable": False, "platform_here": True},
        "ours",
        ("第十三条第三款",),
    ),
    ("merchant", {"reachable": False, "platform_here": True}, "ours", ("第十三条第三款",)),
    ("merchant", {"published_here": True, "reachable": False}, "ask", ("第十三条第三款",)),
]


@pytest.mark.parametrize(("kind", "facts", "outcome", "articles"), UNDER_121)
def test_under_order_121(kind, facts, outcome, articles, law):
    assert found(law, seat(kind, **facts)) == (outcome, tuple(f"{NEW}{article}" for article in articles))


UNDER_20 = [
    ("ordinary", {"actual_here": True, "domicile_here": True}, "ours", ("第十二条第一款",)),
    ("ordinary", {"actual_here": False, "domicile_here": False}, "elsewhere", ("第十二条第一款",)),
    ("platform", {"domicile_here": False}, "elsewhere", ("第十二条第二款",)),
    ("own_site", {"domicile_here": True}, "ours", ("第十二条第二款",)),
    # 第十二条第三款: 实际经营地 or the platform's domicile; what is published, or reached, says nothing.
    ("merchant", {"actual_here": True, "platform_here": False}, "ours", ("第十二条第三款", "第十三条")),
    (
        "merchant",
        {"actual_here": True, "platform_here": True, "reachable": False},
        "ours",
        ("第十二条第三款",),
    ),
    ("merchant", {"actual_here": False, "platform_here": True}, "ours", ("第十二条第三款", "第十三条")),
    (
        "merchant",
        {"actual_here": False, "platform_here": False, "published_here": True},
        "elsewhere",
        ("第十二条第三款",),
    ),
    ("merchant", {"published_here": True, "reachable": True}, "ask", ("第十二条第三款",)),
]


@pytest.mark.parametrize(("kind", "facts", "outcome", "articles"), UNDER_20)
def test_under_order_20(kind, facts, outcome, articles, law):
    one = seat(kind, "samr-order-20", **facts)
    assert found(law, one) == (outcome, tuple(f"{OLD}{article}" for article in articles))


def test_of_several_competent_bureaus_the_first_to_receive_it_handles_it(law):
    one = seat("ordinary", actual_here=True, domicile_here=False, first_receiver="思明区市场监督管理局")
    assert found(law, one) == ("elsewhere", (f"{NEW}第十三条第一款", f"{NEW}第十四条"))
    assert jurisdiction.whose(one) == "思明区市场监督管理局"


def test_who_received_it_first_says_nothing_where_we_alone_are_competent(law):
    one = replace(ORDINARY, first_receiver="思明区市场监督管理局")
    assert jurisdiction.propose(one, law).outcome == "ours"


def test_what_is_nobodys_duty_among_market_regulators_is_the_first_ground(law):
    assert found(law, replace(ORDINARY, within_duties=False)) == ("elsewhere", (f"{NEW}第十六条第一项",))
    old = replace(ORDINARY, regulation="samr-order-20", within_duties=False)
    assert found(law, old) == ("elsewhere", (f"{OLD}第十五条第一项",))


def test_everything_still_to_be_found_out_is_asked_at_once(law):
    decision = jurisdiction.propose(replace(MERCHANT, within_duties=None), law)
    assert [reason.field for reason in decision.reasons] == [
        "within_duties",
        "published_here",
        "reachable",
        "platform_here",
    ]


def test_elsewhere_is_said_in_words(law):
    away = seat("merchant", published_here=False, platform_here=False)
    assert jurisdiction.propose(away, law).reasons[0].text == (
        "被投诉人平台公示地址、平台经营者住所地均不在本区，"
        "由平台公示地址或者平台经营者住所地的县级市场监督管理部门处理。"
    )
    lost = seat("merchant", reachable=False, platform_here=False)
    assert jurisdiction.propose(lost, law).reasons[0].text == (
        "被投诉人没有在平台依法公示地址，或者通过公示的地址无法取得联系；平台经营者住所地不在本区，"
        "由平台经营者住所地的县级市场监督管理部门处理。"
    )


def checked(law, one, *, ours=None, elsewhere="", words=""):
    decision = jurisdiction.check_place(one, ours=ours, elsewhere=elsewhere, words=words, law=law)
    return decision.outcome, {reason.field for reason in decision.reasons if reason.field}


AWAY = replace(ORDINARY, actual_here=False, domicile_here=False)
UNKNOWN = replace(ORDINARY, actual_here=None, domicile_here=None)


@pytest.mark.parametrize(
    ("one", "given", "outcome", "fields"),
    [
        (ORDINARY, {}, "allowed", set()),
        (ORDINARY, {"ours": True}, "allowed", set()),
        (ORDINARY, {"ours": False}, "refused", {"words"}),
        (ORDINARY, {"elsewhere": "集美区市场监督管理局"}, "refused", {"words"}),
        (ORDINARY, {"ours": False, "words": "上级决定由市局直接处理。"}, "allowed", set()),
        (ORDINARY, {"ours": True, "elsewhere": "集美区市场监督管理局"}, "refused", {"elsewhere"}),
        (ORDINARY, {"elsewhere": "局" * 101, "words": "另有规定。"}, "refused", {"elsewhere"}),
        (AWAY, {"ours": True}, "refused", {"words"}),
        (AWAY, {"ours": True, "words": "上级指定由本局处理。"}, "allowed", {"actual_here"}),
        (UNKNOWN, {}, "refused", {"actual_here", "domicile_here"}),
        (UNKNOWN, {"ours": True}, "refused", {"words"}),
        (
            UNKNOWN,
            {"ours": True, "words": "现场核实在本区经营。"},
            "allowed",
            {"actual_here", "domicile_here"},
        ),
        (replace(ORDINARY, kind="shop"), {"ours": True, "words": "在本区。"}, "refused", {"respondent_kind"}),
        (
            replace(ORDINARY, within_duties=False),
            {"ours": True, "words": "在本区。"},
            "refused",
            {"within_duties"},
        ),
    ],
)
def test_the_officer_decides_and_against_the_proposal_with_words(one, given, outcome, fields, law):
    assert checked(law, one, **given) == (outcome, fields)


@pytest.mark.parametrize(
    ("one", "given", "decided"),
    [
        (ORDINARY, {}, True),
        (AWAY, {}, False),
        (UNKNOWN, {}, None),
        (ORDINARY, {"elsewhere": "集美区市场监督管理局"}, False),
        (AWAY, {"ours": True}, True),
    ],
)
def test_what_is_decided_is_what_was_said_or_else_the_proposal(one, given, decided, law):
    assert jurisdiction.decided(one, **{"ours": None, "elsewhere": ""} | given, law=law) is decided
