"""The inbox: the most urgent first, within reach, and the next matter keeps the filter."""

from __future__ import annotations

import pytest

from tests import cast
from xiaobao.docket.actions.accept import accept
from xiaobao.docket.filters import Filter
from xiaobao.docket.models import Matter
from xiaobao.docket.queries import Counters, inbox, next_matter, regulation_of, visible, within_reach


@pytest.fixture
def docket(register):
    """Eight matters: from long overdue to finished, in two offices, from two channels."""
    calls = {
        "calm": {"received_at": cast.at("2026-05-20")},
        "overdue": {"received_at": cast.at("2026-05-06")},
        "today": {"received_at": cast.at("2026-05-11")},
        "soon": {"received_at": cast.at("2026-05-14")},
        "elsewhere": {"received_at": cast.at("2026-05-12"), "office_name": "江头市场监督管理所"},
        "finished": {"decision": "declined", "decided_at": cast.at("2026-05-19"), "closed": True},
        "declined": {"decision": "declined", "decided_at": cast.at("2026-05-19")},
        "hotline": {
            "system": "hotline_12345",
            "channel": "12345",
            "object_path": ("市场监管", "美容"),
            "external_due": (("hotline.city", cast.at("2026-05-22")),),
        },
    }
    return {name: register(cast.complaint(external_id=name, **changes)) for name, changes in calls.items()}


@pytest.fixture
def names(docket, rulebook):
    """The inbox of an officer as names of the docket, in order."""
    back = {key: name for name, key in docket.items()}

    def read(officer, page=1, **chosen):
        found = inbox(officer, Filter(**chosen), cast.TODAY, rulebook, page)
        return [back[row.id] for row in found.rows]

    return read


def test_the_most_urgent_comes_first_and_what_has_no_clock_last(names, officers):
    assert names(officers["hemin"]) == [
        "overdue",
        "today",
        "elsewhere",
        "hotline",
        "soon",
        "calm",
        "declined",
    ]


def test_a_handler_and_a_unit_head_see_their_own_office_only(names, officers):
    assert names(officers["lian"]) == ["elsewhere"]
    assert "elsewhere" not in names(officers["suming"], open="all")
    assert len(names(officers["chensiyuan"], open="all")) == 7


def test_an_administrator_sees_no_matter_no_count_and_no_office(names, officers, rulebook):
    assert names(officers["admin"], open="all") == []
    assert names(officers["admin"], open="all", text="酸奶") == []
    page = inbox(officers["admin"], Filter(), cast.TODAY, rulebook)
    assert (page.total, page.pages, page.counters) == (0, 1, Counters(0, 0, 0, 0, 0))
    assert (page.facets.offices, page.facets.categories) == ([], [])
    assert not visible(officers["admin"]).exists()


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ({"due": "overdue"}, ["overdue"]),
        ({"due": "today"}, ["today"]),
        ({"due": "soon"}, ["elsewhere", "hotline", "soon"]),
        ({"open": "closed"}, ["finished"]),
        ({"state": "declined"}, ["declined"]),
        ({"office": "jiangtou"}, ["elsewhere"]),
        ({"channel": "12345"}, ["hotline"]),
        ({"category": "美容"}, ["hotline"]),
        ({"kind": "report"}, []),
        ({"text": "酸奶", "due": "overdue"}, ["overdue"]),
        ({"text": "酸奶 江头"}, []),
        ({"text": "soon"}, ["soon"]),
        ({"office": "nowhere"}, []),
    ],
)
def test_every_filter_narrows_to_exactly_what_it_says(names, officers, chosen, expected):
    assert names(officers["hemin"], **chosen) == expected


def test_open_and_closed_together_are_all(names, officers):
    both = names(officers["hemin"]) + names(officers["hemin"], open="closed")
    assert sorted(both) == sorted(names(officers["hemin"], open="all"))


