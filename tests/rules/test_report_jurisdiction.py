"""Whose report it is: by the conduct, the platform, the advertisement; under either rule; never decided alone."""

from __future__ import annotations

import pytest

from xiaobao import law as law_room
from xiaobao.rules import report_jurisdiction as jurisdiction
from xiaobao.rules.report_jurisdiction import ReportedKind, Whereabouts

NEW, OLD = "samr-order-121", "samr-order-20"
SIMING = "思明区市场监督管理局"


@pytest.fixture(scope="module")
def law():
    return law_room.load()


def where(regulation=NEW, kind="ordinary", **known):
    return Whereabouts(regulation, kind, **({"within_duties": True} | known))


# (kind, what is known, outcome, article under 121, article under 20)
PLACES = [
    ("ordinary", {"conduct_here": True}, "ours", "29", "25"),
    ("ordinary", {"conduct_here": False}, "elsewhere", "29", "25"),
    ("ordinary", {}, "ask", "29", "25"),
    ("platform", {"domicile_here": True}, "ours", "31(1)", "27(1)"),
    ("own_site", {"domicile_here": False}, "elsewhere", "31(1)", "27(1)"),
    ("merchant", {"actual_here": True}, "ours", "31(2)", "27(2)"),
    ("merchant", {"actual_here": False, "platform_here": False}, "elsewhere", "31(2)", "27(2)"),
    ("merchant", {"actual_here": False, "platform_here": True}, "ours", "31(2)", "27(2)"),
    ("merchant", {"platform_here": True}, "ours", "31(2)", "27(2)"),
    ("merchant", {"actual_here": False}, "ask", "31(2)", "27(2)"),
    ("mass_media", {"publisher_here": True}, "ours", "32(1)", "28(1)"),
    ("mass_media", {"publisher_here": False, "advertiser_here": True}, "elsewhere", "32(1)", "28(1)"),
    ("internet_ad", {"publisher_here": False, "advertiser_here": True}, "ours", "32(2)", "28(2)"),
    ("internet_ad", {"publisher_here": True}, "ours", "32(1)", "28(1)"),
    ("internet_ad", {"publisher_here": False, "advertiser_here": False}, "elsewhere", "32(1)", "28(1)"),
    ("own_internet_ad", {"advertiser_here": True}, "ours", "32(3)", "28(3)"),
    ("own_internet_ad", {"advertiser_here": False}, "elsewhere", "32(3)", "28(3)"),
]


@pytest.mark.parametrize(("kind", "known", "outcome", "new", "old"), PLACES)
@pytest.mark.parametrize("regulation", [NEW, OLD])
def test_each_kind_has_its_place_and_its_article(law, regulation, kind, known, outcome, new, old):
    proposal = jurisdiction.propose(where(regulation, kind, **known), law)
    assert proposal.outcome == outcome
    assert law.cite(regulation, new if regulation == NEW else old) in proposal.citations


def test_what_the_article_allows_only_on_having_received_it_first_yields_to_who_did(law):
    known = {"actual_here": False, "platform_here": True, "first_receiver": SIMING}
    proposal = jurisdiction.propose(where(kind="merchant", **known), law)
    assert proposal.outcome == "elsewhere"
    assert proposal.reasons[0].field == "first_receiver"
    # Where the conduct itself is here, an earlier receipt elsewhere changes nothing; a dispute is negotiated.
    kept = jurisdiction.propose(where(kind="merchant", actual_here=True, first_receiver=SIMING), law)
    assert (kept.outcome, kept.reasons[1].citation) == ("ours", law.cite(NEW, "33"))


@pytest.mark.parametrize(("regulation", "cited"), [(NEW, ("samr-order-2", "11(1)")), (OLD, (OLD, "28(1)"))])
def test_a_remote_advertisers_part_may_be_passed_on(law, regulation, cited):
    proposal = jurisdiction.propose(
        where(regulation, "mass_media", publisher_here=True, advertiser_here=False), law
    )
    assert proposal.outcome == "ours"
    assert law.cite(*cited) in proposal.citations


def test_monopoly_and_registration_follow_other_rules_and_are_asked(law):
    for kind, article in (("monopoly", "43(2)"), ("registration", "43(3)")):
        proposal = jurisdiction.propose(where(kind=kind), law)
        assert (proposal.outcome, proposal.citations) == ("ask", (law.cite(NEW, article),))
    assert jurisdiction.propose(where(OLD, "monopoly"), law).citations == (law.cite(OLD, "38(2)"),)


def test_registration_is_named_in_order_121_only(law):
    assert ReportedKind.REGISTRATION in jurisdiction.kinds(NEW)
    assert ReportedKind.REGISTRATION not in jurisdiction.kinds(OLD)
    proposal = jurisdiction.propose(where(OLD, "registration"), law)
    assert (proposal.outcome, proposal.reasons[0].field) == ("ask", "respondent_kind")


@pytest.mark.parametrize(("regulation", "article"), [(NEW, "34"), (OLD, "29")])
def test_what_is_no_duty_of_the_market_regulators_is_elsewhere_whatever_the_place(law, regulation, article):
    proposal = jurisdiction.propose(where(regulation, conduct_here=True, within_duties=False), law)
    assert (proposal.outcome, proposal.citations) == ("elsewhere", (law.cite(regulation, article),))


def test_whether_it_is_within_the_duties_is_asked_even_where_the_place_is_ours(law):
    proposal = jurisdiction.propose(where(conduct_here=True, within_duties=None), law)
    assert (proposal.outcome, [one.field for one in proposal.reasons]) == ("ask", ["within_duties"])


def test_a_station_acts_in_the_bureaus_name(law):
    proposal = jurisdiction.propose(where(conduct_here=True, station=True), law)
    assert law.cite(NEW, "30") in proposal.citations


def check(law, place, ours=None, elsewhere="", words=""):
    return jurisdiction.check_place(place, ours=ours, elsewhere=elsewhere, words=words, law=law)


def test_against_the_proposal_words_are_needed(law):
    away = where(conduct_here=False)
    assert [one.field for one in check(law, away, ours=True).reasons] == ["words"]
    assert check(law, away, ours=True, words="上级指定本局处理。").outcome == "allowed"
    assert check(law, away).outcome == "allowed"


def test_ours_names_nobody_else_and_what_is_no_duty_is_never_ours(law):
    fields = [one.field for one in check(law, where(conduct_here=True), ours=True, elsewhere=SIMING).reasons]
    assert fields == ["elsewhere"]
    outside = where(conduct_here=True, within_duties=False)
    assert "within_duties" in [one.field for one in check(law, outside, ours=True, words="理由").reasons]


def test_what_is_asked_is_refused_at_its_fields_until_somebody_decides(law):
    assert [one.field for one in check(law, where(kind="merchant")).reasons] == [
        "actual_here",
        "platform_here",
    ]
    assert (
        check(law, where(kind="monopoly"), elsewhere="厦门市市场监督管理局", words="省局授权。").outcome
        == "allowed"
    )


def test_who_is_competent_is_said_in_the_words_of_the_article(law):
    assert jurisdiction.whose(where()) == "被举报行为发生地的县级以上市场监督管理部门"
    assert jurisdiction.whose(where(kind="monopoly")) == ""
