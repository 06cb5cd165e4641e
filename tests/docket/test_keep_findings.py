"""What a run has found comes into the docket whole; what persons decided stays; no report shows anywhere."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from datetime import timedelta

import pytest

from tests import cast
from tests.docket.mining_cast import keep, mined, several
from tests.mining.found_cast import group, ring, twin
from xiaobao.docket.actions.register import register_many
from xiaobao.docket.models import (
    Finding,
    FindingMember,
    FindingRuling,
    LinkedEnterprise,
    LinkedPerson,
    Matter,
    MatterLabel,
    MiningRun,
)
from xiaobao.docket.rulebook import Rulebook
from xiaobao.staff.permissions import Authority
from xiaobao.vault.models import AuditEntry

pytestmark = pytest.mark.django_db
Many = Callable[..., list[int]]


@pytest.fixture
def many(officers: dict[str, Authority], rulebook: Rulebook) -> Many:
    """Register so many matters and return their ids."""

    def register(number: int, *, kind: str = "complaint", first: int = 0) -> list[int]:
        rows = several(number, kind=kind, first=first)
        return list(register_many(rows, batch=None, rulebook=rulebook, at=cast.NOON))

    return register


def rule(finding: Finding, verb: str, reason: str, officers: dict[str, Authority], **state: object) -> None:
    """An officer decides, as the desk writes it."""
    FindingRuling.objects.create(
        finding=finding, verb=verb, reason=reason, matters=finding.matters,
        by=officers["luyiheng"].user, at=cast.NOON,
    )  # fmt: skip
    Finding.objects.filter(pk=finding.pk).update(**state)


def members(finding: Finding) -> list[int]:
    return list(finding.members.values_list("matter_id", flat=True))


def test_a_run_brings_in_findings_members_and_its_row(many: Many) -> None:
    ids = many(5)
    before = list(Matter.objects.order_by("pk").values())
    run = keep(mined(pairs=[twin(*ids[:2])], **group("g", *ids[2:])))
    found = {one.kind: one for one in Finding.objects.all()}
    assert {kind: (members(one), one.state, one.change) for kind, one in found.items()} == {
        "twin": (ids[:2], "open", "new"), "group": (ids[2:], "open", "new"),
    }  # fmt: skip
    assert (found["group"].respondent.name, found["group"].first_run) == ("厦门青禾生鲜超市有限公司", run)
    assert {part["name"] for part in found["twin"].parts} >= {"same_person", "likeness"}
    assert (run.matters, run.noise["duplicate"]) == (5, 1)
    assert list(Matter.objects.order_by("pk").values()) == before
    (row,) = AuditEntry.objects.filter(act="mining.kept")
    assert (row.subject, row.detail["findings"]) == (f"mining_run:{run.pk}", 2)


def test_the_same_run_again_changes_nothing_but_the_runs(many: Many) -> None:
    ids = many(5)
    how = {"pairs": [twin(*ids[:2])], **group("g", *ids[2:])}
    first = mined(**how)
    keep(first)
    held = list(Finding.objects.order_by("pk").values("key", "title", "parts", "state", "matters", "version"))
    inside = list(FindingMember.objects.values())
    keep(mined(before=first, **how))
    assert list(Finding.objects.order_by("pk").values(*held[0])) == held
    assert list(FindingMember.objects.values()) == inside
    assert set(Finding.objects.values_list("change", flat=True)) == {"same"}


def test_what_a_person_confirmed_stays_confirmed_and_grows(
    many: Many, officers: dict[str, Authority]
) -> None:
    ids = many(8)
    first = mined(**group("g", *ids[:4]))
    keep(first)
    rule(Finding.objects.get(), "confirm", "", officers, state="confirmed")
    keep(mined(before=first, **group("g", *ids)))
    found = Finding.objects.get()
    assert (found.state, found.change, found.matters, members(found)) == ("confirmed", "grown", 8, ids)


def test_a_rejected_group_lies_still_until_it_has_grown_by_half(
    many: Many, officers: dict[str, Authority]
) -> None:
    ids = many(8)
    first = mined(**group("g", *ids[:4]))
    keep(first)
    rule(Finding.objects.get(), "reject", "usual", officers, state="rejected", version=2)
    second = mined(before=first, **group("g", *ids[:5]))
    keep(second)
    still = Finding.objects.get()
    assert (still.state, still.matters, still.version) == ("rejected", 4, 2)
    keep(mined(before=second, **group("g", *ids)))
    again = Finding.objects.get()
    assert (again.state, again.matters, again.version) == ("open", 8, 3)


def test_a_snoozed_finding_is_open_again_on_its_day(many: Many, officers: dict[str, Authority]) -> None:
    ids = many(4)
    keep(mined(**group("g", *ids)))
    day = cast.TODAY + timedelta(days=7)
    rule(Finding.objects.get(), "snooze", "", officers, state="snoozed", snoozed_until=day)
    keep(mined(on=day - timedelta(days=1), **group("g", *ids)))
    assert Finding.objects.get().state == "snoozed"
    keep(mined(on=day, **group("g", *ids)))
    assert (Finding.objects.get().state, Finding.objects.get().snoozed_until) == ("open", None)


def test_a_twin_said_to_be_none_is_gone_and_does_not_come_again(
    many: Many, officers: dict[str, Authority]
) -> None:
    ids = many(2)
    first = mined(pairs=[twin(*ids)])
    keep(first)
    rule(Finding.objects.get(), "reject", "different_dispute", officers, state="rejected")
    second = mined(before=first, pairs=[twin(*ids)])
    keep(second)
    keep(mined(before=second, pairs=[twin(*ids)]))
    assert list(Finding.objects.values_list("state", "change")) == [("rejected", "gone")]


def test_a_finding_that_is_gone_leaves_no_words_of_matters_behind(many: Many) -> None:
    ids = many(3)
    issue = {"issue": "i", "title": "酸奶过期", "rank": 1, "first_on": cast.TODAY,
             "last_on": cast.TODAY, "matters": 3, "persons": 3, "score": 0.5,
             "words": '{"words": ["酸奶", "过期"], "quotes": ["酸奶过期了。"]}'}  # fmt: skip
    inside = [{"issue": "i", "matter": one, "closeness": 0.8, "counted": True} for one in ids]
    first = mined(issues=[issue], issue_members=inside)
    keep(first)
    assert Finding.objects.get().evidence == {"words": ["酸奶", "过期"], "quotes": ["酸奶过期了。"]}
    keep(mined(before=first))
    assert (Finding.objects.get().change, Finding.objects.get().evidence) == ("gone", {})


def test_of_a_ring_and_of_its_persons_no_report_is_kept(many: Many) -> None:
    complaints, reports = many(4), many(4, kind="report", first=50)
    ids = complaints + reports
    edges = [{"left": one, "right": other, "reason": "同一电话"} for one, other in itertools.pairwise(ids)]
    claimants = [
        {"person": "甲", "track": track, "factor": factor, "value": 4.0, "unit": "matter", "why": why}
        for track, factor, why in (
            ("complaint", "count_365", "一年投诉4件"),
            ("report", "count_365", "一年举报4件"),
        )
    ]
    keep(
        mined(
            persons=[{"matter": one, "role": "complainant", "person": "甲"} for one in ids],
            person_edges=edges,
            claimants=claimants,
            **ring("r", *((one, "甲") for one in ids)),
        )
    )
    found = Finding.objects.get(kind="ring")
    assert (members(found), found.matters) == (complaints, 4)
    assert set(LinkedPerson.objects.values_list("matter_id", flat=True)) == set(complaints)
    assert MatterLabel.objects.filter(label="职业索赔").count() == 4
    told = [found.evidence, found.parts, found.title, found.why, *LinkedPerson.objects.values_list("reasons")]
    words = json.dumps(told, ensure_ascii=False)
    assert "举报" not in words
    assert {one["matter"] for row in LinkedPerson.objects.all() for one in row.reasons} <= set(complaints)
    assert found.evidence["persons"][0]["matters"] == complaints
    assert {one for link in found.evidence["links"] for one in (link["left"], link["right"])} <= set(
        complaints
    )


def test_a_complaint_of_a_ring_of_reports_is_not_labelled(many: Many) -> None:
    (complaint,), reports = many(1), many(4, kind="report", first=50)
    keep(mined(**ring("r", *((one, "甲") for one in (complaint, *reports)))))
    assert (Finding.objects.count(), MatterLabel.objects.count()) == (0, 0)


def test_labels_are_kept_where_proposed_or_asked_and_follow_the_run(many: Many) -> None:
    (one, other) = many(2)

    def label(matter: int, label: str, band: str) -> dict:
        return {"matter": matter, "scheme": "hot", "label": label, "score": 0.9, "band": band, "by": "model",
                "why": "词语"}  # fmt: skip

    keep(mined(labels=[label(one, "食品安全", "propose"), label(other, "电商网购", "silent")]))
    assert list(MatterLabel.objects.values_list("matter_id", "label", "band")) == [
        (one, "食品安全", "propose")
    ]
    keep(mined(labels=[label(one, "食品安全", "ask"), label(other, "家居用品", "propose")]))
    assert set(MatterLabel.objects.values_list("matter_id", "label", "band")) == {
        (one, "食品安全", "ask"), (other, "家居用品", "propose"),
    }  # fmt: skip


def test_what_was_made_an_insiders_report_meanwhile_shows_nowhere(many: Many) -> None:
    reports = many(4, kind="report")
    labels = [{"matter": one, "scheme": "harm", "label": "健康", "band": "ask", "by": "rule", "why": "词语"}
              for one in reports]  # fmt: skip
    first = mined(labels=labels, **group("g", *reports))
    keep(first)
    Matter.objects.filter(pk=reports[0]).update(guarded=True)
    keep(mined(before=first, labels=labels[1:], **group("g", *reports[1:])))
    assert members(Finding.objects.get()) == reports[1:]
    Matter.objects.filter(pk=reports[1]).update(guarded=True)
    # Between the reading of the tables and the keeping of what was found.
    keep(first)
    assert members(Finding.objects.get()) == reports[2:]
    assert set(MatterLabel.objects.values_list("matter_id", flat=True)) == set(reports[2:])


def test_enterprises_that_are_one_are_kept_with_the_reason(many: Many) -> None:
    many(1)
    from xiaobao.docket.models import Enterprise

    one = Enterprise.objects.get()
    other = Enterprise.objects.create(name="青禾生鲜", address="湖里大道")
    rows = [{"enterprise": key, "respondent": one.pk} for key in (one.pk, other.pk)]
    edge = {"left": one.pk, "right": other.pk, "reason": "名称相近、地址相同", "score": None}
    keep(mined(respondents=rows, respondent_edges=[edge]))
    assert list(LinkedEnterprise.objects.values_list("pk", "stands_for_id", "why")) == [
        (other.pk, one.pk, "名称相近、地址相同")
    ]
    keep(mined(respondents=[{"enterprise": key, "respondent": key} for key in (one.pk, other.pk)]))
    assert LinkedEnterprise.objects.count() == 0


def test_all_of_a_run_comes_in_or_nothing(many: Many, monkeypatch: pytest.MonkeyPatch) -> None:
    from xiaobao.docket.actions import keep_findings as module

    def broken(*_args: object) -> dict[str, int]:
        raise RuntimeError("the disk is gone")

    ids = many(3)
    monkeypatch.setattr(module, "keep_labels", broken)
    with pytest.raises(RuntimeError):
        keep(mined(**group("g", *ids)))
    assert (MiningRun.objects.count(), Finding.objects.count(), LinkedPerson.objects.count()) == (0, 0, 0)