def test_the_counters_count_what_the_filters_list(names, officers, rulebook):
    page = inbox(officers["hemin"], Filter(), cast.TODAY, rulebook)
    assert page.counters == Counters(open=7, overdue=1, today=1, soon=3, closed=1)
    listed = {due: len(names(officers["hemin"], due=due)) for due in ("overdue", "today", "soon")}
    assert listed == {"overdue": 1, "today": 1, "soon": 3}


def test_a_row_shows_the_person_masked_and_the_due_date_in_words(docket, officers, rulebook):
    row = inbox(officers["hemin"], Filter(due="today"), cast.TODAY, rulebook).rows[0]
    assert (row.person, row.respondent, row.office) == (
        "林**",
        "厦门青禾生鲜超市有限公司",
        "湖里市场监督管理所",
    )
    assert (row.kind_label, row.state_label, row.category) == ("投诉", "待处理", "食品")
    assert (row.due.words, row.due.tone, row.due.due_on) == ("今日届满", "today", cast.TODAY)
    assert row.due_clock == "投诉受理决定"
    assert "13900000001" not in row.subject


def test_the_facets_offer_what_the_officer_can_choose(docket, officers, rulebook):
    facets = inbox(officers["lian"], Filter(), cast.TODAY, rulebook).facets
    assert facets.offices == [("jiangtou", "江头市场监督管理所")]
    assert facets.categories == [("食品", "食品")]
    assert facets.kinds == [("complaint", "投诉"), ("report", "举报")]
    assert ("received", "待处理") in facets.states


@pytest.fixture
def many(register):
    """120 matters received one after the other on the same day."""
    return [register(cast.complaint(external_id=f"E{n:03}")) for n in range(120)]


def test_pages_hold_fifty_in_a_stable_order_and_lose_none(many, officers, rulebook):
    pages = [inbox(officers["hemin"], Filter(), cast.TODAY, rulebook, page) for page in (1, 2, 3)]
    assert [len(page.rows) for page in pages] == [50, 50, 20]
    assert [row.id for page in pages for row in page.rows] == many
    assert {(page.total, page.pages) for page in pages} == {(120, 3)}


@pytest.mark.parametrize(("asked", "shown"), [(0, 1), (-3, 1), (4, 3), (999, 3)])
def test_a_page_that_is_not_there_shows_the_nearest(many, officers, rulebook, asked, shown):
    assert inbox(officers["hemin"], Filter(), cast.TODAY, rulebook, asked).page == shown


def test_next_goes_through_the_filter_in_order_and_begins_again_at_the_end(docket, officers, rulebook):
    def following(name):
        return next_matter(officers["hemin"], Filter(due="soon"), cast.TODAY, docket[name], rulebook)

    assert following("overdue") == docket["elsewhere"]
    assert following("elsewhere") == docket["hotline"]
    assert following("hotline") == docket["soon"]
    assert following("soon") == docket["elsewhere"]


def test_a_matter_just_decided_keeps_its_place_so_that_next_skips_nothing(docket, officers, rulebook):
    accept(matter_id=docket["today"], version=1, officer=officers["chensiyuan"], at=cast.NOON)
    told_by = Matter.objects.get(pk=docket["today"])
    assert (told_by.next_due, told_by.next_clock) == (cast.TODAY, "complaint.acceptance_notice")
    chosen = Filter(state="received")
    assert next_matter(officers["suming"], chosen, cast.TODAY, docket["today"], rulebook) == docket["hotline"]


def test_there_is_no_next_when_there_is_no_other_or_the_matter_is_out_of_reach(docket, officers, rulebook):
    assert next_matter(officers["lian"], Filter(), cast.TODAY, docket["elsewhere"], rulebook) is None
    assert next_matter(officers["lian"], Filter(), cast.TODAY, docket["today"], rulebook) is None


def test_a_matter_out_of_reach_has_no_regulation_to_tell(register, officers):
    key = register()
    hers, elsewhere = officers["chensiyuan"], officers["lian"]
    assert (within_reach(hers, key), regulation_of(hers, key)) == (True, "samr-order-121")
    assert (within_reach(elsewhere, key), regulation_of(elsewhere, key)) == (False, "")
