"""Scorecards read from the docket: what is counted here and what only the export tells of, with its lists."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from tests import cast
from tests.docket.settling_cast import market
from xiaobao.docket.filters import Filter
from xiaobao.docket.gain import gains
from xiaobao.docket.league_page import league_page, suggestions
from xiaobao.docket.league_period import Stretch, league_period
from xiaobao.docket.models import Diversion, KeyEnterprise, Matter
from xiaobao.docket.queries import visible
from xiaobao.docket.scorecard import Days, card_of, cards, whole
from xiaobao.refusals import NotAllowed, NotFound
from xiaobao.rules.scorecard import Share
from xiaobao.staff.models import Office

MAY = (date(2026, 5, 1), date(2026, 5, 31))
OTHER = "厦门虚构海田商场有限公司"
ELSEWHERE = "江头市场监督管理所"


@pytest.fixture
def partner(officers):
    """青禾 as an ODR enterprise, which complaints also call by its shop."""
    return market(names=["青禾生鲜（五缘湾店）"], industry="大型商超")


@pytest.fixture
def received(register):
    """Register complaints one after the other."""
    made = iter(range(1, 100))

    def receive(**changes) -> int:
        number = next(made)
        return register(
            cast.complaint(external_id=f"x{number}", digest=f"{number}".encode().ljust(16), **changes)
        )

    return receive


def handed(key, partner, *, ending="settled", day="2026-05-04", hours=2, took=4, **told) -> Diversion:
    """Have it been handed over, and ended so many days later; written as it would stand."""
    at = cast.at(day)
    ended = at + timedelta(days=took) if ending else None
    settled = Decimal(30) if ending == "settled" else None
    made = Diversion.objects.create(
        matter_id=key, partner=partner, way="odr", asked_how="phone", diverted_at=at, derivation="",
        due_on=(at + timedelta(days=14)).date(), first_contact_at=hours and at + timedelta(hours=hours),
        ending=ending, ended_at=ended, settled=settled, **told,
    )  # fmt: skip
    if ending == "settled":
        Matter.objects.filter(pk=key).update(state="reconciled", is_open=False)
    return made


def exported(received, outcome="settled", **changes) -> int:
    """A complaint the national platform handed to the enterprise first, as its export tells of it."""
    told = {
        "diversion": "odr",
        "decision": "accepted",
        "outcome": outcome,
        "closed": True,
        "recovered": Decimal(20),
    }
    return received(**(told | changes))


def rows(officer, asked: Filter) -> int:
    return asked.apply(visible(officer), today=cast.TODAY, soon=cast.TODAY).count()


class TestOneCard:
    def test_it_is_what_a_person_would_count(self, received, partner, rulebook):
        handed(received(), partner, satisfaction=5)
        handed(received(), partner, ending="expired", hours=None, took=15)
        handed(received(), partner, ending="", hours=30)
        exported(received, respondent_name="青禾生鲜 (五缘湾店)")
        exported(received, outcome="failed")
        exported(received, respondent_name=OTHER)
        card = card_of(partner.pk, *MAY, rulebook)
        now = card.now
        assert (now.volume, now.exported, now.settlement) == (5, 2, Share(2, 4))
        assert (now.on_time, now.contact, now.returns) == (Share(1, 2), Share(1, 3), Share(1, 2))
        assert (now.median_hours, now.satisfaction) == (16, 5)
        assert (now.in_dispute, now.agreed) == (Decimal("182.50"), Decimal(50))
        assert now.repeated == (("投诉问题类别->食品安全", 5),)

    def test_the_credit_code_finds_it_under_any_name(self, received, partner, rulebook):
        partner.credit_code = "91350206M0000002X8"
        partner.save()
        key = exported(received, respondent_name=OTHER)
        Matter.objects.get(pk=key).respondent.__class__.objects.filter(name=OTHER).update(
            credit_code="91350206M0000002X8"
        )
        assert card_of(partner.pk, *MAY, rulebook).now.volume == 1

    def test_one_handed_over_here_is_not_counted_again_by_its_export(self, received, partner, rulebook):
        handed(exported(received), partner)
        now = card_of(partner.pk, *MAY, rulebook).now
        assert (now.volume, now.exported) == (1, 0)

    def test_it_stands_beside_as_many_days_right_before(self, received, partner, rulebook):
        handed(received(), partner, day="2026-04-30")
        card = card_of(partner.pk, *MAY, rulebook)
        assert (card.now.volume, card.before.volume) == (0, 1)

    def test_nobody_else_is_counted_and_nobody_unknown(self, received, partner, rulebook):
        other = market(code="haitian", name=OTHER)
        handed(received(), other)
        assert card_of(partner.pk, *MAY, rulebook).now.volume == 0
        with pytest.raises(NotFound):
            card_of(other.pk + 1, *MAY, rulebook)


class TestTheLeague:
    @pytest.fixture
    def league(self, officers, received, partner, rulebook):
        handed(received(), partner)
        handed(received(), partner, ending="refused")
        handed(received(office_name=ELSEWHERE), market(code="haitian", name=OTHER, industry="家居建材"))
        exported(received)
        market(code="quiet", name="厦门虚构云朵电子商务有限公司", industry="家居建材")
        market(code="closed", name="厦门虚构晚风电子商务有限公司", closed_on=date(2026, 4, 1))

        def page(who="luyiheng", **asked):
            return league_page(officers[who], today=cast.TODAY, rulebook=rulebook, **asked)

        return page

    def test_the_rows_of_an_industry_and_the_industries_make_the_whole(self, league):
        page = league(stretch="month")
        assert [(one.industry, one.size, len(one.quiet)) for one in page.leagues] == [
            ("大型商超", 1, 0), ("家居建材", 2, 1),
        ]  # fmt: skip
        for one in page.leagues:
            assert whole(row.card for row in one.rows)[0] == one.now
        assert sum(one.now.volume for one in page.leagues) == page.now.volume == 4
        assert page.now.volume == Diversion.objects.count() + 1

    def test_every_number_opens_a_list_of_as_many_matters(self, league, officers):
        for league_of in league(stretch="month").leagues:
            for row in league_of.rows:
                now = row.card.now
                counts = (now.volume, now.settlement.part, now.returned)
                assert counts == tuple(
                    rows(officers["luyiheng"], one) for one in (row.listed, row.settled, row.returned)
                )

    def test_a_head_of_an_office_counts_the_matters_of_the_office(self, league, officers):
        page = league("suming", stretch="month")
        assert (page.own, page.now.volume) == (True, 3)
        (row,) = page.leagues[0].rows
        assert rows(officers["suming"], row.listed) == 3

    @pytest.mark.parametrize("sort", ["-volume", "volume", ""])
    def test_it_is_ordered_within_each_industry(self, league, partner, sort):
        market(code="b", name="厦门虚构里百货有限公司", industry="大型商超")
        handed(
            Matter.objects.filter(diversions=None).first().pk,
            market(code="c", name="厦门虚构湾有限公司", industry="大型商超"),
        )
        found = [row.card.now.volume for row in league(stretch="month", sort=sort).leagues[0].rows]
        assert found == sorted(found, reverse=sort != "volume")

    def test_one_kind_alone(self, league):
        assert league(stretch="month", kind="point").leagues == ()

    @pytest.mark.parametrize("who", ["chensiyuan", "hemin", "tangyue", "heqing", "admin"])
    def test_nobody_without_the_permission_sees_it(self, league, who):
        with pytest.raises(NotAllowed):
            league(who)

    def test_it_asks_as_many_questions_whatever_there_is(
        self, league, received, partner, django_assert_max_num_queries
    ):
        for _ in range(5):
            handed(received(), partner)
        with django_assert_max_num_queries(12):
            league(stretch="month")

    def test_key_enterprises_stand_beside_with_all_their_complaints(self, league, partner):
        desk = Office.objects.get(code="desk")
        KeyEnterprise.objects.create(name=partner.name, office=desk, reasons="示例", since=date(2026, 1, 5))
        (row,) = league(stretch="month").keys
        assert (row.now.volume, row.now.settlement, row.before.volume) == (4, Share(1, 1), 0)


class TestWhatItSuggests:
    def test_an_enterprise_of_many_complaints_that_mostly_settle_until_it_is_on_the_register(
        self, officers, received, rulebook
    ):
        for _ in range(30):
            received(decision="accepted", outcome="settled", closed=True)

        def named():
            return [one.name for one in suggestions(officers["luyiheng"], cast.TODAY, rulebook)[0]]

        assert named() == ["厦门青禾生鲜超市有限公司"]
        market()
        assert named() == []

    def test_a_partner_that_settles_too_little(self, officers, received, partner, rulebook):
        for _ in range(5):
            handed(received(), partner, ending="expired", took=15)
        _, drops = suggestions(officers["luyiheng"], cast.TODAY, rulebook)
        assert [(row.partner, len(row.card.suggestion.reasons)) for row in drops] == [(partner, 2)]


@pytest.mark.parametrize(
    ("stretch", "days"),
    [
        ("month", ("2026-05-01", "2026-05-20", "2026-04-01", "2026-04-30")),
        ("last_month", ("2026-04-01", "2026-04-30", "2026-03-01", "2026-03-31")),
        ("quarter", ("2026-04-01", "2026-05-20", "2026-01-01", "2026-03-31")),
        ("last_quarter", ("2026-01-01", "2026-03-31", "2025-10-01", "2025-12-31")),
        ("year", ("2026-01-01", "2026-05-20", "2025-01-01", "2025-12-31")),
        ("last_year", ("2025-01-01", "2025-12-31", "2024-01-01", "2024-12-31")),
    ],
)
def test_a_period_is_compared_with_the_one_before(stretch, days):
    assert league_period(stretch, cast.TODAY).days == Days(*map(date.fromisoformat, days))


def test_own_days_are_both_included_and_make_a_period_or_are_said_to_be_wrong():
    period = league_period("own", cast.TODAY, since="2026-05-11", until="2026-05-20")
    assert (period.days.before_first, period.days.before_last) == (date(2026, 5, 1), date(2026, 5, 10))
    for since, until in (
        ("2026-05-20", "2026-05-11"),
        ("", "2026-05-20"),
        ("2020-01-01", "2026-05-20"),
        ("x", "y"),
    ):
        assert league_period("own", cast.TODAY, since=since, until=until).wrong
    assert league_period("", cast.TODAY).stretch is Stretch.MONTH


class TestTheGain:
    def test_it_counts_what_was_settled_before_acceptance_here_or_by_the_platform_and_lists_as_many(
        self, officers, received, partner, rulebook
    ):
        handed(received(), partner)
        handed(received(), partner, ending="refused")
        exported(received, outcome="self_settled")
        exported(received, decision="")
        exported(received)
        exported(received, diversion="", outcome="self_settled")
        (gain,) = gains([(*MAY, 6)], None, rulebook)
        assert (gain.settled, gain.complaints, gain.minutes) == (3, 6, 115)
        asked = Filter(open="all", settling="before", since="2026-05-01", until="2026-05-31")
        assert rows(officers["luyiheng"], asked) == 3

    def test_each_span_and_each_office_by_itself(self, officers, received, partner, rulebook):
        handed(received(), partner)
        handed(received(received_at=cast.at("2025-05-18"), office_name=ELSEWHERE), partner)
        last_year = (date(2025, 5, 1), date(2025, 5, 31))
        assert [one.settled for one in gains([(*MAY, 1), (*last_year, 1)], None, rulebook)] == [1, 1]
        huli = frozenset({Office.objects.get(code="huli").pk})
        assert [one.settled for one in gains([(*MAY, 1), (*last_year, 1)], huli, rulebook)] == [1, 0]


def test_cards_of_nobody_are_none(officers, rulebook):
    assert cards([], Days.of(*MAY), rulebook) == {}
