"""Say of every open matter without a running clock why none runs, as acts and imports do from now on."""

from datetime import date

from django.db import migrations

from xiaobao.rules.standing import why_no_clock

_NO_CLOCK = date(9999, 12, 31)


def say_why(apps, schema_editor):
    matters = apps.get_model("docket", "Matter").objects.filter(is_open=True, next_due=_NO_CLOCK, unclocked="")
    for kind, state in matters.values_list("kind", "state").distinct():
        reason = why_no_clock(kind, state, running=False, paused=False)
        matters.filter(kind=kind, state=state).update(unclocked=reason)


class Migration(migrations.Migration):
    dependencies = [("docket", "0003_complaint_track")]
    operations = [migrations.RunPython(say_why, migrations.RunPython.noop)]
