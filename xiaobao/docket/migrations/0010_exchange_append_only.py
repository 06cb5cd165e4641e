"""What the two sides said while settling first cannot be edited or removed."""

from django.db import migrations

SQLITE = (
    """CREATE TRIGGER docket_exchange_no_update BEFORE UPDATE ON docket_exchange
BEGIN SELECT RAISE(ABORT, 'exchanges are appended, never edited'); END;""",
    """CREATE TRIGGER docket_exchange_no_delete BEFORE DELETE ON docket_exchange
BEGIN SELECT RAISE(ABORT, 'exchanges are appended, never removed'); END;""",
)
SQLITE_UNDO = (
    "DROP TRIGGER docket_exchange_no_update;",
    "DROP TRIGGER docket_exchange_no_delete;",
)
POSTGRESQL = (
    """CREATE FUNCTION docket_exchange_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'exchanges are appended, never edited or removed';
END
$$""",
    """CREATE TRIGGER docket_exchange_no_update BEFORE UPDATE ON docket_exchange
FOR EACH ROW EXECUTE FUNCTION docket_exchange_refuse()""",
    """CREATE TRIGGER docket_exchange_no_delete BEFORE DELETE ON docket_exchange
FOR EACH ROW EXECUTE FUNCTION docket_exchange_refuse()""",
    """CREATE TRIGGER docket_exchange_no_truncate BEFORE TRUNCATE ON docket_exchange
FOR EACH STATEMENT EXECUTE FUNCTION docket_exchange_refuse()""",
)
POSTGRESQL_UNDO = ("DROP FUNCTION docket_exchange_refuse() CASCADE",)
STATEMENTS = {"sqlite": (SQLITE, SQLITE_UNDO), "postgresql": (POSTGRESQL, POSTGRESQL_UNDO)}


def guard(apps, schema_editor):
    _run(schema_editor, 0)


def unguard(apps, schema_editor):
    _run(schema_editor, 1)


def _run(schema_editor, which):
    for statement in STATEMENTS[schema_editor.connection.vendor][which]:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("docket", "0009_named_class")]
    operations = [migrations.RunPython(guard, unguard)]
