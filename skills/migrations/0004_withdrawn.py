"""Say since when an entry is withdrawn, and what replaces it."""

import django.db.models.deletion
from django.db import migrations, models

from capframe.base.data_migrations import date_withdrawals, keep_keys_taken


class Migration(migrations.Migration):
    dependencies = [
        ("base", "0002_keep_names"),
        ("skills", "0003_framework_sections"),
    ]

    operations = [
        migrations.AlterField(
            model_name="historicalskill",
            name="status",
            field=models.CharField(
                choices=[
                    ("draft", "Draft"),
                    ("published", "Published"),
                    ("withdrawn", "Withdrawn"),
                ],
                default="draft",
                help_text="Readers find it while it is published. Withdrawn, its page stays and says so.",
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="skill",
            name="status",
            field=models.CharField(
                choices=[
                    ("draft", "Draft"),
                    ("published", "Published"),
                    ("withdrawn", "Withdrawn"),
                ],
                default="draft",
                help_text="Readers find it while it is published. Withdrawn, its page stays and says so.",
                max_length=20,
            ),
        ),
        migrations.AddField(
            model_name="historicalskill",
            name="successor",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="What replaces it, where something does. Only for what is withdrawn: its page stays and leads readers there.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="skills.skill",
            ),
        ),
        migrations.AddField(
            model_name="historicalskill",
            name="withdrawn_on",
            field=models.DateField(
                blank=True,
                editable=False,
                help_text="Since when it is withdrawn. Empty for what readers have never seen: that is hidden from them, not withdrawn.",
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="skill",
            name="successor",
            field=models.ForeignKey(
                blank=True,
                help_text="What replaces it, where something does. Only for what is withdrawn: its page stays and leads readers there.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="predecessors",
                to="skills.skill",
            ),
        ),
        migrations.AddField(
            model_name="skill",
            name="withdrawn_on",
            field=models.DateField(
                blank=True,
                editable=False,
                help_text="Since when it is withdrawn. Empty for what readers have never seen: that is hidden from them, not withdrawn.",
                null=True,
            ),
        ),
        migrations.AddConstraint(
            model_name="skill",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status", "withdrawn"),
                    models.Q(("successor", None), ("withdrawn_on", None)),
                    _connector="OR",
                ),
                name="skill_is_withdrawn_where_it_says_since_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="skill",
            constraint=models.CheckConstraint(
                condition=models.Q(("successor", models.F("pk")), _negated=True),
                name="skill_does_not_replace_itself",
                violation_error_message="It cannot replace itself: choose another, or none.",
            ),
        ),
        migrations.RunPython(date_withdrawals("skills"), migrations.RunPython.noop),
        migrations.RunPython(keep_keys_taken("skills"), migrations.RunPython.noop),
    ]
