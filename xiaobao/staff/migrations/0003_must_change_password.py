from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('staff', '0002_three_tiers'),
    ]

    operations = [
        migrations.AddField(
            model_name='user',
            name='must_change_password',
            field=models.BooleanField(db_default=False, default=False),
        ),
    ]
