"""Who looks at a report is written down before it is shown; where it cannot be, it is not shown."""

from __future__ import annotations

import pytest
from django.db import connection

from tests import cast
from xiaobao.docket.actions.accept import accept
from xiaobao.docket.actions.note import add_note
from xiaobao.docket.actions.read_matter import read_matter
from xiaobao.docket.models import Document, Matter, Note
from xiaobao.refusals import NotFound, Unavailable
from xiaobao.vault.models import AuditEntry


def read(key, officer, rulebook, **how):
    given = {"matter_id": key, "officer": officer, "at": cast.NOON, "rulebook": rulebook} | how
    return read_matter(**given)


@pytest.fixture
def shut(db):
    """Let the database refuse every row of the audit trail."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TRIGGER shut BEFORE INSERT ON vault_auditentry BEGIN SELECT RAISE(ABORT, 'shut'); END"
        )


def test_reading_a_report_leaves_a_row_with_who_by_which_post_and_from_where(register, officers, rulebook):
    key = register(cast.report())
    page = read(key, officers["chensiyuan"], rulebook, address="10.0.0.7")
    entry = AuditEntry.objects.get()
    assert (entry.act, entry.subject, entry.actor_name, entry.post, entry.address, entry.at) == (
        "matter.read",
        f"matter:{key}",
        "陈思远",
        "承办岗",
        "10.0.0.7",
        cast.NOON,
    )
    assert (entry.detail, page.matter.pk) == ({"number": page.matter.number}, key)


def test_opening_the_form_of_an_act_on_a_report_says_which(register, officers, rulebook):
    read(register(cast.report()), officers["chensiyuan"], rulebook, form="check")
    assert AuditEntry.objects.get().detail["form"] == "check"


def test_reading_a_complaint_leaves_none(register, officers, rulebook):
    read(register(), officers["chensiyuan"], rulebook)
    assert AuditEntry.objects.count() == 0


def test_what_is_out_of_reach_is_not_read_and_leaves_no_reading(register, officers, rulebook):
    with pytest.raises(NotFound):
        read(register(cast.report()), officers["lian"], rulebook)
    assert AuditEntry.objects.count() == 0


def test_a_report_is_not_shown_where_the_look_cannot_be_written(register, officers, rulebook, shut):
    key = register(cast.report())
    with pytest.raises(Unavailable, match="VLT-005 查阅举报要先记入审计记录；现在记不进去，所以没有打开。"):
        read(key, officers["chensiyuan"], rulebook)
    assert read(register(), officers["chensiyuan"], rulebook).matter.kind == "complaint"


@pytest.mark.parametrize(
    "act",
    [
        lambda key, officer: accept(matter_id=key, version=1, officer=officer, at=cast.NOON),
        lambda key, officer: add_note(matter_id=key, officer=officer, at=cast.NOON, text="已电话联系。"),
    ],
    ids=["accept", "note"],
)
def test_an_act_whose_row_cannot_be_written_does_not_happen(register, officers, shut, act):
    key = register()
    before = (Matter.objects.values().get(pk=key), Document.objects.count(), Note.objects.count())
    with pytest.raises(Unavailable, match="VLT-005 审计记录写不进去，所以这次没有办理，也没有留下任何改动"):
        act(key, officers["chensiyuan"])
    assert (Matter.objects.values().get(pk=key), Document.objects.count(), Note.objects.count()) == before
    assert Matter.objects.get(pk=key).events.filter(actor__isnull=False).count() == 0
