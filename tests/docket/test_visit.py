"""Return visits: whom, when, whether anybody was reached, and how satisfied they were."""

from __future__ import annotations

from datetime import date

import pytest

from tests import cast
from tests.docket.a_complaint import Case
from xiaobao.docket.actions.close import close
from xiaobao.docket.actions.draw_sample import draw_sample
from xiaobao.docket.actions.visit import visit
from xiaobao.docket.models import Visit
from xiaobao.refusals import Changed, NotAllowed, NotFound, Refused
from xiaobao.rules.sampling import Satisfaction

LATER = cast.at("2026-05-25")


@pytest.fixture
def case(register, officers):
    """A complaint declined, told and closed on 20 May 2026."""
    case = Case(register(), officers)
    case.serve(case.decline())
    case.do(close)
    return case


def visited(case, **how):
    given = {"at": LATER, "side": "complainant", "on": LATER.date(), "channel": "phone", "reached": True}
    return case.do(visit, **(given | {"satisfaction": "content"} | how))


def test_what_was_said_is_kept_and_the_complaint_shows_how_satisfied_they_were(case):
    taken = visited(case, words="希望处理得再快一些。")
    kept = Visit.objects.get()
    assert (kept.side, kept.on, kept.channel, kept.reached) == (
        "complainant",
        date(2026, 5, 25),
        "phone",
        True,
    )
    assert (kept.satisfaction, kept.words, kept.by.name) == ("content", "希望处理得再快一些。", "陈思远")
    assert (case.complaint.satisfaction, case.matter.state, case.matter.is_open) == ("满意", "closed", False)
    assert taken.event.data == {
        "side": "complainant",
        "channel": "phone",
        "reached": True,
        "satisfaction": "content",
    }


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"side": "other"}, "side"),
        ({"channel": ""}, "channel"),
        ({"on": None}, "on"),
        ({"on": date(2026, 5, 26)}, "on"),
        ({"on": date(2026, 5, 17)}, "on"),
        ({"satisfaction": "great"}, "satisfaction"),
        ({"satisfaction": ""}, "satisfaction"),
        ({"reached": False}, "satisfaction"),
        ({"sample_id": 99}, "sample_id"),
    ],
)
def test_each_thing_that_is_wrong_is_refused_at_its_field(case, given, field):
    with pytest.raises(Refused) as refused:
        visited(case, **given)
    assert set(refused.value.fields) == {field}
    assert Visit.objects.count() == 0


def test_nobody_reached_and_nothing_said_leave_the_satisfaction_alone(case):
    visited(case, reached=False, satisfaction="")
    assert case.complaint.satisfaction == ""
    visited(case, satisfaction="unsaid")
    assert case.complaint.satisfaction == "未表示"
    visited(case, satisfaction="very")
    visited(case, satisfaction="unsaid")
    visited(case, side="respondent", satisfaction="not")
    assert case.complaint.satisfaction == "非常满意"
    assert Visit.objects.count() == 5


def test_a_visit_may_belong_to_a_sample_the_matter_was_drawn_in(case):
    officer = case.officers["luyiheng"]
    sample = draw_sample(
        officer=officer, at=LATER, since=date(2026, 5, 1), until=date(2026, 5, 31), size=1, seed=7
    )
    visited(case, sample_id=sample.pk)
    assert Visit.objects.get().sample == sample


def test_under_order_20_it_rests_on_the_general_article(register, officers):
    case = Case(register(cast.complaint(received_at=cast.at("2026-04-14"))), officers)
    case.decline()
    visited(case)
    assert case.complaint.satisfaction == "满意"


def test_rule_and_table_know_the_same_answers_by_the_same_words():
    known = [(code, str(label)) for code, label in Visit.Satisfaction.choices]
    assert [(one.value, one.label) for one in Satisfaction] == known


def test_while_nothing_is_decided_nobody_is_called_back(register, officers):
    case = Case(register(), officers)
    with pytest.raises(Refused) as refused:
        visited(case)
    assert refused.value.code == "RUL-102"


def test_a_double_click_visits_once_and_only_who_may_and_sees_it(case):
    version = case.matter.version
    visited(case, who="fangzhou")
    with pytest.raises(Changed):
        visited(case, version=version)
    for username, refusal in (("tangyue", NotAllowed), ("lian", NotFound), ("admin", NotFound)):
        with pytest.raises(refusal):
            visited(case, who=username)
    assert Visit.objects.count() == 1
