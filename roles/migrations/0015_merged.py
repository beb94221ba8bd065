"""Say whether what replaces an entry was made of both."""

from django.db import migrations, models

from capframe.base.data_migrations import keep_keys_taken


class Migration(migrations.Migration):
    dependencies = [
        ("base", "0007_merged"),
        ("grades", "0007_number_saves"),
        ("roles", "0014_number_saves"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="jobfamily",
            name="jobfamily_is_withdrawn_where_it_says_since_when",
        ),
        migrations.RemoveConstraint(
            model_name="role",
            name="role_is_withdrawn_where_it_says_since_when",
        ),
        migrations.RemoveConstraint(
            model_name="rolelevel",
            name="rolelevel_is_withdrawn_where_it_says_since_when",
        ),
        migrations.RemoveConstraint(
            model_name="workstream",
            name="workstream_is_withdrawn_where_it_says_since_when",
        ),
        migrations.AddField(
            model_name="historicaljobfamily",
            name="is_merged",
            field=models.BooleanField(
                default=False,
                editable=False,
                help_text="Whether its successor was made of both: then its address leads there.",
                verbose_name="merged",
            ),
        ),
        migrations.AddField(
            model_name="historicalrole",
            name="is_merged",
            field=models.BooleanField(
                default=False,
                editable=False,
                help_text="Whether its successor was made of both: then its address leads there.",
                verbose_name="merged",
            ),
        ),
        migrations.AddField(
            model_name="historicalrolelevel",
            name="is_merged",
            field=models.BooleanField(
                default=False,
                editable=False,
                help_text="Whether its successor was made of both: then its address leads there.",
                verbose_name="merged",
            ),
        ),
        migrations.AddField(
            model_name="historicalworkstream",
            name="is_merged",
            field=models.BooleanField(
                default=False,
                editable=False,
                help_text="Whether its successor was made of both: then its address leads there.",
                verbose_name="merged",
            ),
        ),
        migrations.AddField(
            model_name="jobfamily",
            name="is_merged",
            field=models.BooleanField(
                default=False,
                editable=False,
                help_text="Whether its successor was made of both: then its address leads there.",
                verbose_name="merged",
            ),
        ),
        migrations.AddField(
            model_name="role",
            name="is_merged",
            field=models.BooleanField(
                default=False,
                editable=False,
                help_text="Whether its successor was made of both: then its address leads there.",
                verbose_name="merged",
            ),
        ),
        migrations.AddField(
            model_name="rolelevel",
            name="is_merged",
            field=models.BooleanField(
                default=False,
                editable=False,
                help_text="Whether its successor was made of both: then its address leads there.",
                verbose_name="merged",
            ),
        ),
        migrations.AddField(
            model_name="workstream",
            name="is_merged",
            field=models.BooleanField(
                default=False,
                editable=False,
                help_text="Whether its successor was made of both: then its address leads there.",
                verbose_name="merged",
            ),
        ),
        migrations.AddConstraint(
            model_name="jobfamily",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status", "withdrawn"),
                    models.Q(("is_merged", False), ("successor", None), ("withdrawn_on", None)),
                    _connector="OR",
                ),
                name="jobfamily_is_withdrawn_where_it_says_since_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="role",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status", "withdrawn"),
                    models.Q(("is_merged", False), ("successor", None), ("withdrawn_on", None)),
                    _connector="OR",
                ),
                name="role_is_withdrawn_where_it_says_since_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="rolelevel",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status", "withdrawn"),
                    models.Q(("is_merged", False), ("successor", None), ("withdrawn_on", None)),
                    _connector="OR",
                ),
                name="rolelevel_is_withdrawn_where_it_says_since_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="workstream",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status", "withdrawn"),
                    models.Q(("is_merged", False), ("successor", None), ("withdrawn_on", None)),
                    _connector="OR",
                ),
                name="workstream_is_withdrawn_where_it_says_since_when",
            ),
        ),
        migrations.RunPython(keep_keys_taken("roles"), migrations.RunPython.noop),
    ]
