"""What can be registered and what cannot: nothing missing stands in the way, only what cannot be right."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests import cast
from xiaobao import law as law_room
from xiaobao.rules import arrival
from xiaobao.rules.arrival import Arrival

# 林晓禾 complains at the window of 厦门青禾生鲜超市有限公司.
COMPLAINT = Arrival(
    kind="complaint",
    channel="window",
    received_at=cast.at("2026-05-18"),
    received_on=date(2026, 5, 18),
    content="酸奶已过保质期三天，店家拒绝退货。",
    name="林晓禾",
    phone="13900000001",
    postal="厦门市湖里区虚构巷2号",
    respondent="厦门青禾生鲜超市有限公司",
    requests=("退货",),
    amount=Decimal("36.50"),
    knew_on=date(2026, 5, 16),
)
REPORT = replace(COMPLAINT, kind="report", requests=(), amount=None, knew_on=None)
SENT_DOWN = replace(
    COMPLAINT, channel="superior", sent_down=True, sender="厦门市市场监督管理局", sent_on=date(2026, 5, 15)
)


@pytest.fixture(scope="module")
def law():
    return law_room.load()


def check(law, given, regulation="samr-order-121"):
    return arrival.check(given, now=cast.NOON, regulation=regulation, law=law)


@pytest.mark.parametrize(
    "given",
    [
        COMPLAINT,
        REPORT,
        SENT_DOWN,
        replace(COMPLAINT, name="", postal=""),
        replace(COMPLAINT, name="", phone=""),
        replace(COMPLAINT, phone="", postal="", respondent="", requests=()),
        replace(REPORT, name="", phone="", postal=""),
        replace(COMPLAINT, phone="０５９２-2000000转8、139 0000 0001"),
        replace(COMPLAINT, received_at=cast.NOON),
        replace(COMPLAINT, amount=Decimal(0)),
        replace(COMPLAINT, credit_code="91350200MA2Y4WBC4G"),
        replace(SENT_DOWN, channel="12315"),
        replace(SENT_DOWN, sent_on=None, report_back_on=date(2026, 5, 18)),
    ],
)
def test_what_is_merely_incomplete_is_registered(law, given):
    given = replace(given, credit_code="")
    assert (check(law, given).outcome, check(law, given, "samr-order-20").outcome) == ("allowed", "allowed")


@pytest.mark.parametrize(
    ("given", "field", "new", "old"),
    [
        (replace(COMPLAINT, kind=""), "kind", "第八条", "第八条"),
        (replace(COMPLAINT, channel="fax"), "channel", "第八条", "第八条"),
        (replace(COMPLAINT, received_at=cast.at("2026-05-20", "12:01")), "received_at", "", ""),
        (replace(COMPLAINT, knew_on=date(2026, 5, 19)), "knew_on", "", ""),
        (replace(COMPLAINT, content=" "), "content", "第十条第一款第三项", "第九条第一款第三项"),
        (replace(REPORT, content=""), "content", "第二十八条第一款", "第二十四条第一款"),
        (replace(COMPLAINT, content="字" * 8001), "content", "第十条第一款第三项", "第九条第一款第三项"),
        (replace(COMPLAINT, name="", phone=" ", postal=""), "person_name", "第十条第一款第一项", "第九条第一款第一项"),
        (replace(COMPLAINT, name="林" * 51), "person_name", "", ""),
        (replace(COMPLAINT, phone="林晓禾的手机"), "person_phone", "", ""),
        (replace(REPORT, requests=("退款",)), "requests", "第九条", "第七条"),
        (replace(COMPLAINT, credit_code="91350200MA2Y4WBC40"), "respondent_credit_code", "", ""),
        (replace(COMPLAINT, amount=Decimal("-1")), "amount", "", ""),
        (replace(COMPLAINT, amount=Decimal("NaN")), "amount", "", ""),
        (replace(COMPLAINT, amount=Decimal("Infinity")), "amount", "", ""),
        (replace(COMPLAINT, amount=Decimal("1.005")), "amount", "", ""),
        (replace(SENT_DOWN, sender=" "), "distribution_sender", "", ""),
        (replace(SENT_DOWN, channel="window"), "channel", "", ""),
        (replace(SENT_DOWN, sent_on=date(2026, 5, 19)), "distribution_sent_on", "", ""),
        (replace(SENT_DOWN, report_back_on=date(2026, 5, 14)), "distribution_report_back_on", "", ""),
    ],
)  # fmt: skip
def test_what_cannot_be_right_is_refused_at_its_field_with_the_article_of_its_time(
    law, given, field, new, old
):
    for regulation, article in (("samr-order-121", new), ("samr-order-20", old)):
        decision = check(law, given, regulation)
        assert decision.outcome == "refused"
        assert [reason.field for reason in decision.reasons] == [field]
        assert [reason.citation.partition("》")[2] for reason in decision.reasons] == [article]


def test_everything_wrong_is_said_at_once(law):
    decision = check(
        law, replace(COMPLAINT, channel="", content="", name="", phone="", postal="", amount=Decimal("-1"))
    )
    assert [reason.field for reason in decision.reasons] == ["channel", "content", "person_name", "amount"]


def test_a_code_without_a_name_asks_for_the_name(law):
    found = check(law, replace(COMPLAINT, respondent="", credit_code="91350200MA2Y4WBC40"))
    assert [reason.field for reason in found.reasons] == ["respondent_credit_code", "respondent_name"]
