import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("base", "0001_initial"),
        ("skills", "0002_keep_names_and_fill_blanks"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="historicalskillframework",
            name="description",
            field=models.TextField(
                blank=True,
                help_text="What the source says of the framework before its first heading. Paragraphs; “- ” for bullets.",
            ),
        ),
        migrations.AlterField(
            model_name="skillframework",
            name="description",
            field=models.TextField(
                blank=True,
                help_text="What the source says of the framework before its first heading. Paragraphs; “- ” for bullets.",
            ),
        ),
        migrations.CreateModel(
            name="HistoricalFrameworkSection",
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
                        help_text="As the source prints it, for example “Designing for our users”.",
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
                    "text",
                    models.TextField(
                        help_text="In the source’s words. Paragraphs; begin a bullet with “- ”."
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
                (
                    "framework",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="skills.skillframework",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="The document that this was transcribed from.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="base.source",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical framework section",
                "verbose_name_plural": "historical framework sections",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="FrameworkSection",
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
                        help_text="As the source prints it, for example “Designing for our users”.",
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
                    "text",
                    models.TextField(
                        help_text="In the source’s words. Paragraphs; begin a bullet with “- ”."
                    ),
                ),
                (
                    "framework",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sections",
                        to="skills.skillframework",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        help_text="The document that this was transcribed from.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s_entries",
                        to="base.source",
                    ),
                ),
            ],
            options={
                "ordering": ("framework", "position", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("framework", "heading"),
                        name="frameworksection_heading_is_unique_in_framework",
                        violation_error_message="This framework has a section with this heading already: add the text there.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("heading", ""), _negated=True),
                        name="frameworksection_heading_is_not_blank",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="frameworksection_text_is_not_blank",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("place", ""), _negated=True),
                        name="frameworksection_place_is_not_blank",
                    ),
                ],
            },
        ),
    ]
