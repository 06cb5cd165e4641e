"""Whose report it is: the officer's decision is kept with the facts it rests on, apart from the complaint's."""

from __future__ import annotations

import pytest

from tests import cast
from tests.docket.arrival_cast import FREE_WORDS, act, kept_without_words, refused
from xiaobao.docket.actions.place_report import place_report
from xiaobao.docket.models import Matter

HERE = {"respondent_kind": "ordinary", "conduct_here": True, "within_duties": True}
OLD = cast.report(received_at=cast.at("2026-03-02"))


def kept(key):
    report = Matter.objects.get(pk=key).report
    return (
        report.respondent_kind,
        report.within_duties,
        report.competent,
        report.competent_elsewhere,
        report.placed_on,
    )


@pytest.mark.parametrize("row", [cast.report(), OLD])
def test_ours_is_kept_with_the_facts_it_rests_on(register, officers, row):
    key = register(row)
    done = act(place_report, key, officers["hemin"], **HERE)
    assert kept(key) == ("ordinary", True, True, "", cast.TODAY)
    assert done.event.data == {
        "kind": "ordinary",
        "proposed": "ours",
        "ours": True,
        "conduct_here": True,
        "within_duties": True,
    }


def test_a_station_is_told_that_it_acts_in_the_bureaus_name(register, officers):
    done = act(place_report, register(cast.report()), officers["chensiyuan"], **HERE)
    assert any("第三十条" in one.citation for one in done.weighed)


def test_elsewhere_without_a_name_is_said_in_the_words_of_the_article(register, officers):
    key = register(cast.report())
    act(place_report, key, officers["hemin"], **HERE | {"conduct_here": False})
    assert kept(key)[2:4] == (False, "被举报行为发生地的县级以上市场监督管理部门")


def test_against_the_proposal_words_are_needed_and_kept_beside_the_event(register, officers):
    key = register(cast.report())
    away = HERE | {"conduct_here": False}
    assert set(refused(place_report, key, officers["hemin"], **away, ours=True).fields) == {"words"}
    done = act(place_report, key, officers["hemin"], **away, ours=True, words=FREE_WORDS)
    assert (kept(key)[2], done.event.ruling.words) == (True, FREE_WORDS)
    assert FREE_WORDS not in kept_without_words(key)


def test_what_is_not_known_is_asked_for_at_its_field(register, officers):
    given = {"respondent_kind": "internet_ad", "within_duties": True}
    refusal = refused(place_report, register(cast.report()), officers["hemin"], **given)
    assert set(refusal.fields) == {"publisher_here", "advertiser_here"}


def test_registration_of_drugs_is_no_kind_of_order_20(register, officers):
    given = {"respondent_kind": "registration", "within_duties": True, "elsewhere": "省药品监督管理局"}
    assert set(refused(place_report, register(OLD), officers["hemin"], **given).fields) == {"respondent_kind"}
    key = register(cast.report(external_id="E2"))
    act(place_report, key, officers["hemin"], **given, words="依省局规定。")
    assert kept(key)[2:4] == (False, "省药品监督管理局")
