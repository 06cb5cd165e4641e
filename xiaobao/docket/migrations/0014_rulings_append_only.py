"""What a person decided of a finding or a label cannot be edited or removed."""

from django.db import migrations

TABLES = ("docket_findingruling", "docket_labelruling")
SQLITE = (
    """CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table}
BEGIN SELECT RAISE(ABORT, 'rulings are appended, never edited'); END;""",
    """CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table}
BEGIN SELECT RAISE(ABORT, 'rulings are appended, never removed'); END;""",
)
SQLITE_UNDO = (
    "DROP TRIGGER {table}_no_update;",
    "DROP TRIGGER {table}_no_delete;",
)
POSTGRESQL = (
    """CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'rulings are appended, never edited or removed';
END
$$""",
    """CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table}
FOR EACH ROW EXECUTE FUNCTION {table}_refuse()""",
    """CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION {table}_refuse()""",
    """CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse()""",
)
POSTGRESQL_UNDO = ("DROP FUNCTION {table}_refuse() CASCADE",)
STATEMENTS = {"sqlite": (SQLITE, SQLITE_UNDO), "postgresql": (POSTGRESQL, POSTGRESQL_UNDO)}


def guard(apps, schema_editor):
    _run(schema_editor, 0)


def unguard(apps, schema_editor):
    _run(schema_editor, 1)


def _run(schema_editor, which):
    for table in TABLES:
        for statement in STATEMENTS[schema_editor.connection.vendor][which]:
            schema_editor.execute(statement.format(table=table), params=None)


class Migration(migrations.Migration):
    dependencies = [("docket", "0013_mining")]
    operations = [migrations.RunPython(guard, unguard)]
