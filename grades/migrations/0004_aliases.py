"""Other names, which editors keep."""

import django.db.models.functions.text
from django.db import migrations, models

from capframe.base.data_migrations import keep_keys_taken


class Migration(migrations.Migration):
    dependencies = [
        ("base", "0003_web_addresses"),
        ("grades", "0003_pay_employer_and_unit"),
    ]

    operations = [
        migrations.AddField(
            model_name="grade",
            name="aliases",
            field=models.TextField(
                blank=True,
                help_text="Other names that people search for it by, one a line, for example “G7” for “Grade 7”. They are shown as the editors’, never as the source’s.",
                verbose_name="other names",
            ),
        ),
        migrations.AddField(
            model_name="historicalgrade",
            name="aliases",
            field=models.TextField(
                blank=True,
                help_text="Other names that people search for it by, one a line, for example “G7” for “Grade 7”. They are shown as the editors’, never as the source’s.",
                verbose_name="other names",
            ),
        ),
        migrations.AddConstraint(
            model_name="grade",
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
                name="grade_aliases_stand_one_a_line",
            ),
        ),
        migrations.RunPython(keep_keys_taken("grades"), migrations.RunPython.noop),
    ]
