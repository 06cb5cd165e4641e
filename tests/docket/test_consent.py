"""What both sides say of mediation and of delegating it: appended, never edited, never an end by itself."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection

from tests import cast
from tests.docket.mediation_cast import NEW, OLD, accepted, act, agree, left, noon, version
from xiaobao.docket.actions.consent import consent
from xiaobao.docket.mediation_facts import standing
from xiaobao.docket.models import Consent, Matter, Party
from xiaobao.refusals import Changed, NotAllowed, NotFound, Obstacle, Refused
from xiaobao.rules.consent import Wishes
from xiaobao.vault.models import AuditEntry

SAYS_NO = {
    "side": "respondent",
    "subject": "mediation",
    "given": False,
    "how": "phone",
    "on": date(2026, 5, 20),
    "proof": "通话录音第3号，店长称不接受调解",
}


@pytest.mark.parametrize("regulation", [NEW, OLD])
def test_both_sides_agree_and_the_answers_event_and_audit_row_are_there(register, officers, regulation):
    key = accepted(register, officers, regulation)
    agree(key, officers, noon(regulation))
    found = standing(Matter.objects.get(pk=key))
    assert (found.mediation, found.delegation) == (Wishes(True, True), Wishes())
    assert [(line.side_label, line.given, line.how_label, line.proof) for line in found.answers] == [
        ("投诉人", True, "电话", "通话录音第3号"),
        ("被投诉人", True, "电话", "通话录音第3号"),
    ]
    matter = Matter.objects.get(pk=key)
    assert (matter.state, matter.version, matter.events.last().verb) == ("accepted", 4, "consent")
    assert AuditEntry.objects.last().act == "matter.consent"


def test_event_and_audit_hold_codes_and_dates_only(register, officers):
    key = accepted(register, officers)
    act(consent, key, officers["chensiyuan"], noon(), **SAYS_NO)
    said = {"side": "respondent", "subject": "mediation", "given": False, "how": "phone", "on": "2026-05-20"}
    assert Matter.objects.get(pk=key).events.last().data == said
    entry = AuditEntry.objects.last()
    assert (said.items() <= entry.detail.items(), "店长" in str(entry.detail)) == (True, False)


def test_a_refusal_ends_nothing_and_a_later_consent_counts(register, officers):
    key = accepted(register, officers)
    taken = act(consent, key, officers["chensiyuan"], noon(), **SAYS_NO)
    assert "第二十三条第一款第二项" in taken.weighed[0].citation
    matter = Matter.objects.get(pk=key)
    assert (matter.state, standing(matter).mediation) == ("accepted", Wishes(None, False))
    agree(key, officers, noon(later=1), sides=("respondent",))
    assert standing(matter).mediation == Wishes(None, True)
    assert list(Consent.objects.values_list("given", flat=True)) == [False, True]


def test_joint_complainants_agree_through_each_of_their_representatives(register, officers):
    key = accepted(register, officers)
    lin = Party.objects.get(matter=key)
    others = [
        Party.objects.create(matter_id=key, role="complainant", shown_name=name) for name in ("张**", "李**")
    ]
    matter = Matter.objects.get(pk=key)
    for one in (lin, others[0]):
        one.representative = True
        one.save()
    say = {**SAYS_NO, "side": "complainant", "given": True}
    act(consent, key, officers["chensiyuan"], noon(), **say, party=lin.pk)
    assert standing(matter).mediation.complainant is None
    with pytest.raises(Refused) as refused:
        act(consent, key, officers["chensiyuan"], noon(), **say, party=others[1].pk)
    assert set(refused.value.fields) == {"party"}
    act(consent, key, officers["chensiyuan"], noon(), **say, party=others[0].pk)
    found = standing(matter)
    assert found.mediation.complainant is True
    assert [line.who for line in found.answers] == ["林**", "张**"]


def test_what_the_registration_form_says_of_delegation_is_the_first_answer(register, officers):
    key = accepted(register, officers)
    matter = Matter.objects.get(pk=key)
    matter.complaint.delegation = True
    matter.complaint.save()
    assert standing(matter).delegation == Wishes(True, None)
    agree(key, officers, noon(), "delegation", sides=("complainant",), given=False)
    assert standing(Matter.objects.get(pk=key)).delegation == Wishes(False, None)


def test_what_is_missing_is_said_at_its_field_and_nothing_is_written(register, officers):
    key = accepted(register, officers)
    before = left(key)
    with pytest.raises(Refused) as refused:
        act(consent, key, officers["chensiyuan"], noon(), **SAYS_NO | {"proof": "", "on": date(2026, 5, 21)})
    assert set(refused.value.fields) == {"proof", "on"}
    assert (left(key), Consent.objects.count()) == (before, 0)


@pytest.mark.parametrize(
    ("username", "error"), [("hemin", NotAllowed), ("fangzhou", NotAllowed), ("lian", NotFound)]
)
def test_who_may_not_or_cannot_see_is_refused(register, officers, username, error):
    key = accepted(register, officers)
    before = left(key)
    with pytest.raises(error):
        act(consent, key, officers[username], noon(), **SAYS_NO)
    assert left(key) == before


def test_before_acceptance_there_is_nothing_to_agree_to(register, officers):
    key = register()
    with pytest.raises(Refused) as refused:
        act(consent, key, officers["chensiyuan"], noon(), **SAYS_NO)
    assert refused.value.code == "RUL-102"


def test_the_second_officer_is_told_who_recorded_what_and_when(register, officers):
    key = accepted(register, officers)
    opened = version(key)
    act(consent, key, officers["chensiyuan"], noon(), **SAYS_NO)
    with pytest.raises(Changed) as changed:
        act(consent, key, officers["suming"], noon(), version=opened, **SAYS_NO)
    assert (changed.value.by, changed.value.at, changed.value.what) == (
        "陈思远",
        cast.NOON,
        ("记录调解意愿",),
    )


def test_a_double_click_records_one_answer(transactional_db, register, officers):
    key = accepted(register, officers)
    opened = version(key)

    def attempt(_):
        try:
            return act(consent, key, officers["chensiyuan"], noon(), version=opened, **SAYS_NO).event.verb
        except Obstacle as error:
            return type(error).__name__
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(attempt, range(2))) == ["Changed", "consent"]
    assert Consent.objects.count() == 1


def test_both_sides_at_one_table_answer_in_one_step(register, officers):
    key = accepted(register, officers)
    both = SAYS_NO | {"side": "both", "given": True, "how": "in_person", "proof": "双方当面签字"}
    act(consent, key, officers["chensiyuan"], noon(), **both)
    matter = Matter.objects.get(pk=key)
    assert standing(matter).mediation == Wishes(True, True)
    assert matter.events.filter(verb="consent").count() == 1
