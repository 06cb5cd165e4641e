"""What an officer writes on a report names nobody; on a complaint it stays as written."""

from __future__ import annotations

import pytest

from tests import cast
from xiaobao.docket.actions.held import decide
from xiaobao.docket.actions.lead import lead
from xiaobao.docket.actions.note import add_note
from xiaobao.docket.actions.taking import taking
from xiaobao.docket.models import HeldChange, ImportBatch, Matter, Note, Role, Ruling
from xiaobao.docket.people import PersonGiven, add
from xiaobao.docket.shield import cover, shield, shield_report
from xiaobao.rules.workflow import Act

WRITTEN = "周喆（13900000002）下午来过，周先生说还有照片。"
KEPT = "周**（139****0002）下午来过，周**说还有照片。"


@pytest.fixture
def report(register):
    return Matter.objects.get(pk=register(cast.report()))


def test_the_people_of_a_report_are_masked_in_what_is_written_on_it(report):
    assert shield(report, WRITTEN) == KEPT
    assert shield(report, KEPT) == KEPT
    assert shield(report, "") == ""


def test_everybody_on_the_report_is_masked_and_somebody_introduced_too(report):
    add(report, PersonGiven(name="林晓禾"), role=Role.AGENT)
    assert shield(report, "周喆同林晓禾来，联系人：叶知秋") == "周**同林**来，联系人：叶**"


def test_who_complained_is_masked_in_the_report_that_came_of_a_lead(register, officers, own_home):
    key = register(cast.complaint(decision="accepted", decided_at=cast.at("2026-05-19")))
    taken = lead(
        matter_id=key, version=1, officer=officers["chensiyuan"], at=cast.NOON, discovered_on=cast.TODAY,
        words="小票显示该店回收过期奶。",
    )  # fmt: skip
    report = Matter.objects.get(number=taken.data["linked"])
    assert shield(report, "线索出自林晓禾的小票") == "线索出自林**的小票"


def test_on_a_complaint_the_words_of_an_officer_stay(register):
    complaint = Matter.objects.get(pk=register(cast.complaint()))
    assert shield_report(complaint, "林晓禾来电") == "林晓禾来电"


@pytest.mark.parametrize(("row", "kept"), [(cast.report, KEPT), (cast.complaint, WRITTEN)])
def test_a_note_names_nobody_on_a_report(register, officers, row, kept):
    add_note(matter_id=register(row()), officer=officers["chensiyuan"], at=cast.NOON, text=WRITTEN)
    assert Note.objects.get().text == kept


def test_the_words_given_with_an_act_name_nobody_on_a_report(report, officers):
    with taking(
        act=Act.CLASSIFY, matter_id=report.pk, version=1, officer=officers["chensiyuan"], at=cast.NOON
    ) as taken:
        taken.words = WRITTEN
    assert Ruling.objects.get().words == KEPT


def test_the_reason_of_a_held_change_names_nobody_on_a_report(report, officers):
    batch = ImportBatch.objects.create(file_name="x.xlsx", sha256="0" * 64, started_at=cast.NOON)
    change = HeldChange.objects.create(
        matter=report,
        batch=batch,
        row=2,
        field="kind",
        present="report",
        proposed="complaint",
        digest=b"d" * 16,
    )
    decide(
        change_id=change.pk, officer=officers["luyiheng"], at=cast.NOON, apply=False, reason="周喆说是举报"
    )
    assert HeldChange.objects.get().reason == "周**说是举报"


def test_words_that_leave_the_bureau_keep_no_surname_and_no_figure(report):
    covered = "（略）（（略））下午来过，（略）说还有照片。"
    assert cover(report, WRITTEN) == covered
    assert cover(report, KEPT) == covered
    assert cover(report, covered) == covered
    assert cover(report, "") == ""


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ("身份证350206199001011234的人", "身份证（略）的人"),
        ("我住在湖里区虚构路99号3栋502室。", "我住在湖里区（略）。"),
        ("邮箱zhou@qq.com", "邮箱（略）"),
        ("联系人：欧阳晓禾", "联系人：（略）"),
        ("冷柜内有酸奶12盒，3*4排列。", "冷柜内有酸奶12盒，3*4排列。"),
    ],
)
def test_whatever_is_masked_inside_is_covered_outside(report, written, left):
    assert cover(report, written) == left
