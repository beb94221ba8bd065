"""History keeps the names of those who made it; what may not be blank is filled."""

from django.db import migrations, models

from capframe.base.data_migrations import (
    change_entries,
    fill_places,
    keep_keys_taken,
    keep_names,
)


def fill_organisations(apps, schema_editor):
    change_entries(
        apps,
        apps.get_model("grades", "GradeStructure").objects.filter(organisation=""),
        lambda structure: {"organisation": structure.title},
        reason="The organisation was left blank: it is the structure’s title",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("base", "0002_keep_names"),
        ("grades", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="historicalgrade",
            name="history_user_name",
            field=models.TextField(blank=True, default="", editable=False),
        ),
        migrations.AddField(
            model_name="historicalgradestructure",
            name="history_user_name",
            field=models.TextField(blank=True, default="", editable=False),
        ),
        migrations.AddField(
            model_name="historicalpayrange",
            name="history_user_name",
            field=models.TextField(blank=True, default="", editable=False),
        ),
        migrations.RunPython(keep_names("grades"), migrations.RunPython.noop),
        migrations.RunPython(fill_organisations, migrations.RunPython.noop),
        migrations.RunPython(fill_places("grades"), migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="grade",
            constraint=models.CheckConstraint(
                condition=models.Q(("place", ""), _negated=True), name="grade_place_is_not_blank"
            ),
        ),
        migrations.AddConstraint(
            model_name="gradestructure",
            constraint=models.CheckConstraint(
                condition=models.Q(("organisation", ""), _negated=True),
                name="gradestructure_organisation_is_not_blank",
            ),
        ),
        migrations.AddConstraint(
            model_name="gradestructure",
            constraint=models.CheckConstraint(
                condition=models.Q(("place", ""), _negated=True),
                name="gradestructure_place_is_not_blank",
            ),
        ),
        migrations.AddConstraint(
            model_name="payrange",
            constraint=models.CheckConstraint(
                condition=models.Q(("place", ""), _negated=True), name="payrange_place_is_not_blank"
            ),
        ),
        migrations.RunPython(keep_keys_taken("grades"), migrations.RunPython.noop),
    ]
