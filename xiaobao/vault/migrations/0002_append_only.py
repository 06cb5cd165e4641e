"""The audit trail cannot be edited or shortened through the application's connection."""

from django.db import migrations

SQLITE = (
    """CREATE TRIGGER vault_auditentry_no_update BEFORE UPDATE ON vault_auditentry
BEGIN SELECT RAISE(ABORT, 'the audit trail is appended, never edited'); END;""",
    """CREATE TRIGGER vault_auditentry_no_delete BEFORE DELETE ON vault_auditentry
BEGIN SELECT RAISE(ABORT, 'the audit trail is appended, never removed'); END;""",
)
SQLITE_UNDO = (
    "DROP TRIGGER vault_auditentry_no_update;",
    "DROP TRIGGER vault_auditentry_no_delete;",
)

# SECURITY DEFINER: the role of the application may not write the table of the last number given; this may.
POSTGRESQL = (
    """CREATE TABLE vault_auditentry_given (
    one boolean PRIMARY KEY DEFAULT true CHECK (one), last bigint NOT NULL)""",
    "INSERT INTO vault_auditentry_given (last) SELECT coalesce(max(id), 0) FROM vault_auditentry",
    """CREATE FUNCTION vault_auditentry_append() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    UPDATE vault_auditentry_given SET last = NEW.id WHERE last + 1 = NEW.id;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'the audit trail is appended, never inserted into';
    END IF;
    RETURN NEW;
END
$$""",
    """CREATE FUNCTION vault_auditentry_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit trail is appended, never edited or removed';
END
$$""",
    """CREATE TRIGGER vault_auditentry_append BEFORE INSERT ON vault_auditentry
FOR EACH ROW EXECUTE FUNCTION vault_auditentry_append()""",
    """CREATE TRIGGER vault_auditentry_no_update BEFORE UPDATE ON vault_auditentry
FOR EACH ROW EXECUTE FUNCTION vault_auditentry_refuse()""",
    """CREATE TRIGGER vault_auditentry_no_delete BEFORE DELETE ON vault_auditentry
FOR EACH ROW EXECUTE FUNCTION vault_auditentry_refuse()""",
    """CREATE TRIGGER vault_auditentry_no_truncate BEFORE TRUNCATE ON vault_auditentry
FOR EACH STATEMENT EXECUTE FUNCTION vault_auditentry_refuse()""",
)
POSTGRESQL_UNDO = (
    "DROP FUNCTION vault_auditentry_append() CASCADE",
    "DROP FUNCTION vault_auditentry_refuse() CASCADE",
    "DROP TABLE vault_auditentry_given",
)
GUARDS = {"sqlite": (SQLITE, SQLITE_UNDO), "postgresql": (POSTGRESQL, POSTGRESQL_UNDO)}


def guard(apps, schema_editor):
    _run(schema_editor, 0)


def unguard(apps, schema_editor):
    _run(schema_editor, 1)


def _run(schema_editor, which):
    for statement in GUARDS[schema_editor.connection.vendor][which]:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("vault", "0001_initial")]
    operations = [migrations.RunPython(guard, unguard)]
