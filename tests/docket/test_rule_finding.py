"""Ruling on a finding: confirm, reject for a reason, put off, open again; contest and decide on that."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from tests import cast
from tests.docket.findings_cast import came, found, labelled, ring, twin
from xiaobao.docket.actions.confirm_twin import confirm_twin
from xiaobao.docket.actions.contest_finding import contest_finding, decide_contest
from xiaobao.docket.actions.correct_label import correct_label
from xiaobao.docket.actions.rule_finding import rule_finding
from xiaobao.docket.finding_rulings import STEPS
from xiaobao.docket.finding_words import reasons
from xiaobao.docket.label_beside import beside
from xiaobao.docket.models import Event, FindingVerb, LabelRuling, Link, LinkKind, Matter
from xiaobao.refusals import Changed, NotAllowed, NotFound, Refused
from xiaobao.vault.models import AuditEntry


def ruled(finding, officer, verb: str = "confirm", **given):
    """Rule on a finding as it stands."""
    finding.refresh_from_db()
    told = {"finding_id": finding.pk, "version": finding.version, "officer": officer, "at": cast.NOON}
    return rule_finding(**told, verb=verb, **given)


def contested(finding, officer, **given):
    """Object to a finding as it stands."""
    finding.refresh_from_db()
    told = {"finding_id": finding.pk, "version": finding.version, "officer": officer, "at": cast.NOON}
    return contest_finding(**told, **{"behalf": "person", "words": "不是同一件事"} | given)


def decided(finding, officer, *, uphold: bool, words: str = "核对过购买记录"):
    """Decide on the objection to a finding."""
    finding.refresh_from_db()
    told = {"finding_id": finding.pk, "version": finding.version, "officer": officer, "at": cast.NOON}
    return decide_contest(**told, uphold=uphold, words=words)


def test_a_ruling_is_kept_with_how_large_it_was_and_stands_in_the_trail(officers):
    finding = ring()
    ruled(finding, officers["luyiheng"], "reject", reason="active_citizen", words="逐件核对过")
    ruling = finding.rulings.get()
    assert (ruling.verb, ruling.reason, ruling.matters, ruling.words) == (
        "reject", "active_citizen", 6, "逐件核对过",
    )  # fmt: skip
    row = AuditEntry.objects.get(act="finding.reject")
    assert row.subject == f"finding:{finding.pk}"
    assert row.detail == {"kind": "ring", "version": 2, "reason": "active_citizen"}


def test_no_ruling_changes_a_matter(officers):
    finding = ring()
    before = list(Matter.objects.order_by("pk").values())
    ruled(finding, officers["luyiheng"], "confirm")
    ruled(finding, officers["luyiheng"], "reject", reason="active_citizen")
    ruled(finding, officers["luyiheng"], "reopen")
    ruled(finding, officers["luyiheng"], "snooze", until=date(2026, 6, 20))
    assert list(Matter.objects.order_by("pk").values()) == before
    assert not Event.objects.filter(actor=officers["luyiheng"].user).exists()


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"verb": "reject"}, "reason"),
        ({"verb": "reject", "reason": "different_dispute"}, "reason"),
        ({"verb": "reject", "reason": "other"}, "words"),
        ({"verb": "reject", "reason": "active_citizen", "words": "很" * 501}, "words"),
        ({"verb": "snooze"}, "until"),
        ({"verb": "snooze", "until": cast.TODAY}, "until"),
        ({"verb": "snooze", "until": date(2026, 8, 19)}, "until"),
        ({"verb": "contest"}, "verb"),
    ],
)
def test_what_is_missing_is_named_at_its_field(given, field, officers):
    finding = ring()
    with pytest.raises(Refused) as refusal:
        ruled(finding, officers["luyiheng"], **given)
    assert list(refusal.value.fields) == [field]
    assert not finding.rulings.exists()


def test_it_is_put_off_for_ninety_days_at_most(officers):
    finding = ring()
    ruled(finding, officers["luyiheng"], "snooze", until=date(2026, 8, 18))
    finding.refresh_from_db()
    assert (finding.state, finding.snoozed_until) == ("snoozed", date(2026, 8, 18))


@pytest.mark.parametrize(
    ("username", "error"), [("fangzhou", NotAllowed), ("tangyue", NotAllowed), ("lian", NotFound)]
)
def test_who_may_not_rule_or_does_not_see_it_is_turned_away(username, error, officers):
    finding = ring()
    with pytest.raises(error):
        ruled(finding, officers[username])


def test_the_second_of_two_officers_is_told_what_the_first_did(officers):
    finding = ring()
    ruled(finding, officers["luyiheng"])
    with pytest.raises(Changed) as changed:
        rule_finding(
            finding_id=finding.pk, version=1, verb="confirm", officer=officers["chensiyuan"], at=cast.NOON
        )
    assert (changed.value.by, changed.value.what) == ("陆一恒", ("确认",))


def test_words_are_kept_without_a_trace_of_the_people(officers):
    finding = ring()
    ruled(finding, officers["luyiheng"], words="鲁大同（13900000066）和鲁二同是兄弟")
    words = finding.rulings.get().words
    assert "是兄弟" in words
    assert not [trace for trace in ("鲁", "大同", "二同", "1390") if trace in words]


def test_rulings_are_never_edited_or_removed(officers):
    finding = ring()
    ruled(finding, officers["luyiheng"])
    for change in (lambda: finding.rulings.update(words="别的"), lambda: finding.rulings.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_every_verb_has_its_row_in_the_table(officers):
    assert set(STEPS) == set(FindingVerb.values)


def test_an_objection_is_decided_by_another_than_who_confirmed(officers):
    finding = ring()
    ruled(finding, officers["luyiheng"])
    contested(finding, officers["chensiyuan"])
    with pytest.raises(Refused, match="由他人决定"):
        decided(finding, officers["luyiheng"], uphold=False)
    with pytest.raises(NotAllowed):
        decided(finding, officers["chensiyuan"], uphold=True)
    decided(finding, officers["suming"], uphold=False)
    finding.refresh_from_db()
    assert finding.state == "confirmed"
    assert list(finding.rulings.values_list("verb", flat=True)) == ["confirm", "contest", "dismiss"]
    acts = AuditEntry.objects.filter(act__startswith="finding.").order_by("pk").values_list("act", flat=True)
    assert list(acts) == ["finding.confirm", "finding.contest", "finding.dismiss"]


def test_while_it_is_contested_nobody_rules_on_it(officers):
    finding = ring()
    contested(finding, officers["chensiyuan"])
    with pytest.raises(Refused, match="有异议"):
        ruled(finding, officers["luyiheng"])
    decided(finding, officers["luyiheng"], uphold=False)
    finding.refresh_from_db()
    assert finding.state == "open"


def test_upheld_it_stands_beside_no_matter_any_more_and_is_not_opened_again(officers):
    finding = ring()
    matter = finding.members.first().matter
    labelled(matter.pk, label="职业索赔", by="ring", score=None)
    shown = beside(matter, officers["chensiyuan"])
    assert [one.id for one in shown.findings] == [finding.pk]
    assert shown.schemes[0].lines[0].label == "职业索赔"
    contested(finding, officers["chensiyuan"])
    decided(finding, officers["suming"], uphold=True)
    gone = beside(matter, officers["chensiyuan"])
    assert (gone.findings, gone.schemes) == ((), ())
    with pytest.raises(Refused, match="异议已经成立"):
        ruled(finding, officers["luyiheng"], "reopen")
    # Should a later run open it again for having grown, it still stands beside no matter.
    type(finding).objects.filter(pk=finding.pk).update(state="open")
    assert beside(matter, officers["chensiyuan"]).findings == ()


def test_an_objection_wants_words_and_on_whose_behalf(officers):
    finding = ring()
    for given, field in (({"words": " "}, "words"), ({"behalf": "谁"}, "behalf")):
        with pytest.raises(Refused) as refusal:
            contested(finding, officers["chensiyuan"], **given)
        assert list(refusal.value.fields) == [field]


def confirmed(finding, officer):
    """Confirm a twin with its link."""
    return confirm_twin(finding_id=finding.pk, version=finding.version, officer=officer, at=cast.NOON)


def test_a_confirmed_twin_ties_the_later_to_the_first_received_and_nothing_else(officers):
    finding = twin()
    before = list(Matter.objects.order_by("pk").values())
    confirmed(finding, officers["chensiyuan"])
    link = Link.objects.get()
    assert (link.kind, link.earlier.received_on < link.later.received_on) == (LinkKind.SAME, True)
    assert list(Matter.objects.order_by("pk").values()) == before
    row = AuditEntry.objects.get(act="finding.linked")
    assert row.detail["linked"] == link.earlier.number


def test_without_confirmation_nothing_is_tied(officers):
    finding = twin()
    ruled(finding, officers["chensiyuan"], "reject", reason="different_dispute")
    assert not Link.objects.exists()


def test_reports_and_matters_out_of_reach_are_never_tied_here(officers):
    reports = found("twin", came(2, kind="report"))
    half = found("twin", [*came(), *came(office_name="江头市场监督管理所")])
    for finding in (reports, half, ring()):
        with pytest.raises(Refused):
            confirmed(finding, officers["chensiyuan"])
    assert not Link.objects.exists()


def corrected(matter: int, officer, **given):
    """Say what a label is."""
    told = {"scheme": "hot", "proposed": "食品安全", "given": "食品安全", "seen": 0} | given
    return correct_label(matter_id=matter, officer=officer, at=cast.NOON, **told)


def test_what_an_officer_says_of_a_label_is_appended_and_changes_no_matter(officers, register):
    matter = register()
    labelled(matter)
    before = Matter.objects.filter(pk=matter).values().get()
    first = corrected(matter, officers["chensiyuan"])
    corrected(matter, officers["chensiyuan"], given="", seen=first.pk)
    assert list(LabelRuling.objects.values_list("given", flat=True)) == ["食品安全", ""]
    assert Matter.objects.filter(pk=matter).values().get() == before
    shown = beside(Matter.objects.get(pk=matter), officers["chensiyuan"])
    assert (shown.schemes[0].given, shown.schemes[0].by) == ("", "陈思远")


@pytest.mark.parametrize(
    ("username", "given", "error"),
    [
        ("tangyue", {}, NotAllowed),
        ("lian", {}, NotFound),
        ("chensiyuan", {"scheme": "没有"}, Refused),
        ("chensiyuan", {"proposed": "", "given": ""}, Refused),
    ],
)
def test_a_label_is_ruled_on_by_who_may_and_sees_the_matter(username, given, error, officers, register):
    matter = register()
    with pytest.raises(error):
        corrected(matter, officers[username], **given)


@pytest.mark.parametrize(
    ("kind", "known"),
    [
        ("twin", {"different_dispute", "shared_phone", "platform_template", "other"}),
        ("group", {"seasonal", "platform_template", "other"}),
        ("ring", {"active_citizen", "shared_phone", "different_purchases", "platform_template", "other"}),
        ("issue", {"seasonal", "other"}),
    ],
)
def test_each_kind_has_its_own_reasons_as_the_bureau_has_chosen_them(kind, known, content):
    assert known <= {one.id for one in reasons(content, kind)}
