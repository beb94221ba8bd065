"""History keeps the names of those who made it, when their accounts go."""

from django.db import migrations, models

from capframe.base.data_migrations import keep_names


class Migration(migrations.Migration):
    dependencies = [
        ("base", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="historicalsource",
            name="history_user_name",
            field=models.TextField(blank=True, default="", editable=False),
        ),
        migrations.RunPython(keep_names("base"), migrations.RunPython.noop),
    ]
