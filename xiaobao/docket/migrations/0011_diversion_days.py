"""How many working days settling first was given, so that its last day can be derived again; who is told."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("docket", "0010_exchange_append_only")]
    operations = [
        migrations.AddField(
            model_name="diversion", name="days", field=models.PositiveSmallIntegerField(default=0)
        ),
        migrations.AlterField(
            model_name="message",
            name="kind",
            field=models.CharField(
                choices=[
                    ("alert", "期限预警"),
                    ("order", "督办"),
                    ("settling", "先行和解"),
                    ("digest", "每日提要"),
                    ("alarm", "系统告警"),
                ],
                max_length=16,
            ),
        ),
    ]
