"""The database itself refuses to edit or shorten the trail, and it shows when it no longer does."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models.deletion import ProtectedError

from tests import cast
from tests.vault import postgresql
from tests.vault.tampering import flaws
from xiaobao.staff.models import User
from xiaobao.vault import guards
from xiaobao.vault.audit import record
from xiaobao.vault.models import AuditEntry
from xiaobao.vault.roles import NotARole, script

STATEMENTS = {
    "update": "UPDATE vault_auditentry SET act = 'x'",
    "update of one": "UPDATE vault_auditentry SET mac = '' WHERE subject = 'matter:3'",
    "delete": "DELETE FROM vault_auditentry",
    "replace": "INSERT OR REPLACE INTO vault_auditentry SELECT * FROM vault_auditentry",
    "truncate": "TRUNCATE vault_auditentry CASCADE",
}
TOOTHLESS = (
    "CREATE OR REPLACE FUNCTION vault_auditentry_refuse() RETURNS trigger LANGUAGE plpgsql"
    " AS $$ BEGIN RETURN NEW; END $$"
)
ON_SQLITE = ("update", "update of one", "delete", "replace")
ON_POSTGRESQL = ("update", "update of one", "delete", "truncate")


def test_after_every_migration_the_guards_are_there(database):
    assert guards.missing() == []


def refused(statement, sentence="the audit trail is appended, never"):
    with (
        pytest.raises(DatabaseError, match=sentence),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


@pytest.mark.parametrize("name", STATEMENTS)
def test_the_database_refuses_by_its_own_language(trail, name):
    if name not in (ON_SQLITE if trail.database == "sqlite" else ON_POSTGRESQL):
        pytest.skip("not said in this database")
    refused(STATEMENTS[name])
    assert (AuditEntry.objects.count(), flaws()) == (5, [])


@pytest.mark.parametrize(
    "change",
    [
        lambda: AuditEntry.objects.update(act="x"),
        lambda: AuditEntry.objects.all()._raw_delete("default"),
        lambda: AuditEntry.objects.first().save(),
        lambda: AuditEntry.objects.bulk_update([AuditEntry.objects.first()], ["act"]),
        lambda: AuditEntry.objects.bulk_create(AuditEntry.objects.all(), update_conflicts=True, update_fields=["act"], unique_fields=["id"]),
    ],
    ids=["update", "delete", "save", "bulk_update", "bulk_create"],
)  # fmt: skip
def test_the_models_are_refused_too(trail, change):
    with pytest.raises(DatabaseError, match="the audit trail is appended, never"), transaction.atomic():
        change()
    assert (AuditEntry.objects.count(), flaws()) == (5, [])


def test_a_row_is_not_deleted_through_its_model_either(db, append):
    entry = append(1)
    with pytest.raises(DatabaseError, match="never removed"), transaction.atomic():
        entry.delete()


def test_an_officer_who_stands_in_the_trail_cannot_be_deleted(db, append):
    append(1)
    with pytest.raises(ProtectedError):
        User.objects.get(username="chensiyuan").delete()


@pytest.mark.parametrize("name", ["vault_auditentry_no_update", "vault_auditentry_no_delete"])
def test_a_guard_that_is_gone_is_a_flaw_of_the_table(trail, name):
    on = " ON vault_auditentry" if trail.database == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {name}{on}")
    assert flaws() == [(0, f"审计表失去保护：{name}")]


def test_a_guard_made_toothless_is_a_flaw_of_the_table(trail):
    with connection.cursor() as cursor:
        if trail.database == "postgresql":
            cursor.execute(TOOTHLESS)
        else:
            for name in ("no_update", "no_delete"):
                cursor.execute(f"DROP TRIGGER vault_auditentry_{name}")
                cursor.execute(
                    f"CREATE TRIGGER vault_auditentry_{name} BEFORE INSERT ON vault_auditentry BEGIN SELECT 1; END"
                )
    found = dict.fromkeys(reason for entry, reason in flaws() if entry == 0)
    assert {
        "审计表失去保护：vault_auditentry_no_update",
        "审计表失去保护：vault_auditentry_no_delete",
    } <= set(found)


def test_a_guard_switched_off_is_a_flaw_of_the_table(on_postgresql, own_home):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE vault_auditentry DISABLE TRIGGER vault_auditentry_no_delete")
    assert flaws() == [(0, "审计表失去保护：vault_auditentry_no_delete")]


@pytest.mark.parametrize("number", [-3, 0, 900])
def test_no_row_comes_in_out_of_turn(trail, number):
    entry = AuditEntry.objects.first()
    entry.pk = number
    with pytest.raises(DatabaseError, match="never inserted into"), transaction.atomic():
        entry.save(force_insert=True)
    assert guards.highest_given() == trail[5]


@pytest.fixture
def parted(own_postgresql, own_home):
    """The owner's tables, and a connection under the role of the application."""
    with postgresql.connected(own_postgresql, "example") as plain:
        for role in ("keeper", "server"):
            if not plain.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone():
                plain.execute(f"CREATE ROLE {role} LOGIN")
        plain.execute(script(owner="keeper", application="server"))
    with postgresql.swapped(postgresql.wrapper(own_postgresql, "example", user="server")):
        yield own_postgresql


def test_the_role_of_the_application_adds_and_reads_and_nothing_else(parted):
    for number in (1, 2):
        with transaction.atomic():
            record(act="matter.read", subject=f"matter:{number}", at=cast.NOON, actor=None)
    assert (AuditEntry.objects.count(), flaws()) == (2, [])
    for statement in (
        "UPDATE vault_auditentry SET act = 'x'",
        "DELETE FROM vault_auditentry",
        "TRUNCATE vault_auditentry",
        "ALTER TABLE vault_auditentry DISABLE TRIGGER USER",
        "DROP TRIGGER vault_auditentry_no_update ON vault_auditentry",
        "DROP TABLE vault_auditentry_given",
        "UPDATE vault_auditentry_given SET last = 0",
        TOOTHLESS,
        "CREATE TRIGGER other BEFORE INSERT ON vault_auditentry EXECUTE FUNCTION vault_auditentry_refuse()",
    ):
        refused(statement, r"permission denied|must be owner")
    assert (AuditEntry.objects.count(), flaws()) == (2, [])


def test_two_who_write_at_once_make_one_chain(own_postgresql, own_home):
    def write(number):
        with postgresql.swapped(postgresql.wrapper(own_postgresql, "example")):
            for time in range(10):
                with transaction.atomic():
                    record(act="matter.read", subject=f"matter:{number}:{time}", at=cast.NOON, actor=None)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(4)))
    assert (AuditEntry.objects.count(), flaws()) == (40, [])


@pytest.mark.parametrize(
    ("owner", "application"), [("keeper", "keeper"), ('x"; DROP TABLE x', "server"), ("keeper", "服务")]
)
def test_roles_are_two_plain_names(owner, application):
    with pytest.raises(NotARole):
        script(owner=owner, application=application)
