"""Serving: moments in their order, a proof for what arrived, and which documents can be voided."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from xiaobao import law as law_room
from xiaobao.rules.ledger import SHANGHAI
from xiaobao.rules.serving import Attempt, basis, check_serve, check_void

ISSUED = datetime(2026, 5, 20, 12, 0, 30, tzinfo=SHANGHAI)
NOW = ISSUED + timedelta(days=1)
ARRIVED = Attempt("post", ISSUED + timedelta(hours=1), ISSUED + timedelta(hours=20), "挂号信回执")


def serve(attempt=ARRIVED, **given):
    told = {"issued_at": ISSUED, "now": NOW, "voided": False, "before": None, "basis": "第十五条第一款"}
    decision = check_serve(attempt, **(told | given))
    return [reason.field for reason in decision.reasons if reason.field]


@pytest.mark.parametrize("channel", ["platform", "phone", "sms", "email", "post", "in_person"])
def test_the_ways_the_official_forms_name(channel):
    assert serve(replace(ARRIVED, channel=channel)) == []


@pytest.mark.parametrize(
    ("changed", "fields"),
    [
        ({"channel": "fax"}, ["channel"]),
        ({"sent_at": None}, ["sent_at"]),
        ({"sent_at": ISSUED - timedelta(minutes=1)}, ["sent_at"]),
        ({"sent_at": ISSUED.replace(second=0)}, []),
        ({"sent_at": NOW + timedelta(seconds=1), "served_at": None}, ["sent_at"]),
        ({"served_at": NOW + timedelta(seconds=1)}, ["served_at"]),
        ({"served_at": ISSUED + timedelta(minutes=59)}, ["served_at"]),
        ({"served_at": None, "proof": ""}, []),
        ({"proof": " "}, ["proof"]),
        ({"proof": "", "filed": True}, []),
        ({"channel": "phone", "proof": "", "filed": True}, ["proof"]),
        ({"receipt": True}, ["receipt"]),
        ({"receipt": True, "channel": "in_person"}, []),
        ({"receipt": True, "channel": "in_person", "served_at": None}, ["receipt"]),
    ],
)
def test_moments_in_order_and_a_proof_for_what_arrived(changed, fields):
    assert serve(replace(ARRIVED, **changed)) == fields


def test_a_voided_document_reaches_nobody_and_no_service_goes_back_in_time():
    assert serve(voided=True) == ["document_id"]
    assert serve(before=ARRIVED.served_at) == []
    assert serve(before=NOW) == ["served_at"]


@pytest.mark.parametrize(
    ("voided", "closed", "tells", "words", "again", "fields"),
    [
        (False, False, True, "写错。", False, []),
        (False, False, True, " ", False, ["words"]),
        (True, False, True, "写错。", False, ["document_id"]),
        (True, False, True, "补制。", True, []),
        (False, True, True, "写错。", False, ["document_id"]),
        (False, True, False, "写错。", False, []),
    ],
)
def test_what_can_be_voided(voided, closed, tells, words, again, fields):
    decision = check_void(voided=voided, closed=closed, tells=tells, words=words, again=again)
    assert [reason.field for reason in decision.reasons if reason.field] == fields


@pytest.mark.parametrize(
    ("paper", "new", "old"),
    [
        ("accept", "第十五条第一款", "第十四条"),
        ("mediation_notice", "第二十条第二款", "第十八条第二款"),
        ("recusal_decision", "第二十一条第二款", "第十九条第二款"),
        ("terminate", "第二十三条第二款", "第二十一条第二款"),
        ("agreement", "第二十四条第一款", "第二十二条第一款"),
        ("other_route", "第四十四条", "第三十九条"),
        # No article has anybody told of these.
        ("withdrawal", "第五条", "第五条"),
        ("police_letter", "第五条", "第五条"),
    ],
)
def test_each_paper_is_told_on_an_article_of_its_own(paper, new, old):
    book = law_room.load()
    assert basis(paper, "samr-order-121", book) == f"《市场监督管理投诉举报处理办法》{new}"
    assert basis(paper, "samr-order-20", book) == f"《市场监督管理投诉举报处理暂行办法》{old}"


def test_proof_is_asked_for_by_the_house_and_names_no_article():
    told = {"issued_at": ISSUED, "now": NOW, "voided": False, "before": None, "basis": "第十五条第一款"}
    (reason,) = check_serve(replace(ARRIVED, proof=""), **told).reasons
    assert (reason.citation, "（本局要求）" in reason.text) == ("", True)
