"""The audit trail: written with the act or not at all, never edited, and any tampering shows."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from tests import cast
from xiaobao.vault.audit import GENESIS, record, verify
from xiaobao.vault.models import AuditEntry

COLUMNS = "at, actor_id, actor_name, act, subject, detail, address, previous, digest"


@pytest.fixture
def trail(officers):
    """Five rows by 陈思远, read off matter by matter."""
    for number in range(1, 6):
        record(
            act="matter.read",
            subject=f"matter:{number}",
            at=cast.NOON,
            actor=officers["chensiyuan"].user,
            detail={"number": f"湖消〔2026〕{number:06d}", "次": number},
            address="10.0.0.7",
        )


def tamper(*statements):
    """Change the table as somebody with the database file could: without the triggers."""
    with connection.cursor() as cursor:
        for guard in ("no_update", "no_delete"):
            cursor.execute(f"DROP TRIGGER vault_auditentry_{guard}")
        for statement in statements:
            cursor.execute(statement)


def flaws():
    return [(flaw.entry, flaw.reason) for flaw in verify()]


def test_an_untouched_trail_holds(trail):
    assert flaws() == []
    first = AuditEntry.objects.order_by("id").first()
    assert (first.previous, len(first.digest)) == (GENESIS, 64)


def test_an_empty_trail_holds(db):
    assert flaws() == []


@pytest.mark.parametrize(
    "change",
    [
        "at = '2026-05-20 04:00:01'",
        "actor_id = NULL",
        "actor_name = '苏明'",
        "act = 'matter.accept'",
        "subject = 'matter:9'",
        """detail = '{"number": "x"}'""",
        "address = '10.0.0.8'",
    ],
)
def test_an_edit_of_any_field_shows_at_its_row(trail, change):
    tamper(f"UPDATE vault_auditentry SET {change} WHERE subject = 'matter:3'")
    (flaw,) = flaws()
    assert flaw == (AuditEntry.objects.order_by("id")[2].pk, "记录内容被改动")


def test_an_edit_with_a_digest_made_to_fit_shows_at_the_next_row(trail):
    from xiaobao.vault.audit import _digest

    third, fourth = AuditEntry.objects.order_by("id")[2:4]
    third.actor_name = "苏明"
    tamper(
        f"UPDATE vault_auditentry SET actor_name = '苏明', digest = '{_digest(third)}' WHERE id = {third.pk}"
    )
    assert flaws() == [(fourth.pk, "与前一条记录不相衔接")]


@pytest.mark.parametrize("removed", [1, 3])
def test_a_removed_row_leaves_a_gap(trail, removed):
    tamper(f"DELETE FROM vault_auditentry WHERE subject = 'matter:{removed}'")
    after = AuditEntry.objects.get(subject=f"matter:{removed + 1}").pk
    assert flaws() == [
        (after, f"第 {after - 2} 条之后缺少记录"),
        (after, "与前一条记录不相衔接"),
    ]


def test_rows_cut_off_at_the_end_are_missed(trail):
    last = AuditEntry.objects.latest("id").pk
    tamper(f"DELETE FROM vault_auditentry WHERE id > {last - 2}")
    assert flaws() == [(last - 2, f"第 {last - 2} 条之后缺少记录")]


def test_an_inserted_row_shows(trail):
    last = AuditEntry.objects.latest("id").pk
    tamper(
        f"INSERT INTO vault_auditentry (id, {COLUMNS}) SELECT {last} + 1, {COLUMNS} FROM vault_auditentry "
        f"WHERE id = {last}"
    )
    assert flaws() == [(last + 1, "与前一条记录不相衔接")]


def test_two_rows_swapped_show(trail):
    second, third = AuditEntry.objects.order_by("id")[1:3]
    tamper(
        f"UPDATE vault_auditentry SET id = 900 WHERE id = {second.pk}",
        f"UPDATE vault_auditentry SET id = {second.pk} WHERE id = {third.pk}",
        f"UPDATE vault_auditentry SET id = {third.pk} WHERE id = 900",
    )
    assert {entry for entry, _ in flaws()} == {second.pk, third.pk, third.pk + 1}


@pytest.mark.parametrize(
    ("sql", "reason"),
    [
        ("UPDATE vault_auditentry SET act = 'x'", "never edited"),
        ("DELETE FROM vault_auditentry", "never removed"),
    ],
)
def test_the_database_itself_refuses_to_edit_or_shorten_the_trail(trail, sql, reason):
    with pytest.raises(DatabaseError, match=reason), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert (AuditEntry.objects.count(), flaws()) == (5, [])


def test_a_row_undone_with_its_act_leaves_no_trace_and_no_gap(trail):
    with transaction.atomic():
        record(act="matter.accept", subject="matter:1", at=cast.NOON, actor=None)
        transaction.set_rollback(True)
    record(act="matter.accept", subject="matter:2", at=cast.NOON, actor=None)
    assert (AuditEntry.objects.count(), flaws()) == (6, [])


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_is_recorded(transactional_db):
    with pytest.raises(transaction.TransactionManagementError):
        record(act="matter.read", subject="matter:1", at=cast.NOON, actor=None)
    assert AuditEntry.objects.count() == 0


def test_what_acts_by_itself_is_called_the_system(db):
    assert record(act="clocks.recomputed", subject="schedule", at=cast.NOON, actor=None).actor_name == "系统"
