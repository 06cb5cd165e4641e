"""Events cannot be edited or removed; the search index."""

from django.db import migrations

SQLITE = (
    """CREATE TRIGGER docket_event_no_update BEFORE UPDATE ON docket_event
BEGIN SELECT RAISE(ABORT, 'events are appended, never edited'); END;""",
    """CREATE TRIGGER docket_event_no_delete BEFORE DELETE ON docket_event
BEGIN SELECT RAISE(ABORT, 'events are appended, never removed'); END;""",
    """CREATE VIRTUAL TABLE docket_search
USING fts5(body, content='', tokenize='unicode61 remove_diacritics 0');""",
)
SQLITE_UNDO = (
    "DROP TRIGGER docket_event_no_update;",
    "DROP TRIGGER docket_event_no_delete;",
    "DROP TABLE docket_search;",
)

# The search table holds the same tokens, and finds the same; without an index it is read from end to end.
POSTGRESQL = (
    """CREATE FUNCTION docket_event_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'events are appended, never edited or removed';
END
$$""",
    """CREATE TRIGGER docket_event_no_update BEFORE UPDATE ON docket_event
FOR EACH ROW EXECUTE FUNCTION docket_event_refuse()""",
    """CREATE TRIGGER docket_event_no_delete BEFORE DELETE ON docket_event
FOR EACH ROW EXECUTE FUNCTION docket_event_refuse()""",
    """CREATE TRIGGER docket_event_no_truncate BEFORE TRUNCATE ON docket_event
FOR EACH STATEMENT EXECUTE FUNCTION docket_event_refuse()""",
    "CREATE TABLE docket_search (rowid bigint PRIMARY KEY, body text NOT NULL)",
)
POSTGRESQL_UNDO = (
    "DROP FUNCTION docket_event_refuse() CASCADE",
    "DROP TABLE docket_search",
)
STATEMENTS = {"sqlite": (SQLITE, SQLITE_UNDO), "postgresql": (POSTGRESQL, POSTGRESQL_UNDO)}


def guard(apps, schema_editor):
    _run(schema_editor, 0)


def unguard(apps, schema_editor):
    _run(schema_editor, 1)


def _run(schema_editor, which):
    for statement in STATEMENTS[schema_editor.connection.vendor][which]:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("docket", "0001_initial")]
    operations = [migrations.RunPython(guard, unguard)]
