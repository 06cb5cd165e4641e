"""An enterprise is shown under all its names, by what lies within reach and no more."""

from __future__ import annotations

from datetime import date

import pytest

from tests import cast
from tests.docket.findings_cast import GYM, SHOP, came, found, labelled
from xiaobao.docket.enterprise_page import enterprise_page
from xiaobao.docket.models import Enterprise, LabelRuling, LinkedEnterprise, Matter
from xiaobao.refusals import NotAllowed, NotFound

pytestmark = pytest.mark.django_db
ELSEWHERE = "江头市场监督管理所"


def shop(name: str = SHOP) -> int:
    """The id of an enterprise of the examples."""
    return Enterprise.objects.filter(name=name).latest("pk").pk


@pytest.fixture
def two_names(officers) -> tuple[int, int]:
    """The shop, and a second name it is known by; three complaints and one."""
    came(3)
    came(1, respondent_name="青禾生鲜")
    one, other = shop(), shop("青禾生鲜")
    LinkedEnterprise.objects.create(enterprise_id=other, stands_for_id=one, why="去掉组织形式后名称相同")
    return one, other


@pytest.mark.parametrize("asked", [0, 1])
def test_it_is_one_under_whichever_name_it_is_asked_for(asked, two_names, officers) -> None:
    page = enterprise_page(officers["luyiheng"], two_names[asked])
    assert [(one.name, one.matters, one.why) for one in page.names] == [
        (SHOP, 3, ""), ("青禾生鲜", 1, "去掉组织形式后名称相同"),
    ]  # fmt: skip
    assert (page.title, page.figures.complaints, page.listed.total) == (SHOP, 4, 4)


def test_a_name_that_only_matters_out_of_reach_give_is_not_shown(officers) -> None:
    came(2)
    came(1, respondent_name="青禾生鲜", office_name=ELSEWHERE)
    one, other = shop(), shop("青禾生鲜")
    LinkedEnterprise.objects.create(enterprise_id=other, stands_for_id=one, why="名称相同")
    assert [line.name for line in enterprise_page(officers["chensiyuan"], one).names] == [SHOP]
    assert [line.name for line in enterprise_page(officers["lian"], one).names] == ["青禾生鲜"]


def test_out_of_reach_and_absent_answer_alike(officers) -> None:
    came(1)
    for asked in (shop(), shop() + 1000):
        with pytest.raises(NotFound) as refusal:
            enterprise_page(officers["lian"], asked)
        assert "没有这家经营者" in refusal.value.sentence


def test_an_enterprise_known_from_an_insiders_report_alone_does_not_exist(officers) -> None:
    (report,) = came(kind="report", respondent_name=GYM)
    Matter.objects.filter(pk=report).update(guarded=True)
    with pytest.raises(NotFound):
        enterprise_page(officers["chensiyuan"], shop(GYM))


def test_who_does_no_mining_sees_none(officers) -> None:
    came(1)
    with pytest.raises(NotAllowed):
        enterprise_page(officers["xuan"], shop())


def test_figures_count_both_tracks_and_what_was_settled(officers) -> None:
    complaints = came(4)
    came(2, kind="report")
    for key, outcome in zip(complaints, ("settled", "settled", "settled", "failed"), strict=True):
        complaint = Matter.objects.get(pk=key).complaint
        complaint.outcome, complaint.recovered = outcome, 10
        complaint.save()
    Matter.objects.filter(pk__in=complaints).update(amount=100)
    figures = enterprise_page(officers["luyiheng"], shop()).figures
    assert (figures.complaints, figures.reports, figures.open) == (4, 2, 6)
    assert (figures.settled, figures.concluded, figures.settled_percent) == (3, 4, 75.0)
    assert (figures.in_dispute, figures.recovered) == (400, 40)


def test_nothing_concluded_is_no_share(officers) -> None:
    came(1)
    assert enterprise_page(officers["luyiheng"], shop()).figures.settled_percent is None


def test_months_stand_without_a_gap_up_to_the_latest(officers) -> None:
    came(1, day="2026-02-10")
    came(2, day="2026-05-18")
    bars = enterprise_page(officers["luyiheng"], shop()).bars
    assert [(bar.first, bar.count) for bar in bars.bars] == [
        (date(2026, 2, 1), 1), (date(2026, 3, 1), 0), (date(2026, 4, 1), 0), (date(2026, 5, 1), 2),
    ]  # fmt: skip
    assert bars.bars[0].last == date(2026, 2, 28)


def test_two_years_are_drawn_at_most(officers) -> None:
    came(1, day="2023-01-05")
    came(1, day="2026-05-18")
    page = enterprise_page(officers["luyiheng"], shop())
    assert (len(page.bars.bars), page.since) == (24, date(2024, 6, 1))


def test_what_an_officer_said_counts_in_place_of_what_was_proposed(officers) -> None:
    one, two, three = came(3)
    for key in (one, two):
        labelled(key, scheme="problem", label="质量")
    labelled(three, scheme="problem", label="价格")
    labelled(three, scheme="hot", label="职业索赔", by="ring")
    labelled(three, scheme="object", label="食品", band="ask")
    LabelRuling.objects.create(
        matter_id=two,
        scheme="problem",
        proposed="质量",
        given="价格",
        by=officers["luyiheng"].user,
        at=cast.NOON,
    )
    (scheme,) = enterprise_page(officers["luyiheng"], shop()).labels
    assert [(row.label, row.matters, row.percent) for row in scheme.rows] == [
        ("价格", 2, 100),
        ("质量", 1, 50),
    ]


def test_issues_and_groups_with_its_matters_stand_on_it_and_no_ring(officers) -> None:
    mine, others = came(3), came(2, respondent_name=GYM)
    issue = found("issue", [mine[0], *others], title="过期酸奶")
    group = found("group", mine, title="群体")
    found("ring", mine)
    found("issue", mine, state="rejected")
    found("group", others)
    page = enterprise_page(officers["luyiheng"], shop())
    assert [(one.finding, one.here) for one in page.findings] == [(group, 3), (issue, 1)]


def test_of_a_finding_within_reach_in_part_the_total_is_not_told(officers) -> None:
    finding = found("group", [*came(2), *came(3, office_name=ELSEWHERE)], title="群体投诉：5件")
    (one,) = enterprise_page(officers["chensiyuan"], shop()).findings
    assert (one.finding, one.here, one.reach.total) == (finding, 2, None)
    assert "5件" not in one.title


def test_a_page_too_far_shows_the_last(officers) -> None:
    came(27)
    page = enterprise_page(officers["luyiheng"], shop(), page=9)
    assert (page.listed.page, page.listed.pages, len(page.listed.lines)) == (2, 2, 2)
