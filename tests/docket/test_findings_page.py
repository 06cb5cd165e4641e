"""The list of findings: what is within reach, narrowed, in order, a page after a key; what nobody is shown."""

from __future__ import annotations

from datetime import date

import pytest

from tests import cast
from tests.docket.findings_cast import came, found, mined, ring, twin
from xiaobao.docket import findings_page as listing
from xiaobao.docket.finding_page import finding_page
from xiaobao.docket.finding_reach import one_seen
from xiaobao.docket.findings_page import Wanted, findings_page
from xiaobao.docket.models import Finding, Matter
from xiaobao.refusals import NotAllowed, NotFound

ELSEWHERE = {"office_name": "江头市场监督管理所"}


def titles(officer, **asked) -> list[str]:
    """What the list shows."""
    wanted = Wanted.from_query({"kind": "issue", **asked})
    return [row.title for row in findings_page(officer, wanted, cast.TODAY).rows]


def test_each_sees_what_stands_on_a_matter_within_reach(officers):
    found("issue", came(2), title="湖里的")
    found("issue", came(2, **ELSEWHERE), title="江头的", score=0.4)
    assert titles(officers["chensiyuan"]) == ["湖里的"]
    assert titles(officers["lian"]) == ["江头的"]
    assert titles(officers["luyiheng"]) == ["湖里的", "江头的"]


def test_numbers_are_of_what_is_seen_and_the_total_is_for_who_sees_the_bureau(officers):
    finding = found("issue", [*came(2), *came(3, "2026-05-19", **ELSEWHERE)])
    (own,) = findings_page(officers["chensiyuan"], Wanted.from_query({"kind": "issue"}), cast.TODAY).rows
    assert (own.reach.seen, own.reach.total, own.reach.whole) == (2, None, False)
    assert (own.reach.last_on, own.score, own.why) == (date(2026, 5, 18), None, "")
    (whole,) = findings_page(officers["luyiheng"], Wanted.from_query({"kind": "issue"}), cast.TODAY).rows
    assert (whole.reach.seen, whole.reach.total, whole.score) == (5, 5, finding.score)


def test_an_insiders_report_is_counted_for_nobody_who_must_not_know_of_it(officers, rulebook):
    keys = [*came(2), *came(kind="report")]
    finding = found("issue", keys)
    Matter.objects.filter(pk=keys[-1]).update(guarded=True)
    page = finding_page(officers["hemin"], finding.pk, rulebook=rulebook, today=cast.TODAY)
    assert (page.reach.seen, page.reach.total, page.score) == (2, 2, None)
    assert keys[-1] not in {one.id for one in page.members}
    head = finding_page(officers["suming"], finding.pk, rulebook=rulebook, today=cast.TODAY)
    assert head.reach.seen == 3


def test_what_stands_on_an_insiders_report_alone_does_not_exist(officers):
    (key,) = came(kind="report")
    finding = found("issue", [key])
    Matter.objects.filter(pk=key).update(guarded=True)
    with pytest.raises(NotFound):
        one_seen(officers["hemin"], finding.pk)


def test_a_complaint_and_a_report_of_one_person_are_shown_to_nobody_as_twins(officers):
    finding = found("twin", [*came(), *came(kind="report")])
    for username in ("chensiyuan", "suming", "luyiheng", "fangzhou"):
        with pytest.raises(NotFound):
            one_seen(officers[username], finding.pk)


def test_a_ring_is_seen_and_counted_by_its_complaints_alone(officers, rulebook):
    finding = ring(2)
    (report,) = came(kind="report")
    finding.members.create(matter_id=report)
    page = finding_page(officers["luyiheng"], finding.pk, rulebook=rulebook, today=cast.TODAY)
    assert {one.kind for one in page.members} == {"complaint"}
    assert (page.reach.seen, page.reach.total, page.reach.whole) == (2, 2, True)
    reports_only = found("ring", came(2, kind="report"))
    with pytest.raises(NotFound):
        one_seen(officers["luyiheng"], reports_only.pk)


def test_without_the_right_there_is_no_list(officers):
    with pytest.raises(NotAllowed):
        findings_page(officers["heqing"], Wanted.from_query({}), cast.TODAY)


def test_pages_follow_each_other_by_key_and_leave_nothing_out(officers, monkeypatch):
    monkeypatch.setattr(listing, "PAGE", 3)
    (key,) = came()
    for number, score in enumerate([0.5, 0.5, 0.5, 0.9, None, 0.1, None]):
        found("issue", [key], title=f"第{number}", score=score)
    seen, wanted = [], Wanted.from_query({"kind": "issue"})
    while True:
        page = findings_page(officers["luyiheng"], wanted, cast.TODAY)
        seen += [row.title for row in page.rows]
        if not page.next:
            break
        wanted = Wanted.from_query({"kind": "issue", "after": page.next})
    assert seen == ["第3", "第2", "第1", "第0", "第5", "第6", "第4"]


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ({}, ["新的", "暂缓已到", "有异议"]),
        ({"state": "all"}, ["新的", "已确认", "不成立", "暂缓中", "暂缓已到", "有异议", "消退"]),
        ({"state": "rejected"}, ["不成立"]),
        ({"change": "grown", "state": "all"}, ["已确认"]),
        ({"until": "2026-05-01"}, []),
        ({"since": "2026-05-18", "until": "2026-05-18"}, ["新的", "暂缓已到", "有异议"]),
        ({"office": "jiangtou"}, []),
        ({"state": "没有", "sort": "没有", "since": "没有"}, ["新的", "暂缓已到", "有异议"]),
    ],
)
def test_it_is_narrowed_by_state_change_office_and_period(asked, shown, officers):
    (key,) = came()
    for number, (title, given) in enumerate(
        {
            "新的": {},
            "已确认": {"state": "confirmed", "change": "grown"},
            "不成立": {"state": "rejected"},
            "暂缓中": {"state": "snoozed", "snoozed_until": date(2026, 5, 21)},
            "暂缓已到": {"state": "snoozed", "snoozed_until": cast.TODAY},
            "有异议": {"state": "contested"},
            "消退": {"change": "gone"},
        }.items()
    ):
        found("issue", [key], title=title, score=0.9 - number / 10, **given)
    assert titles(officers["luyiheng"], **asked) == shown


def test_the_latest_run_is_told_of(officers):
    assert findings_page(officers["luyiheng"], Wanted.from_query({}), cast.TODAY).run is None
    run = mined()
    assert findings_page(officers["luyiheng"], Wanted.from_query({}), cast.TODAY).run == run


def test_a_list_costs_the_same_however_many_there_are(officers, django_assert_max_num_queries):
    for _ in range(3):
        twin()
    assert Finding.objects.count() == 3
    with django_assert_max_num_queries(7):
        findings_page(officers["luyiheng"], Wanted.from_query({}), cast.TODAY)
