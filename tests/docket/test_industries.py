"""Key industries: what belongs to one, a station's own analysis of it, and its typical cases."""

from __future__ import annotations

from datetime import date

import pytest

from tests import cast
from tests.docket.key_cast import came
from xiaobao.docket.actions.mark_typical import drop_typical, mark_typical
from xiaobao.docket.industries import belonging
from xiaobao.docket.industry_page import industries_page, industry_page
from xiaobao.docket.models import Matter, TypicalCase
from xiaobao.refusals import NotAllowed, NotFound, Refused
from xiaobao.rules import routing
from xiaobao.rules.routing import Industry, RoutingFacts
from xiaobao.vault.models import AuditEntry

ONLINE = {
    "object_path": ("服务", "互联网服务", "平台服务"),
    "problem_path": ("投诉问题类别", "售后服务"),
    "respondent_name": "厦门听潮虚构商贸有限公司",
}
"""电商网购, a key industry of 湖里所 in the sample."""
CLOSED = {
    "closed": True, "closed_at": cast.at("2026-05-19"), "decision": "accepted",
    "decided_at": cast.at("2026-05-18", "15:00"), "outcome": "settled",
}  # fmt: skip


def page(officer, rulebook, industry: str = "online_trade", today: date = cast.TODAY):
    """The analysis as it stands."""
    return industry_page(officer, industry, today=today, rulebook=rulebook)


def number_of(key: int) -> str:
    """The number of a matter."""
    return Matter.objects.get(pk=key).number


@pytest.mark.parametrize(
    "industry",
    [
        Industry(id="one", name="甲", office="huli", categories=("互联网服务",)),
        Industry(id="two", name="乙", office="huli", categories=("服务",)),
        Industry(id="three", name="丙", office="huli", categories=("平台服务", "食品")),
        Industry(id="four", name="丁", office="huli", words=("商贸", "超市")),
        Industry(id="five", name="戊", office="huli", categories=("没有的类别",), words=("虚构商",)),
    ],
    ids=lambda one: one.id,
)
def test_the_database_and_the_rule_agree_on_what_belongs(officers, industry):
    paths = [("服务", "互联网服务", "平台服务"), ("商品（产品）", "食品", "乳制品"), ("服务",), ()]
    shops = ["厦门听潮虚构商贸有限公司", "厦门青禾生鲜超市有限公司", "厦门虚构旅行社"]
    by_rule = set()
    for path in paths:
        for shop in shops:
            (key,) = came(1, object_path=path, respondent_name=shop)
            facts = RoutingFacts(track="complaint", respondent=shop, categories=path)
            by_rule |= {key} if routing.belongs(facts, industry) else set()
    found = Matter.objects.filter(belonging(industry)).values_list("pk", flat=True)
    assert set(found) == by_rule


def test_months_stand_beside_the_same_months_of_the_year_before(officers, rulebook):
    for day in ("2026-05-18", "2026-05-02", "2026-03-31", "2025-06-01"):
        came(1, day, **ONLINE)
    for day in ("2025-05-19", "2025-05-21", "2025-03-01", "2024-06-30"):
        came(1, day, **ONLINE)  # 21 May 2025 is compared with a day that has not come yet
    came(2, "2026-05-18", kind="report", **ONLINE)
    shown = page(officers["suming"], rulebook)
    assert [month.first.month for month in shown.months] == [6, 7, 8, 9, 10, 11, 12, 1, 2, 3, 4, 5]
    told = {f"{one.first:%Y-%m}": (one.complaints.now, one.complaints.before) for one in shown.months}
    assert {key: value for key, value in told.items() if any(value)} == {
        "2025-06": (1, 1), "2026-03": (1, 1), "2026-05": (2, 1),
    }  # fmt: skip
    assert [month.running for month in shown.months] == [False] * 11 + [True]
    assert (shown.complaints.now, shown.complaints.before) == (5, 3)
    assert (shown.reports.now, shown.reports.before) == (2, 0)


def test_leads_name_the_most_frequent_and_mark_what_rises(officers, rulebook):
    came(1, "2024-05-25", **ONLINE)
    came(4, "2025-05-01", **ONLINE | {"problem_path": ("投诉问题类别", "价格")})
    came(4, "2026-05-01", **ONLINE | {"problem_path": ("投诉问题类别", "价格")})
    came(6, "2026-05-02", **ONLINE)
    came(1, "2026-05-02", **ONLINE | {"problem_path": ()})
    shown = page(officers["suming"], rulebook)
    assert [(one.trend.name, one.trend.now, one.trend.before, one.rising) for one in shown.problems] == [
        ("售后服务", 6, 1, True),
        ("价格", 4, 4, False),
    ]
    assert [(one.trend.name, one.trend.now, one.rising) for one in shown.respondents] == [
        ("厦门听潮虚构商贸有限公司", 11, True)
    ]


