"""A lead met in mediation becomes a report of nobody, with its own period from the day it was found."""

from __future__ import annotations

from datetime import date

import pytest

from tests import cast
from tests.docket.arrival_cast import OLD, PERSONAL, act, kept_without_words, refused
from tests.docket.conftest import clocks
from xiaobao.docket import materials, search
from xiaobao.docket.actions.accept import accept
from xiaobao.docket.actions.lead import lead
from xiaobao.docket.models import Attachment, Link, Matter, Party
from xiaobao.vault.models import AuditEntry
from xiaobao.vault.sealing import unseal

WORDS = "冷柜内另有同批次过期酸奶三盒仍在销售。"
GIVEN = {"discovered_on": date(2026, 5, 22), "words": f" {WORDS} ", "at": cast.at("2026-05-25")}


@pytest.fixture
def accepted(register, officers):
    """林晓禾's complaint, accepted on 20 May."""
    key = register()
    act(accept, key, officers["chensiyuan"])
    return key


def the_report():
    return Matter.objects.get(kind="report")


def test_both_matters_are_linked_and_each_tells_of_the_other(accepted, officers):
    done = act(lead, accepted, officers["chensiyuan"], **GIVEN)
    complaint, report = Matter.objects.get(pk=accepted), the_report()
    link = Link.objects.get()
    assert (link.earlier, link.later, link.kind, link.made_by.name) == (complaint, report, "lead", "陈思远")
    assert (complaint.state, complaint.version) == ("accepted", 3)
    assert done.event.data == {"linked": report.number, "linked_id": report.pk, "discovered_on": "2026-05-22"}
    (told,) = report.events.all()
    assert (told.verb, told.actor.name, told.data) == (
        "register",
        "陈思远",
        {"linked": complaint.number, "linked_id": complaint.pk},
    )
    assert list(AuditEntry.objects.values_list("act", flat=True))[1:] == ["matter.register", "matter.lead"]


def test_the_report_is_the_bureaus_own_and_nobody_is_its_reporter(accepted, officers):
    act(lead, accepted, officers["chensiyuan"], **GIVEN)
    complaint, report = Matter.objects.get(pk=accepted), the_report()
    assert (report.channel, report.state, report.is_open, report.version) == ("调解发现", "received", True, 1)
    assert (report.office, report.respondent, report.category) == (
        complaint.office,
        complaint.respondent,
        complaint.category,
    )
    assert (report.received_on, report.regulation) == (date(2026, 5, 22), "samr-order-121")
    assert (report.submission.content, report.subject, report.report.decision) == (WORDS, WORDS, "")
    assert list(Party.objects.values_list("matter", flat=True)) == [accepted]
    kept = kept_without_words(report.pk)
    assert not any(said in kept for said in (*PERSONAL, WORDS))


def test_it_is_checked_within_fifteen_working_days_of_being_found(accepted, officers):
    act(lead, accepted, officers["chensiyuan"], **GIVEN)
    found = clocks(the_report().pk)
    assert set(found) == {"complaint.lead_check"}
    clock = found["complaint.lead_check"]
    # After Friday 22 May: 25 to 29 May, 1 to 5 June, 8 to 12 June.
    assert (clock.state, clock.started_on, clock.due_on) == ("running", date(2026, 5, 22), date(2026, 6, 12))
    assert "《市场监督管理投诉举报处理办法》第二十七条第一款" in clock.basis
    report = the_report()
    assert (report.next_due, report.next_clock, report.unclocked) == (
        date(2026, 6, 12),
        "complaint.lead_check",
        "",
    )
    assert "complaint.lead_check" not in clocks(accepted)


def test_a_complaint_of_order_20_leads_to_a_check_under_order_20(register, officers):
    key = register(OLD)
    act(accept, key, officers["chensiyuan"], at=cast.at("2026-03-04"))
    act(lead, key, officers["chensiyuan"], **GIVEN)
    report = the_report()
    clock = clocks(report.pk)["complaint.lead_check"]
    # Found on 22 May, when Order 121 was law: the article of the mediation it was found in still counts.
    assert (report.regulation, clock.regulation, clock.due_on) == (
        "samr-order-20",
        "samr-order-20",
        date(2026, 6, 12),
    )
    assert "《市场监督管理投诉举报处理暂行办法》第二十三条第一款" in clock.basis


def test_it_is_found_by_its_words(accepted, officers):
    act(lead, accepted, officers["chensiyuan"], **GIVEN)
    condition, values = search.condition("同批次过期酸奶")
    assert Matter.objects.extra(where=[condition], params=values).get() == the_report()


def attached(key, officers, *names):
    sealed = materials.seal_all([(name, b"\x89PNG\r\n\x1a\n" + name.encode()) for name in names])
    return materials.keep(Matter.objects.get(pk=key), sealed, officer=officers["hemin"], at=cast.NOON)


def test_the_files_chosen_go_along_and_no_name_in_their_names(accepted, officers):
    receipt, fridge = attached(accepted, officers, "林晓禾的小票.png", "冷柜.png")
    act(lead, accepted, officers["chensiyuan"], **GIVEN, files=[fridge.pk])
    (copy,) = the_report().attachments.all()
    assert (copy.stored, copy.sha256, copy.shown_name) == (fridge.stored, fridge.sha256, "附件1.png")
    assert unseal(bytes(copy.file_name), about=b"attachment-name").decode() == "附件1.png"
    assert Attachment.objects.filter(matter=accepted).count() == 2
    act(lead, accepted, officers["chensiyuan"], **GIVEN, files=[receipt.pk])
    assert Matter.objects.filter(kind="report").count() == 2


def test_files_of_another_matter_or_of_the_other_half_do_not_go_along(accepted, register, officers):
    (own,) = attached(accepted, officers, "冷柜.png")
    other = register(cast.complaint(external_id="E2"))
    (foreign,) = attached(other, officers, "别处.png")
    assert set(refused(lead, accepted, officers["chensiyuan"], **GIVEN, files=[foreign.pk]).fields) == {
        "files"
    }
    Attachment.objects.filter(pk=own.pk).update(set_aside_at=cast.NOON)
    assert set(refused(lead, accepted, officers["chensiyuan"], **GIVEN, files=[own.pk]).fields) == {"files"}


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"discovered_on": date(2026, 5, 19)}, "discovered_on"),
        ({"discovered_on": date(2026, 5, 26)}, "discovered_on"),
        ({"words": " "}, "words"),
    ],
)
def test_a_lead_is_found_while_mediating_and_said_in_words(accepted, officers, wrong, field):
    assert set(refused(lead, accepted, officers["chensiyuan"], **GIVEN | wrong).fields) == {field}


def test_before_acceptance_there_is_no_mediation_to_find_it_in(register, officers):
    assert refused(lead, register(), officers["chensiyuan"], **GIVEN).code == "RUL-102"
