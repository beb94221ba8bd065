"""Say whether what replaces an entry was made of both."""

from django.db import migrations, models

from capframe.base.data_migrations import keep_keys_taken


class Migration(migrations.Migration):
    dependencies = [
        ("base", "0007_merged"),
        ("skills", "0009_number_saves"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="skill",
            name="skill_is_withdrawn_where_it_says_since_when",
        ),
        migrations.AddField(
            model_name="historicalskill",
            name="is_merged",
            field=models.BooleanField(
                default=False,
                editable=False,
                help_text="Whether its successor was made of both: then its address leads there.",
                verbose_name="merged",
            ),
        ),
        migrations.AddField(
            model_name="skill",
            name="is_merged",
            field=models.BooleanField(
                default=False,
                editable=False,
                help_text="Whether its successor was made of both: then its address leads there.",
                verbose_name="merged",
            ),
        ),
        migrations.AddConstraint(
            model_name="skill",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status", "withdrawn"),
                    models.Q(("is_merged", False), ("successor", None), ("withdrawn_on", None)),
                    _connector="OR",
                ),
                name="skill_is_withdrawn_where_it_says_since_when",
            ),
        ),
        migrations.RunPython(keep_keys_taken("skills"), migrations.RunPython.noop),
    ]