def test_nothing_is_called_rising_where_the_docket_begins_later(officers, rulebook):
    came(9, **ONLINE)
    shown = page(officers["suming"], rulebook)
    assert (shown.compared, [one.rising for one in shown.problems]) == (False, [False])


def test_a_head_sees_the_industries_of_the_own_station_the_section_all(officers, rulebook):
    def ids(username: str) -> list[str]:
        found = industries_page(officers[username], today=cast.TODAY, rulebook=rulebook)
        return [line.industry.id for line in found.lines]

    everything = [one.id for one in rulebook.routing.industries]
    assert ids("suming") == ["online_trade"]
    assert ids("luyiheng") == ids("fangzhou") == everything
    for username in ("chensiyuan", "hemin", "tangyue", "admin"):
        with pytest.raises(NotAllowed):
            ids(username)
    with pytest.raises(NotFound):
        page(officers["suming"], rulebook, "home_goods")


def test_an_insiders_report_counts_only_for_who_may_know_of_it(officers, rulebook):
    keys = came(2, kind="report", **ONLINE)
    Matter.objects.filter(pk=keys[0]).update(guarded=True)
    plain = officers["suming"]
    assert page(plain, rulebook).reports.now == 2
    blind = type(plain)(plain.user, plain.acts, plain.offices, plain.posts, plain.office_names)
    assert page(blind, rulebook).reports.now == 1


def test_a_closed_complaint_becomes_a_typical_case_with_outcome_and_article(officers, rulebook):
    (key,) = came(1, **ONLINE | CLOSED)
    words = "先查公示的地址；投诉人林晓禾（13900000001）当天收到退款。"
    mark_typical(
        industry="online_trade", number=number_of(key), words=words, officer=officers["suming"], at=cast.NOON
    )
    (case,) = page(officers["suming"], rulebook).cases
    assert (case.number, case.outcome) == (number_of(key), "settled")
    assert case.article.startswith("《市场监督管理投诉举报处理办法》第")
    assert "林晓禾" not in case.words + case.story
    assert "13900000001" not in case.words + case.story
    assert "当天收到退款" in case.words
    entry = AuditEntry.objects.get(act="typical.marked")
    assert entry.detail == {"number": number_of(key), "industry": "online_trade"}


def test_marking_again_changes_the_sentence_and_dropping_takes_it_away(officers, rulebook):
    (key,) = came(1, **ONLINE | CLOSED)
    given = {
        "industry": "online_trade", "number": number_of(key), "officer": officers["suming"], "at": cast.NOON,
    }  # fmt: skip
    mark_typical(words="第一句。", **given)
    case = mark_typical(words="第二句。", **given)
    assert [one.words for one in page(officers["suming"], rulebook).cases] == ["第二句。"]
    with pytest.raises(NotAllowed):
        drop_typical(case_id=case.pk, officer=officers["chensiyuan"], at=cast.NOON)
    drop_typical(case_id=case.pk, officer=officers["suming"], at=cast.NOON)
    assert page(officers["suming"], rulebook).cases == []
    with pytest.raises(NotFound):
        drop_typical(case_id=case.pk, officer=officers["suming"], at=cast.NOON)


@pytest.mark.parametrize(
    ("kind", "changes", "said"),
    [
        ("complaint", ONLINE, "还没有办结"),
        ("report", ONLINE | {"closed": True, "closed_at": cast.at("2026-05-19")}, "举报不作为典型案例"),
        ("complaint", CLOSED, "属于这个行业"),
    ],
)
def test_what_is_open_a_report_or_of_another_industry_is_refused(officers, kind, changes, said):
    (key,) = came(1, kind=kind, **changes)
    with pytest.raises(Refused, match=said) as refusal:
        mark_typical(
            industry="online_trade", number=number_of(key), words="值得借鉴。",
            officer=officers["suming"], at=cast.NOON,
        )  # fmt: skip
    assert set(refusal.value.fields) == {"number"}
    assert not TypicalCase.objects.exists()
