"""A note is appended by whoever may, and changes nothing else."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction

from tests import cast
from xiaobao.docket.actions.note import LONGEST, add_note
from xiaobao.docket.models import Event, Matter, Note
from xiaobao.refusals import NotAllowed, NotFound, Refused
from xiaobao.vault.models import AuditEntry


def noted(key, officer, text="已电话联系投诉人。"):
    return add_note(matter_id=key, officer=officer, at=cast.NOON, text=text)


def test_a_note_is_kept_with_who_and_when_and_leaves_the_matter_as_it_was(register, officers):
    key = register()
    note = noted(key, officers["hemin"], "  已电话联系投诉人。 ")
    assert (note.text, note.author.name, note.written_at) == ("已电话联系投诉人。", "何敏", cast.NOON)
    assert (Matter.objects.get(pk=key).version, Event.objects.count()) == (1, 1)
    entry = AuditEntry.objects.get()
    assert (entry.act, entry.detail) == ("matter.note", {})


@pytest.mark.parametrize("text", ["", " \n ", "字" * (LONGEST + 1)])
def test_an_empty_or_endless_note_is_refused(register, officers, text):
    with pytest.raises(Refused) as refused:
        noted(register(), officers["hemin"], text)
    assert (set(refused.value.fields), Note.objects.count()) == ({"text"}, 0)


@pytest.mark.parametrize(
    ("username", "refusal"), [("tangyue", NotAllowed), ("lian", NotFound), ("admin", NotFound)]
)
def test_who_may_not_note_or_not_see_is_refused(register, officers, username, refusal):
    with pytest.raises(refusal):
        noted(register(), officers[username])
    assert Note.objects.count() == 0


@pytest.mark.parametrize("sql", ["UPDATE docket_event SET verb = 'close'", "DELETE FROM docket_event"])
def test_what_has_happened_cannot_be_edited_or_removed(register, sql):
    from django.db import connection

    register()
    with (
        pytest.raises(DatabaseError, match="events are appended"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)
    assert Event.objects.get().verb == "register"
