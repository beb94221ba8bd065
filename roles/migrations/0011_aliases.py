"""Other names, which editors keep."""

import django.db.models.functions.text
from django.db import migrations, models

from capframe.base.data_migrations import keep_keys_taken


class Migration(migrations.Migration):
    dependencies = [
        ("base", "0003_web_addresses"),
        ("roles", "0010_routes_in_plain_words"),
    ]

    operations = [
        migrations.AddField(
            model_name="historicalrole",
            name="aliases",
            field=models.TextField(
                blank=True,
                help_text="Other names that people search for it by, one a line, for example “HRBP” for “HR Business Partner”. They are shown as the editors’, never as the source’s.",
                verbose_name="other names",
            ),
        ),
        migrations.AddField(
            model_name="role",
            name="aliases",
            field=models.TextField(
                blank=True,
                help_text="Other names that people search for it by, one a line, for example “HRBP” for “HR Business Partner”. They are shown as the editors’, never as the source’s.",
                verbose_name="other names",
            ),
        ),
        migrations.AddConstraint(
            model_name="role",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("aliases", django.db.models.functions.text.Trim("aliases")),
                    models.Q(
                        ("aliases__startswith", "\n"),
                        ("aliases__endswith", "\n"),
                        ("aliases__contains", "\n\n"),
                        _connector="OR",
                        _negated=True,
                    ),
                    models.Q(("aliases__contains", "\r"), _negated=True),
                ),
                name="role_aliases_stand_one_a_line",
            ),
        ),
        migrations.RunPython(keep_keys_taken("roles"), migrations.RunPython.noop),
    ]
