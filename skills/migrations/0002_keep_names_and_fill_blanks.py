"""History keeps the names of those who made it; what may not be blank is filled.

A skill may have no kind, and none but the three.
"""

from django.db import migrations, models

from capframe.base.data_migrations import (
    change_entries,
    fill_places,
    keep_keys_taken,
    keep_names,
)

KINDS = ("competency", "specialist", "leadership")


def empty_unknown_kinds(apps, schema_editor):
    change_entries(
        apps,
        apps.get_model("skills", "Skill").objects.exclude(kind__in=("", *KINDS)),
        lambda skill: {"kind": ""},
        reason="It was none of the kinds that there are",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("base", "0002_keep_names"),
        ("skills", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="historicalindicator",
            name="history_user_name",
            field=models.TextField(blank=True, default="", editable=False),
        ),
        migrations.AddField(
            model_name="historicalleadershipexample",
            name="history_user_name",
            field=models.TextField(blank=True, default="", editable=False),
        ),
        migrations.AddField(
            model_name="historicalproficiencylevel",
            name="history_user_name",
            field=models.TextField(blank=True, default="", editable=False),
        ),
        migrations.AddField(
            model_name="historicalskill",
            name="history_user_name",
            field=models.TextField(blank=True, default="", editable=False),
        ),
        migrations.AddField(
            model_name="historicalskillframework",
            name="history_user_name",
            field=models.TextField(blank=True, default="", editable=False),
        ),
        migrations.AddField(
            model_name="historicalskilllevel",
            name="history_user_name",
            field=models.TextField(blank=True, default="", editable=False),
        ),
        migrations.AlterField(
            model_name="historicalskill",
            name="kind",
            field=models.CharField(
                blank=True,
                choices=[
                    ("competency", "Competency"),
                    ("specialist", "Specialist skill"),
                    ("leadership", "Leadership skill"),
                ],
                help_text="Empty where the source does not say what sort of capability it is.",
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="skill",
            name="kind",
            field=models.CharField(
                blank=True,
                choices=[
                    ("competency", "Competency"),
                    ("specialist", "Specialist skill"),
                    ("leadership", "Leadership skill"),
                ],
                help_text="Empty where the source does not say what sort of capability it is.",
                max_length=20,
            ),
        ),
        migrations.RunPython(keep_names("skills"), migrations.RunPython.noop),
        migrations.RunPython(empty_unknown_kinds, migrations.RunPython.noop),
        migrations.RunPython(fill_places("skills"), migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="leadershipexample",
            constraint=models.CheckConstraint(
                condition=models.Q(("place", ""), _negated=True),
                name="leadershipexample_place_is_not_blank",
            ),
        ),
        migrations.AddConstraint(
            model_name="proficiencylevel",
            constraint=models.CheckConstraint(
                condition=models.Q(("place", ""), _negated=True),
                name="proficiencylevel_place_is_not_blank",
            ),
        ),
        migrations.AddConstraint(
            model_name="skill",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["", "competency", "specialist", "leadership"])),
                name="skill_kind_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="skill",
            constraint=models.CheckConstraint(
                condition=models.Q(("place", ""), _negated=True), name="skill_place_is_not_blank"
            ),
        ),
        migrations.AddConstraint(
            model_name="skillframework",
            constraint=models.CheckConstraint(
                condition=models.Q(("place", ""), _negated=True),
                name="skillframework_place_is_not_blank",
            ),
        ),
        migrations.AddConstraint(
            model_name="skilllevel",
            constraint=models.CheckConstraint(
                condition=models.Q(("place", ""), _negated=True),
                name="skilllevel_place_is_not_blank",
            ),
        ),
        migrations.RunPython(keep_keys_taken("skills"), migrations.RunPython.noop),
    ]
