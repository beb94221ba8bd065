"""Say since when an entry is withdrawn, and what replaces it."""

import django.db.models.deletion
from django.db import migrations, models

from capframe.base.data_migrations import date_withdrawals, keep_keys_taken


class Migration(migrations.Migration):
    dependencies = [
        ("base", "0002_keep_names"),
        ("grades", "0002_keep_names_and_fill_blanks"),
        ("roles", "0008_strength"),
    ]

    operations = [
        migrations.AlterField(
            model_name="historicaljobfamily",
            name="status",
            field=models.CharField(
                choices=[
                    ("draft", "Draft"),
                    ("published", "Published"),
                    ("withdrawn", "Withdrawn"),
                ],
                default="draft",
                help_text="Readers find a family, its roles and their levels while it is published. Withdrawn, their pages stay and say so.",
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="historicalrole",
            name="status",
            field=models.CharField(
                choices=[
                    ("draft", "Draft"),
                    ("published", "Published"),
                    ("withdrawn", "Withdrawn"),
                ],
                default="draft",
                help_text="Readers find a role and its levels while it and its family are published. Withdrawn, their pages stay and say so.",
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="historicalrolelevel",
            name="status",
            field=models.CharField(
                choices=[
                    ("draft", "Draft"),
                    ("published", "Published"),
                    ("withdrawn", "Withdrawn"),
                ],
                default="draft",
                help_text="Readers find a role level while it, its role and its family are published. Withdrawn, its page stays and says so.",
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="historicalworkstream",
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
            model_name="jobfamily",
            name="status",
            field=models.CharField(
                choices=[
                    ("draft", "Draft"),
                    ("published", "Published"),
                    ("withdrawn", "Withdrawn"),
                ],
                default="draft",
                help_text="Readers find a family, its roles and their levels while it is published. Withdrawn, their pages stay and say so.",
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="role",
            name="status",
            field=models.CharField(
                choices=[
                    ("draft", "Draft"),
                    ("published", "Published"),
                    ("withdrawn", "Withdrawn"),
                ],
                default="draft",
                help_text="Readers find a role and its levels while it and its family are published. Withdrawn, their pages stay and say so.",
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="rolelevel",
            name="status",
            field=models.CharField(
                choices=[
                    ("draft", "Draft"),
                    ("published", "Published"),
                    ("withdrawn", "Withdrawn"),
                ],
                default="draft",
                help_text="Readers find a role level while it, its role and its family are published. Withdrawn, its page stays and says so.",
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="workstream",
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
            model_name="historicaljobfamily",
            name="successor",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="What replaces it, where something does. Only for what is withdrawn: its page stays and leads readers there.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="roles.jobfamily",
            ),
        ),
        migrations.AddField(
            model_name="historicaljobfamily",
            name="withdrawn_on",
            field=models.DateField(
                blank=True,
                editable=False,
                help_text="Since when it is withdrawn. Empty for what readers have never seen: that is hidden from them, not withdrawn.",
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="historicalrole",
            name="successor",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="What replaces it, where something does. Only for what is withdrawn: its page stays and leads readers there.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="roles.role",
            ),
        ),
        migrations.AddField(
            model_name="historicalrole",
            name="withdrawn_on",
            field=models.DateField(
                blank=True,
                editable=False,
                help_text="Since when it is withdrawn. Empty for what readers have never seen: that is hidden from them, not withdrawn.",
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="historicalrolelevel",
            name="successor",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="What replaces it, where something does. Only for what is withdrawn: its page stays and leads readers there.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="roles.rolelevel",
            ),
        ),
        migrations.AddField(
            model_name="historicalrolelevel",
            name="withdrawn_on",
            field=models.DateField(
                blank=True,
                editable=False,
                help_text="Since when it is withdrawn. Empty for what readers have never seen: that is hidden from them, not withdrawn.",
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="historicalworkstream",
            name="successor",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="What replaces it, where something does. Only for what is withdrawn: its page stays and leads readers there.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="roles.workstream",
            ),
        ),
        migrations.AddField(
            model_name="historicalworkstream",
            name="withdrawn_on",
            field=models.DateField(
                blank=True,
                editable=False,
                help_text="Since when it is withdrawn. Empty for what readers have never seen: that is hidden from them, not withdrawn.",
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="jobfamily",
            name="successor",
            field=models.ForeignKey(
                blank=True,
                help_text="What replaces it, where something does. Only for what is withdrawn: its page stays and leads readers there.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="predecessors",
                to="roles.jobfamily",
            ),
        ),
        migrations.AddField(
            model_name="jobfamily",
            name="withdrawn_on",
            field=models.DateField(
                blank=True,
                editable=False,
                help_text="Since when it is withdrawn. Empty for what readers have never seen: that is hidden from them, not withdrawn.",
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="role",
            name="successor",
            field=models.ForeignKey(
                blank=True,
                help_text="What replaces it, where something does. Only for what is withdrawn: its page stays and leads readers there.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="predecessors",
                to="roles.role",
            ),
        ),
        migrations.AddField(
            model_name="role",
            name="withdrawn_on",
            field=models.DateField(
                blank=True,
                editable=False,
                help_text="Since when it is withdrawn. Empty for what readers have never seen: that is hidden from them, not withdrawn.",
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="rolelevel",
            name="successor",
            field=models.ForeignKey(
                blank=True,
                help_text="What replaces it, where something does. Only for what is withdrawn: its page stays and leads readers there.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="predecessors",
                to="roles.rolelevel",
            ),
        ),
        migrations.AddField(
            model_name="rolelevel",
            name="withdrawn_on",
            field=models.DateField(
                blank=True,
                editable=False,
                help_text="Since when it is withdrawn. Empty for what readers have never seen: that is hidden from them, not withdrawn.",
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="workstream",
            name="successor",
            field=models.ForeignKey(
                blank=True,
                help_text="What replaces it, where something does. Only for what is withdrawn: its page stays and leads readers there.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="predecessors",
                to="roles.workstream",
            ),
        ),
        migrations.AddField(
            model_name="workstream",
            name="withdrawn_on",
            field=models.DateField(
                blank=True,
                editable=False,
                help_text="Since when it is withdrawn. Empty for what readers have never seen: that is hidden from them, not withdrawn.",
                null=True,
            ),
        ),
        migrations.AddConstraint(
            model_name="jobfamily",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status", "withdrawn"),
                    models.Q(("successor", None), ("withdrawn_on", None)),
                    _connector="OR",
                ),
                name="jobfamily_is_withdrawn_where_it_says_since_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="jobfamily",
            constraint=models.CheckConstraint(
                condition=models.Q(("successor", models.F("pk")), _negated=True),
                name="jobfamily_does_not_replace_itself",
                violation_error_message="It cannot replace itself: choose another, or none.",
            ),
        ),
        migrations.AddConstraint(
            model_name="role",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status", "withdrawn"),
                    models.Q(("successor", None), ("withdrawn_on", None)),
                    _connector="OR",
                ),
                name="role_is_withdrawn_where_it_says_since_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="role",
            constraint=models.CheckConstraint(
                condition=models.Q(("successor", models.F("pk")), _negated=True),
                name="role_does_not_replace_itself",
                violation_error_message="It cannot replace itself: choose another, or none.",
            ),
        ),
        migrations.AddConstraint(
            model_name="rolelevel",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status", "withdrawn"),
                    models.Q(("successor", None), ("withdrawn_on", None)),
                    _connector="OR",
                ),
                name="rolelevel_is_withdrawn_where_it_says_since_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="rolelevel",
            constraint=models.CheckConstraint(
                condition=models.Q(("successor", models.F("pk")), _negated=True),
                name="rolelevel_does_not_replace_itself",
                violation_error_message="It cannot replace itself: choose another, or none.",
            ),
        ),
        migrations.AddConstraint(
            model_name="workstream",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status", "withdrawn"),
                    models.Q(("successor", None), ("withdrawn_on", None)),
                    _connector="OR",
                ),
                name="workstream_is_withdrawn_where_it_says_since_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="workstream",
            constraint=models.CheckConstraint(
                condition=models.Q(("successor", models.F("pk")), _negated=True),
                name="workstream_does_not_replace_itself",
                violation_error_message="It cannot replace itself: choose another, or none.",
            ),
        ),
        migrations.RunPython(date_withdrawals("roles"), migrations.RunPython.noop),
        migrations.RunPython(keep_keys_taken("roles"), migrations.RunPython.noop),
    ]
