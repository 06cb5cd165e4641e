"""An edition, its entries and the texts of a draft are appended: the database refuses to edit or remove them."""

from django.db import migrations

TABLES = ("handbook_edition", "handbook_editionentry", "handbook_drafttext")
SQLITE = tuple(
    f"CREATE TRIGGER {table}_no_{deed.lower()} BEFORE {deed} ON {table}\n"
    f"BEGIN SELECT RAISE(ABORT, 'editions and texts are appended, never {done}'); END;"
    for table in TABLES
    for deed, done in (("UPDATE", "edited"), ("DELETE", "removed"))
)
SQLITE_UNDO = tuple(
    f"DROP TRIGGER {table}_no_{deed};" for table in TABLES for deed in ("update", "delete")
)
POSTGRESQL = (
    """CREATE FUNCTION handbook_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'editions and texts are appended, never edited or removed';
END
$$""",
    *(
        f"CREATE TRIGGER {table}_no_{deed.lower()} BEFORE {deed} ON {table}"
        f" FOR EACH {row} EXECUTE FUNCTION handbook_refuse()"
        for table in TABLES
        for deed, row in (("UPDATE", "ROW"), ("DELETE", "ROW"), ("TRUNCATE", "STATEMENT"))
    ),
)
POSTGRESQL_UNDO = ("DROP FUNCTION handbook_refuse() CASCADE",)
STATEMENTS = {"sqlite": (SQLITE, SQLITE_UNDO), "postgresql": (POSTGRESQL, POSTGRESQL_UNDO)}


def guard(apps, schema_editor):
    _run(schema_editor, 0)


def unguard(apps, schema_editor):
    _run(schema_editor, 1)


def _run(schema_editor, which):
    for statement in STATEMENTS[schema_editor.connection.vendor][which]:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("handbook", "0002_law_seen")]
    operations = [migrations.RunPython(guard, unguard)]
