"""The audit trail cannot be edited or shortened through the application's connection."""

from django.db import migrations

APPEND_ONLY = """
CREATE TRIGGER vault_auditentry_no_update BEFORE UPDATE ON vault_auditentry
BEGIN SELECT RAISE(ABORT, 'the audit trail is appended, never edited'); END;
CREATE TRIGGER vault_auditentry_no_delete BEFORE DELETE ON vault_auditentry
BEGIN SELECT RAISE(ABORT, 'the audit trail is appended, never removed'); END;
"""
UNDO = """
DROP TRIGGER vault_auditentry_no_update;
DROP TRIGGER vault_auditentry_no_delete;
"""


class Migration(migrations.Migration):
    dependencies = [("vault", "0001_initial")]
    operations = [migrations.RunSQL(APPEND_ONLY, UNDO)]
