"""Of one linked person complaints alone are shown, within reach, and no look goes unrecorded."""

from __future__ import annotations

import pytest

from tests import cast
from tests.docket.findings_cast import GYM, SHOP, came, found, ring
from xiaobao.docket.actions.read_person import read_person
from xiaobao.docket.models import LinkedPerson, Matter
from xiaobao.docket.person_page import person_page
from xiaobao.refusals import NotAllowed, NotFound, Unavailable
from xiaobao.vault.models import AuditEntry

pytestmark = pytest.mark.django_db
KEY, OTHER = "a" * 32, "b" * 32


def linked(keys: list[int], person: str = KEY) -> list[int]:
    """Put these matters down to one person, each linked with the one before."""
    for before, key in zip([0, *keys], keys, strict=False):
        reasons = [{"matter": before, "why": "姓名、电话一致"}] if before else []
        LinkedPerson.objects.create(matter_id=key, person=person, reasons=reasons)
    return keys


def test_the_complaints_stand_together_with_whom_they_are_against_and_by_what(officers, rulebook) -> None:
    one, two, three = linked([*came(2, day="2026-05-02"), *came(1, day="2026-05-09", respondent_name=GYM)])
    linked(came(1), OTHER)
    page = person_page(officers["luyiheng"], KEY, rulebook)
    assert [line.id for line in page.listed.lines] == [three, two, one]
    assert [(shop.name, shop.matters) for shop in page.respondents] == [(SHOP, 2), (GYM, 1)]
    assert page.links == (("姓名、电话一致", 2),)
    number = Matter.objects.get(pk=two).number
    assert page.listed.lines[0].why == f"与 {number} 姓名、电话一致"
    assert page.names == ("林**",)


def test_a_report_is_neither_shown_nor_counted_whatever_row_says_so(officers, rulebook) -> None:
    complaint, *_rest = linked([*came(1), *came(2, kind="report")])
    page = person_page(officers["luyiheng"], KEY, rulebook)
    assert ([line.id for line in page.listed.lines], page.complaints) == ([complaint], 1)
    assert (len(page.bars.bars), page.links) == (1, ())


def test_what_was_linked_with_a_complaint_out_of_reach_is_not_named(officers, rulebook) -> None:
    linked([*came(1), *came(1, office_name="江头市场监督管理所")])
    page = person_page(officers["lian"], KEY, rulebook)
    assert (page.complaints, page.links, page.listed.lines[0].why) == (1, (), "")


@pytest.mark.parametrize("who", ["lian", "chensiyuan"])
def test_without_a_complaint_within_reach_there_is_nobody(who, officers, rulebook) -> None:
    linked(came(1) if who == "lian" else came(1, kind="report"))
    with pytest.raises(NotFound):
        person_page(officers[who], KEY, rulebook)


def test_who_does_no_mining_sees_nobody(officers, rulebook) -> None:
    linked(came(1))
    with pytest.raises(NotAllowed):
        person_page(officers["xuan"], KEY, rulebook)


def test_the_ring_stands_beside_with_this_persons_factors_alone(officers, rulebook) -> None:
    finding = ring()
    finding.evidence["persons"].append(
        {"person": "P1", "factors": [{"factor": "bulk", "value": 9, "unit": "matter",
         "why": "一次购买9件（121号令第十七条第一款第一项）"}]}
    )  # fmt: skip
    finding.save()
    (shown,) = person_page(officers["luyiheng"], "P1", rulebook).rings
    told = [(factor.number, part.why) for factor in shown.factors for _who, part in factor.shown]
    assert told == [(1, "一次购买9件（121号令第十七条第一款第一项）")]


@pytest.mark.parametrize("changes", [{"state": "rejected"}, {"change": "gone"}])
def test_a_ring_that_does_not_hold_is_not_shown(changes, officers, rulebook) -> None:
    ring(**changes)
    assert person_page(officers["luyiheng"], "P0", rulebook).rings == ()


def test_of_a_ring_within_reach_in_part_no_factor_is_shown(officers, rulebook) -> None:
    finding = ring()
    (far,) = came(1, office_name="江头市场监督管理所")
    finding.members.create(matter_id=far)
    (shown,) = person_page(officers["chensiyuan"], "P0", rulebook).rings
    assert (shown.finding, shown.factors) == (finding, ())


def test_an_issue_that_holds_the_complaints_is_no_ring(officers, rulebook) -> None:
    found("issue", linked(came(2)))
    assert person_page(officers["luyiheng"], KEY, rulebook).rings == ()


def test_a_look_leaves_its_row_and_names_nobody(officers, rulebook) -> None:
    linked(came(2))
    read_person(person=KEY, officer=officers["luyiheng"], at=cast.NOON, rulebook=rulebook, address="10.1.2.3")
    row = AuditEntry.objects.get(act="mining.person_read")
    assert (row.subject, row.detail, row.address) == (f"person:{KEY}", {"count": 2}, "10.1.2.3")
    assert row.actor_id == officers["luyiheng"].user.pk


def test_what_cannot_be_recorded_is_not_shown(officers, rulebook, monkeypatch) -> None:
    linked(came(1))

    def full(**_told: object) -> None:
        raise Unavailable("磁盘已满")

    monkeypatch.setattr("xiaobao.docket.actions.read_person.record", full)
    with pytest.raises(Unavailable, match="所以没有打开"):
        read_person(person=KEY, officer=officers["luyiheng"], at=cast.NOON, rulebook=rulebook)
