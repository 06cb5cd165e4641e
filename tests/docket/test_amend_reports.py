"""A later export of a report decided here: it adds what it knows and contradicts nothing silently."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests import cast
from tests.docket.checking_cast import FILED, a_report
from xiaobao.docket.actions.amend import Amendment, amend
from xiaobao.docket.actions.redirect import redirect
from xiaobao.docket.models import Event, HeldChange, ImportBatch
from xiaobao.rules.workflow import Act

LATER = cast.at("2026-05-21", "12:00")


@pytest.fixture
def one(register, officers):
    return a_report(register, officers)


def amended(one, rulebook, officers, **changes):
    batch = ImportBatch.objects.create(
        file_name="导出.xlsx", sha256="0", by=officers["hemin"].user, started_at=LATER
    )
    row = cast.report(**{"digest": b"another-digest--", **changes})
    return amend(matter_id=one.key, row=row, batch=batch, rulebook=rulebook, at=LATER)


def held():
    return [(change.field, change.present, change.proposed) for change in HeldChange.objects.all()]


def test_an_export_that_does_not_know_of_the_decision_yet_is_no_contradiction(one, rulebook, officers):
    one.ready().not_filed()
    assert amended(one, rulebook, officers, content="该店销售过期酸奶，补充照片。") is Amendment.UPDATED
    assert (one.matter.state, one.matter.report.decision) == ("not_filed", "not_filed")
    assert not held()


@pytest.mark.parametrize(("given", "other"), [(None, "filed"), (FILED, "not_filed")])
def test_an_export_that_says_otherwise_waits_for_a_person(one, rulebook, officers, given, other):
    if given:
        one.ready(given).filed()
    else:
        one.ready().not_filed()
    before = one.matter.report.decision
    result = amended(one, rulebook, officers, decision=other, decided_at=cast.at("2026-05-20"))
    assert result is Amendment.HELD
    assert held() == [("decision", before, other)]
    assert one.matter.report.decision == before


def test_a_case_under_way_here_is_not_closed_by_an_export(one, rulebook, officers):
    one.ready(FILED).filed()
    row = {"decision": "filed", "closed": True, "closed_at": cast.at("2026-05-21")}
    assert amended(one, rulebook, officers, **row) is Amendment.HELD
    assert held() == [("closed", "open", "closed")]
    assert (one.matter.state, one.clock("case.decision").state) == ("filed", "running")


@pytest.mark.parametrize(("subject", "result"), [("price", Amendment.UPDATED), ("food", Amendment.HELD)])
def test_not_filed_here_is_closed_by_an_export_unless_somebody_has_to_be_told(
    one, rulebook, officers, subject, result
):
    one.about(subject).ready().not_filed()
    row = {"decision": "not_filed", "closed": True, "closed_at": cast.at("2026-05-21")}
    assert amended(one, rulebook, officers, **row) is result


def test_amounts_decided_here_are_neither_emptied_nor_changed_by_an_export(one, rulebook, officers):
    one.ready(FILED).filed()
    report = one.matter.report
    report.fined, report.confiscated = Decimal("5000.00"), Decimal("36.50")
    report.save()
    Event.objects.create(
        matter=one.matter, verb=Act.DECIDE.value, recorded_at=LATER, actor=officers["chensiyuan"].user
    )
    assert amended(one, rulebook, officers, decision="filed") is Amendment.UPDATED
    assert one.matter.report.fined == Decimal("5000.00")
    more = {"decision": "filed", "fined": Decimal("9000.00"), "digest": b"a-third-digest--"}
    assert amended(one, rulebook, officers, **more) is Amendment.HELD
    assert held() == [("fined", "5000.00", "9000.00")]


def test_what_was_told_elsewhere_is_not_decided_by_an_export_and_its_closing_says_nothing_new(
    one, rulebook, officers
):
    one.do(redirect, nature="consultation")
    assert amended(one, rulebook, officers, closed=True, closed_at=LATER) is Amendment.UPDATED
    assert one.matter.state == "redirected"
    row = {"decision": "filed", "decided_at": LATER, "closed": True, "closed_at": LATER, "digest": b"third"}
    assert amended(one, rulebook, officers, **row) is Amendment.HELD
    assert held() == [("decision", "", "filed")]


def test_a_decision_told_after_the_closing_begins_nothing_that_counts(one, rulebook, officers):
    closed = {"closed": True, "closed_at": LATER}
    amended(one, rulebook, officers, **closed)
    amended(one, rulebook, officers, **closed, decision="filed", decided_at=LATER, digest=b"third")
    matter = one.matter
    assert (matter.state, matter.is_open, matter.next_clock) == ("closed", False, "")
    assert {clock.state for clock in matter.clocks.all()} == {"stopped"}


def test_a_deadline_of_the_source_that_comes_with_the_closing_does_not_run(one, rulebook, officers):
    due = (("platform.closing", cast.at("2026-06-20")),)
    amended(one, rulebook, officers, closed=True, closed_at=LATER)
    amended(one, rulebook, officers, closed=True, closed_at=LATER, external_due=due, digest=b"third")
    assert one.clock("platform.closing").state == "stopped"
    assert not one.matter.has_running_clock
