"""Qualifications, how strongly statements ask, and how skills are introduced and assessed."""

import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

from capframe.base.data_migrations import keep_keys_taken


class Migration(migrations.Migration):
    dependencies = [
        ("base", "0002_keep_names"),
        ("roles", "0007_employer"),
        ("skills", "0003_framework_sections"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="HistoricalQualification",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("history_user_name", models.TextField(blank=True, default="", editable=False)),
                (
                    "place",
                    models.CharField(
                        help_text="Where in the document it stands, for example “Annex D, Essential skills”.",
                        max_length=200,
                        verbose_name="place in the source",
                    ),
                ),
                (
                    "editors_note",
                    models.TextField(
                        blank=True,
                        help_text="A remark by the catalogue’s editors, shown as theirs, for example “Printed as ‘09’.” Never part of the transcribed text.",
                        verbose_name="editors’ note",
                    ),
                ),
                (
                    "slug",
                    models.SlugField(
                        help_text="How addresses and files name it, in lower case with hyphens, for example “prince-2”.",
                        max_length=100,
                    ),
                ),
                (
                    "title",
                    models.CharField(
                        help_text="The qualification alone, as sources name it, for example “CIPD”, “Prince 2” or “Degree”. How strongly it is asked for belongs to each role level.",
                        max_length=200,
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
            ],
            options={
                "verbose_name": "historical qualification",
                "verbose_name_plural": "historical qualifications",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalQualificationRequirement",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("history_user_name", models.TextField(blank=True, default="", editable=False)),
                (
                    "strength",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("required", "Required"),
                            ("required_or_equivalent", "Required or equivalent"),
                            ("ideal", "Ideal"),
                            ("ideal_or_equivalent", "Ideal or equivalent"),
                            ("ideal_or_working_towards", "Ideal or working towards it"),
                        ],
                        help_text="How strongly the statement asks for it: “Be CIPD qualified” under “Essential” is required, “Ideally be Prince 2 qualified, or equivalent” is ideal or equivalent. Empty where the source only says what is typical.",
                        max_length=30,
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
            ],
            options={
                "verbose_name": "historical qualification requirement",
                "verbose_name_plural": "historical qualification requirements",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Qualification",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "place",
                    models.CharField(
                        help_text="Where in the document it stands, for example “Annex D, Essential skills”.",
                        max_length=200,
                        verbose_name="place in the source",
                    ),
                ),
                (
                    "editors_note",
                    models.TextField(
                        blank=True,
                        help_text="A remark by the catalogue’s editors, shown as theirs, for example “Printed as ‘09’.” Never part of the transcribed text.",
                        verbose_name="editors’ note",
                    ),
                ),
                (
                    "slug",
                    models.SlugField(
                        help_text="How addresses and files name it, in lower case with hyphens, for example “prince-2”.",
                        max_length=100,
                    ),
                ),
                (
                    "title",
                    models.CharField(
                        help_text="The qualification alone, as sources name it, for example “CIPD”, “Prince 2” or “Degree”. How strongly it is asked for belongs to each role level.",
                        max_length=200,
                    ),
                ),
            ],
            options={
                "ordering": ("title",),
            },
        ),
        migrations.CreateModel(
            name="QualificationRequirement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "strength",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("required", "Required"),
                            ("required_or_equivalent", "Required or equivalent"),
                            ("ideal", "Ideal"),
                            ("ideal_or_equivalent", "Ideal or equivalent"),
                            ("ideal_or_working_towards", "Ideal or working towards it"),
                        ],
                        help_text="How strongly the statement asks for it: “Be CIPD qualified” under “Essential” is required, “Ideally be Prince 2 qualified, or equivalent” is ideal or equivalent. Empty where the source only says what is typical.",
                        max_length=30,
                    ),
                ),
            ],
            options={
                "ordering": ("statement", "qualification__title", "pk"),
            },
        ),
        migrations.AddField(
            model_name="historicalrolelevel",
            name="skills_introduction",
            field=models.TextField(
                blank=True,
                help_text="What the source says above the list of skills or competencies, whole, for example “At interview, you will be assessed against the following competencies:”.",
                verbose_name="introduction to the skills",
            ),
        ),
        migrations.AddField(
            model_name="historicalskillrequirement",
            name="assessed",
            field=models.CharField(
                blank=True,
                choices=[("interview", "At interview")],
                help_text="Where the source says that the skill is assessed. Empty where it does not say.",
                max_length=20,
            ),
        ),
        migrations.AddField(
            model_name="historicalstatement",
            name="strength",
            field=models.CharField(
                blank=True,
                choices=[
                    ("required", "Required"),
                    ("required_or_equivalent", "Required or equivalent"),
                    ("ideal", "Ideal"),
                    ("ideal_or_equivalent", "Ideal or equivalent"),
                    ("ideal_or_working_towards", "Ideal or working towards it"),
                ],
                help_text="How strongly the source asks for this, for example required under the heading “Essential Skills & Experience”. Empty where it asks for nothing, or only says what is typical; for a qualification the strength stands with the qualification.",
                max_length=30,
            ),
        ),
        migrations.AddField(
            model_name="rolelevel",
            name="skills_introduction",
            field=models.TextField(
                blank=True,
                help_text="What the source says above the list of skills or competencies, whole, for example “At interview, you will be assessed against the following competencies:”.",
                verbose_name="introduction to the skills",
            ),
        ),
        migrations.AddField(
            model_name="skillrequirement",
            name="assessed",
            field=models.CharField(
                blank=True,
                choices=[("interview", "At interview")],
                help_text="Where the source says that the skill is assessed. Empty where it does not say.",
                max_length=20,
            ),
        ),
        migrations.AddField(
            model_name="statement",
            name="strength",
            field=models.CharField(
                blank=True,
                choices=[
                    ("required", "Required"),
                    ("required_or_equivalent", "Required or equivalent"),
                    ("ideal", "Ideal"),
                    ("ideal_or_equivalent", "Ideal or equivalent"),
                    ("ideal_or_working_towards", "Ideal or working towards it"),
                ],
                help_text="How strongly the source asks for this, for example required under the heading “Essential Skills & Experience”. Empty where it asks for nothing, or only says what is typical; for a qualification the strength stands with the qualification.",
                max_length=30,
            ),
        ),
        migrations.AddConstraint(
            model_name="skillrequirement",
            constraint=models.CheckConstraint(
                condition=models.Q(("assessed__in", ["", "interview"])),
                name="skillrequirement_assessed_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="statement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "strength__in",
                        [
                            "",
                            "required",
                            "required_or_equivalent",
                            "ideal",
                            "ideal_or_equivalent",
                            "ideal_or_working_towards",
                        ],
                    )
                ),
                name="statement_strength_is_known",
            ),
        ),
        migrations.AddField(
            model_name="historicalqualification",
            name="history_user",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="historicalqualification",
            name="source",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="The document that this was transcribed from.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="base.source",
            ),
        ),
        migrations.AddField(
            model_name="historicalqualificationrequirement",
            name="history_user",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="historicalqualificationrequirement",
            name="role_level",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="roles.rolelevel",
            ),
        ),
        migrations.AddField(
            model_name="historicalqualificationrequirement",
            name="statement",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="The statement that asks for it, in the source’s words.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="roles.statement",
            ),
        ),
        migrations.AddField(
            model_name="qualification",
            name="source",
            field=models.ForeignKey(
                help_text="The document that this was transcribed from.",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="%(class)s_entries",
                to="base.source",
            ),
        ),
        migrations.AddField(
            model_name="historicalqualificationrequirement",
            name="qualification",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="roles.qualification",
            ),
        ),
        migrations.AddField(
            model_name="qualificationrequirement",
            name="qualification",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="requirements",
                to="roles.qualification",
            ),
        ),
        migrations.AddField(
            model_name="qualificationrequirement",
            name="role_level",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="qualification_requirements",
                to="roles.rolelevel",
            ),
        ),
        migrations.AddField(
            model_name="qualificationrequirement",
            name="statement",
            field=models.ForeignKey(
                help_text="The statement that asks for it, in the source’s words.",
                on_delete=django.db.models.deletion.CASCADE,
                related_name="qualification_requirements",
                to="roles.statement",
            ),
        ),
        migrations.AddConstraint(
            model_name="qualification",
            constraint=models.UniqueConstraint(
                fields=("slug",), name="qualification_slug_is_unique"
            ),
        ),
        migrations.AddConstraint(
            model_name="qualification",
            constraint=models.UniqueConstraint(
                fields=("title",), name="qualification_title_is_unique"
            ),
        ),
        migrations.AddConstraint(
            model_name="qualification",
            constraint=models.CheckConstraint(
                condition=models.Q(("title", ""), _negated=True),
                name="qualification_title_is_not_blank",
            ),
        ),
        migrations.AddConstraint(
            model_name="qualification",
            constraint=models.CheckConstraint(
                condition=models.Q(("place", ""), _negated=True),
                name="qualification_place_is_not_blank",
            ),
        ),
        migrations.AddConstraint(
            model_name="qualificationrequirement",
            constraint=models.UniqueConstraint(
                fields=("statement", "qualification"),
                name="qualification_is_unique_in_statement",
                violation_error_message="This statement asks for this qualification already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="qualificationrequirement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "strength__in",
                        [
                            "",
                            "required",
                            "required_or_equivalent",
                            "ideal",
                            "ideal_or_equivalent",
                            "ideal_or_working_towards",
                        ],
                    )
                ),
                name="qualificationrequirement_strength_is_known",
            ),
        ),
        migrations.RunPython(keep_keys_taken("roles"), migrations.RunPython.noop),
    ]
