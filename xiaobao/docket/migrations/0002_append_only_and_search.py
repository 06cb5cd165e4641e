"""Events cannot be edited or removed; the search index of the embedded database."""

from django.db import migrations

APPEND_ONLY = """
CREATE TRIGGER docket_event_no_update BEFORE UPDATE ON docket_event
BEGIN SELECT RAISE(ABORT, 'events are appended, never edited'); END;
CREATE TRIGGER docket_event_no_delete BEFORE DELETE ON docket_event
BEGIN SELECT RAISE(ABORT, 'events are appended, never removed'); END;
"""
SEARCH = """
CREATE VIRTUAL TABLE docket_search USING fts5(body, content='', tokenize='unicode61 remove_diacritics 0');
"""
UNDO = """
DROP TRIGGER docket_event_no_update;
DROP TRIGGER docket_event_no_delete;
DROP TABLE docket_search;
"""


class Migration(migrations.Migration):
    dependencies = [("docket", "0001_initial")]
    operations = [migrations.RunSQL(APPEND_ONLY + SEARCH, UNDO)]
