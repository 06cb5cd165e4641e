"""Accepting a complaint: state, event, clocks, document and audit row together, or none of them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection

from tests import cast
from xiaobao.docket.actions.accept import accept
from xiaobao.docket.actions.note import add_note
from xiaobao.docket.models import Document, Matter, NumberSeries, Party
from xiaobao.refusals import Changed, NotAllowed, NotFound, Obstacle, Refused
from xiaobao.vault.identities import Person, reveal
from xiaobao.vault.models import AuditEntry


def accepted(key, officer, **how):
    given = {"version": 1, "at": cast.NOON} | how
    return accept(matter_id=key, officer=officer, **given)


def test_state_event_clocks_document_and_audit_row_are_written_together(register, officers):
    key = register()
    document = accepted(key, officers["chensiyuan"], address="10.0.0.7")
    matter = Matter.objects.get(pk=key)
    assert (matter.state, matter.version) == ("accepted", 2)
    assert (matter.complaint.decision, matter.complaint.decided_on) == ("accepted", cast.TODAY)
    event = matter.events.last()
    assert (event.verb, event.actor.name, event.occurred_at, event.data) == (
        "accept",
        "陈思远",
        cast.NOON,
        {"document": "湖市监投受〔2026〕1号"},
    )
    entry = AuditEntry.objects.get()
    assert (entry.act, entry.subject, entry.actor_name, entry.address) == (
        "matter.accept",
        f"matter:{key}",
        "陈思远",
        "10.0.0.7",
    )
    assert entry.detail == {"number": matter.number, "version": 2, "document": document.number}


def test_the_acceptance_clock_stops_and_the_mediation_clock_starts_that_day(register, officers):
    key = register()
    accepted(key, officers["chensiyuan"])
    found = {clock.clock: clock for clock in Matter.objects.get(pk=key).clocks.all()}
    stopped, running = found["complaint.acceptance"], found["complaint.mediation"]
    assert (stopped.state, stopped.stopped_on) == ("stopped", cast.TODAY)
    assert stopped.ledger == [{"kind": "start", "on": "2026-05-18"}, {"kind": "stop", "on": "2026-05-20"}]
    # Sixty natural days after 20 May: 11 in May, 30 in June, 19 in July, a Sunday; rest days are in dispute.
    assert (running.state, running.started_on, running.due_earliest, running.due_latest) == (
        "running",
        cast.TODAY,
        date(2026, 7, 19),
        date(2026, 7, 20),
    )
    # Until the decision has been served, telling is what is due first: seven working days after 18 May.
    telling, matter = found["complaint.acceptance_notice"], Matter.objects.get(pk=key)
    assert (telling.state, telling.started_on) == ("running", date(2026, 5, 18))
    assert (matter.next_due, matter.next_clock) == (date(2026, 5, 27), "complaint.acceptance_notice")


def test_the_document_is_numbered_named_and_bound_to_its_regulation_and_template(
    register, officers, rulebook
):
    document = accepted(register(), officers["chensiyuan"])
    assert (document.number, document.series, document.year, document.sequence) == (
        "湖市监投受〔2026〕1号",
        "acceptance",
        2026,
        1,
    )
    assert (document.title, document.form, document.regulation) == (
        "投诉受理决定书",
        "文书式样五",
        "samr-order-121",
    )
    assert (document.issued_by.name, document.issued_at) == ("陈思远", cast.NOON)
    assert document.template_version == rulebook.notices["complaint-acceptance-121"].version


def test_a_matter_of_order_20_is_accepted_under_order_20(register, officers):
    key = register(cast.complaint(received_at=cast.at("2026-04-14")))
    assert accepted(key, officers["chensiyuan"]).regulation == "samr-order-20"
    clock = Matter.objects.get(pk=key).clocks.get(clock="complaint.mediation")
    # 45 working days would be 24 July; the 60 natural days of Order 778 come earlier and govern.
    assert (clock.regulation, clock.due_earliest) == ("samr-order-20", date(2026, 7, 19))
    assert "第四十六条第三款" in clock.basis


def test_document_numbers_run_without_a_gap_and_begin_anew_each_year(register, officers):
    days = (cast.NOON, cast.NOON, cast.at("2027-01-04"))
    keys = [register(cast.complaint(external_id=f"E{n}")) for n in range(3)]
    numbers = [
        accepted(key, officers["chensiyuan"], at=at).number for key, at in zip(keys, days, strict=True)
    ]
    assert numbers == ["湖市监投受〔2026〕1号", "湖市监投受〔2026〕2号", "湖市监投受〔2027〕1号"]


def test_where_the_export_gave_half_a_name_the_letter_needs_a_whole_one(register, officers):
    key = register(cast.complaint(person_name="林**"))
    for typed in ("", "  ", "林*禾"):
        with pytest.raises(Refused) as refused:
            accepted(key, officers["chensiyuan"], addressee=typed)
        assert set(refused.value.fields) == {"addressee"}
    assert nothing_was_written(key)
    accepted(key, officers["chensiyuan"], addressee=" 林晓禾 ")
    party = Party.objects.select_related("identity").get(matter=key)
    assert (party.shown_name, party.masked_at_source) == ("林**", False)
    assert reveal(party.identity) == Person(name="林晓禾", phone="13900000001")


def test_where_the_export_gave_a_whole_name_another_one_cannot_be_typed(register, officers):
    key = register()
    accepted(key, officers["chensiyuan"], addressee="周喆")
    assert reveal(Party.objects.get(matter=key).identity).name == "林晓禾"


def nothing_was_written(key):
    matter = Matter.objects.get(pk=key)
    return (matter.state, matter.version, matter.events.count(), matter.clocks.get().state) == (
        "received",
        1,
        1,
        "running",
    ) and not (
        Document.objects.exists()
        or AuditEntry.objects.exists()
        or NumberSeries.objects.exclude(series="matter").exists()
    )


def test_when_the_document_cannot_be_made_everything_is_undone_the_number_too(own_home, register, officers):
    key = register(cast.complaint(person_name="林**"))
    with pytest.raises(Refused) as refused:
        accepted(key, officers["chensiyuan"], addressee="林\U000f0000禾")
    assert refused.value.code == "DOC-013"
    assert nothing_was_written(key)
    assert not (own_home / "archive").exists()
    assert accepted(key, officers["chensiyuan"], addressee="林晓禾").number == "湖市监投受〔2026〕1号"


@pytest.mark.parametrize("username", ["hemin", "tangyue"])
def test_a_post_that_may_not_accept_is_refused_by_its_name(register, officers, username):
    key = register()
    with pytest.raises(NotAllowed) as refused:
        accepted(key, officers[username])
    assert officers[username].posts[0] in refused.value.sentence
    assert nothing_was_written(key)


@pytest.mark.parametrize("username", ["lian", "admin"])
def test_a_matter_of_another_office_answers_as_if_it_did_not_exist(register, officers, username):
    key = register()
    with pytest.raises(NotFound) as hidden:
        accepted(key, officers[username])
    with pytest.raises(NotFound) as absent:
        accepted(key + 1, officers[username])
    assert hidden.value.sentence == absent.value.sentence
    assert nothing_was_written(key)


def test_the_second_officer_is_told_who_did_what_and_when(register, officers):
    key = register()
    accepted(key, officers["chensiyuan"])
    with pytest.raises(Changed) as changed:
        accepted(key, officers["suming"], at=cast.at("2026-05-20", "12:05"))
    assert (changed.value.by, changed.value.at, changed.value.what) == ("陈思远", cast.NOON, ("受理",))
    assert changed.value.sentence == (
        "陈思远已于 2026-05-20 12:00 对此件受理。您填写的内容仍保留在页面上，请核对后再提交。"
    )
    assert Document.objects.count() == 1


def test_a_note_does_not_stand_in_another_officers_way(register, officers):
    key = register()
    add_note(matter_id=key, officer=officers["suming"], at=cast.NOON, text="已电话联系。")
    assert accepted(key, officers["chensiyuan"]).sequence == 1


def test_what_is_accepted_cannot_be_accepted_again(register, officers):
    key = register()
    accepted(key, officers["chensiyuan"])
    with pytest.raises(Refused) as refused:
        accepted(key, officers["suming"], version=2)
    assert (refused.value.code, refused.value.sentence) == (
        "RUL-102",
        "投诉现为“已受理”，不能受理；只有“待处理”时才可以受理。",
    )


def test_a_report_is_not_accepted(register, officers):
    key = register(cast.report())
    with pytest.raises(Refused) as refused:
        accepted(key, officers["chensiyuan"])
    assert refused.value.code == "RUL-101"


def test_two_officers_at_the_same_moment_one_decision(transactional_db, register, officers):
    key = register()

    def attempt(username):
        try:
            return accepted(key, officers[username]).number
        except Obstacle as error:
            return type(error).__name__
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        outcomes = sorted(pool.map(attempt, ("chensiyuan", "suming")))
    assert outcomes == ["Changed", "湖市监投受〔2026〕1号"]


def test_officers_at_the_same_moment_on_different_matters_get_different_numbers(
    transactional_db, register, officers
):
    keys = [register(cast.complaint(external_id=f"E{n}")) for n in range(4)]

    def attempt(key):
        try:
            return accepted(key, officers["chensiyuan"]).sequence
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(attempt, keys)) == [1, 2, 3, 4]
