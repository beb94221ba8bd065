"""Other names, which editors keep."""

import django.db.models.functions.text
from django.db import migrations, models

from capframe.base.data_migrations import keep_keys_taken


class Migration(migrations.Migration):
    dependencies = [
        ("base", "0003_web_addresses"),
        ("skills", "0004_withdrawn"),
    ]

    operations = [
        migrations.AddField(
            model_name="historicalskill",
            name="aliases",
            field=models.TextField(
                blank=True,
                help_text="Other names that people search for it by, one a line, for example “UCD” for “User-centred design”. They are shown as the editors’, never as the source’s.",
                verbose_name="other names",
            ),
        ),
        migrations.AddField(
            model_name="skill",
            name="aliases",
            field=models.TextField(
                blank=True,
                help_text="Other names that people search for it by, one a line, for example “UCD” for “User-centred design”. They are shown as the editors’, never as the source’s.",
                verbose_name="other names",
            ),
        ),
        migrations.AddConstraint(
            model_name="skill",
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
                name="skill_aliases_stand_one_a_line",
            ),
        ),
        migrations.RunPython(keep_keys_taken("skills"), migrations.RunPython.noop),
    ]
