"""Who may act for a party: the original authorisation, proof of identity, and what the authorisation says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests import cast
from xiaobao import law as law_room
from xiaobao.rules import agency
from xiaobao.rules.agency import Mandated

# 杨柳 acts for 林晓禾.
YANG = Mandated(
    side="complainant",
    principal_known=True,
    name="杨柳",
    id_kind="居民身份证",
    id_number="350206199001010022",
    matters="代为投诉、参加调解",
    original=True,
    until=date(2026, 12, 31),
)


@pytest.fixture(scope="module")
def law():
    return law_room.load()


def check(law, given, regulation="samr-order-121"):
    return agency.check(given, today=cast.TODAY, regulation=regulation, law=law)


@pytest.mark.parametrize(
    "given",
    [YANG, replace(YANG, until=None), replace(YANG, until=cast.TODAY), replace(YANG, side="respondent")],
)
def test_with_everything_in_hand_the_agent_may_act(law, given):
    assert check(law, given).outcome == "allowed"


@pytest.mark.parametrize(("special", "text"), [(True, "特别授权"), (False, "一般授权")])
def test_what_the_authorisation_covers_is_said(law, special, text):
    (told,) = check(law, replace(YANG, special=special)).reasons
    assert told.text.startswith(text)


@pytest.mark.parametrize(
    ("given", "field", "paragraph"),
    [
        (replace(YANG, side="other"), "side", "第一款"),
        (replace(YANG, principal_known=False), "principal_id", "第一款"),
        (replace(YANG, name=" "), "name", "第一款"),
        (replace(YANG, original=False), "original", "第一款"),
        (replace(YANG, id_kind=""), "id_kind", "第一款"),
        (replace(YANG, id_number=""), "id_number", "第一款"),
        (replace(YANG, matters=""), "matters", "第二款"),
        (replace(YANG, until=date(2026, 5, 19)), "until", "第二款"),
    ],
)
def test_what_is_missing_is_said_at_its_field(law, given, field, paragraph):
    for regulation, article in (("samr-order-121", "第十一条"), ("samr-order-20", "第十条")):
        decision = check(law, given, regulation)
        assert decision.outcome == "refused"
        assert [(reason.field, reason.citation.partition("》")[2]) for reason in decision.reasons] == [
            (field, article + paragraph)
        ]


def test_everything_missing_is_said_at_once(law):
    nothing = replace(YANG, name="", id_kind="", id_number="", matters="", original=False)
    assert [reason.field for reason in check(law, nothing).reasons] == [
        "name", "original", "id_kind", "id_number", "matters",
    ]  # fmt: skip


def test_the_article_is_about_who_complains_and_is_not_named_for_the_respondents_agent(law):
    decision = check(law, replace(YANG, side="respondent", original=False))
    assert [(reason.field, reason.citation) for reason in decision.reasons] == [("original", "")]


def test_how_long_a_line_may_be_is_no_rule_of_the_law(law):
    decision = check(law, replace(YANG, matters="事" * 201))
    assert [(reason.field, reason.citation) for reason in decision.reasons] == [("matters", "")]
