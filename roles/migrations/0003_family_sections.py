"""Sections for what sources say of whole families; the text moves into them next."""

import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

from capframe.base.data_migrations import keep_keys_taken


class Migration(migrations.Migration):
    dependencies = [
        ("base", "0001_initial"),
        ("roles", "0002_keep_names_and_fill_blanks"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="FamilySection",
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
                    "heading",
                    models.CharField(
                        help_text="As the source prints it, for example “Key Responsibilities”.",
                        max_length=200,
                    ),
                ),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        default=1, help_text="Its place in the list: 1 comes first."
                    ),
                ),
                (
                    "layout",
                    models.CharField(
                        choices=[("prose", "Paragraphs"), ("bullets", "Bulleted list")],
                        default="bullets",
                        help_text="Whether the source prints these statements as paragraphs or as bullets. Among paragraphs, begin a bullet with “- ”.",
                        max_length=10,
                    ),
                ),
            ],
            options={
                "ordering": ("family", "position", "pk"),
            },
        ),
        migrations.CreateModel(
            name="HistoricalFamilySection",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
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
                    "heading",
                    models.CharField(
                        help_text="As the source prints it, for example “Key Responsibilities”.",
                        max_length=200,
                    ),
                ),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        default=1, help_text="Its place in the list: 1 comes first."
                    ),
                ),
                (
                    "layout",
                    models.CharField(
                        choices=[("prose", "Paragraphs"), ("bullets", "Bulleted list")],
                        default="bullets",
                        help_text="Whether the source prints these statements as paragraphs or as bullets. Among paragraphs, begin a bullet with “- ”.",
                        max_length=10,
                    ),
                ),
                (
                    "history_user_name",
                    models.TextField(blank=True, default="", editable=False),
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
                "verbose_name": "historical family section",
                "verbose_name_plural": "historical family sections",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.AddField(
            model_name="familystatement",
            name="note",
            field=models.TextField(
                blank=True,
                help_text="A footnote that the source hangs on this statement, without its asterisks.",
            ),
        ),
        migrations.AddField(
            model_name="historicalfamilystatement",
            name="note",
            field=models.TextField(
                blank=True,
                help_text="A footnote that the source hangs on this statement, without its asterisks.",
            ),
        ),
        migrations.AddField(
            model_name="familysection",
            name="family",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="sections",
                to="roles.jobfamily",
            ),
        ),
        migrations.AddField(
            model_name="familysection",
            name="source",
            field=models.ForeignKey(
                help_text="The document that this was transcribed from.",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="%(class)s_entries",
                to="base.source",
            ),
        ),
        migrations.AddField(
            model_name="familystatement",
            name="section",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="statements",
                to="roles.familysection",
            ),
        ),
        migrations.AddField(
            model_name="historicalfamilystatement",
            name="section",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="roles.familysection",
            ),
        ),
        migrations.AddField(
            model_name="historicalfamilysection",
            name="family",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="roles.jobfamily",
            ),
        ),
        migrations.AddField(
            model_name="historicalfamilysection",
            name="history_user",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="historicalfamilysection",
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
        migrations.AddConstraint(
            model_name="familysection",
            constraint=models.UniqueConstraint(
                fields=("family", "heading"),
                name="familysection_heading_is_unique_in_family",
                violation_error_message="This family has a section with this heading already: add the statements there.",
            ),
        ),
        migrations.AddConstraint(
            model_name="familysection",
            constraint=models.CheckConstraint(
                condition=models.Q(("layout__in", ["prose", "bullets"])),
                name="familysection_layout_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="familysection",
            constraint=models.CheckConstraint(
                condition=models.Q(("heading", ""), _negated=True),
                name="familysection_heading_is_not_blank",
            ),
        ),
        migrations.AddConstraint(
            model_name="familysection",
            constraint=models.CheckConstraint(
                condition=models.Q(("place", ""), _negated=True),
                name="familysection_place_is_not_blank",
            ),
        ),
        # Before the next migration makes statements.
        migrations.RunPython(keep_keys_taken("roles"), migrations.RunPython.noop),
    ]
