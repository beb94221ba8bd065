"""History keeps the names of those who made it; what may not be blank is filled."""

from django.db import migrations, models

from capframe.base.data_migrations import fill_places, keep_keys_taken, keep_names


class Migration(migrations.Migration):
    dependencies = [
        ("base", "0002_keep_names"),
        ("grades", "0002_keep_names_and_fill_blanks"),
        ("roles", "0001_initial"),
        ("skills", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="historicalfamilystatement",
            name="history_user_name",
            field=models.TextField(blank=True, default="", editable=False),
        ),
        migrations.AddField(
            model_name="historicaljobfamily",
            name="history_user_name",
            field=models.TextField(blank=True, default="", editable=False),
        ),
        migrations.AddField(
            model_name="historicalmilestone",
            name="history_user_name",
            field=models.TextField(blank=True, default="", editable=False),
        ),
        migrations.AddField(
            model_name="historicalrole",
            name="history_user_name",
            field=models.TextField(blank=True, default="", editable=False),
        ),
        migrations.AddField(
            model_name="historicalrolelevel",
            name="history_user_name",
            field=models.TextField(blank=True, default="", editable=False),
        ),
        migrations.AddField(
            model_name="historicalsection",
            name="history_user_name",
            field=models.TextField(blank=True, default="", editable=False),
        ),
        migrations.AddField(
            model_name="historicalsectiontype",
            name="history_user_name",
            field=models.TextField(blank=True, default="", editable=False),
        ),
        migrations.AddField(
            model_name="historicalskillrequirement",
            name="history_user_name",
            field=models.TextField(blank=True, default="", editable=False),
        ),
        migrations.AddField(
            model_name="historicalstatement",
            name="history_user_name",
            field=models.TextField(blank=True, default="", editable=False),
        ),
        migrations.AddField(
            model_name="historicalworkstream",
            name="history_user_name",
            field=models.TextField(blank=True, default="", editable=False),
        ),
        migrations.RunPython(keep_names("roles"), migrations.RunPython.noop),
        migrations.RunPython(fill_places("roles"), migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="familystatement",
            constraint=models.CheckConstraint(
                condition=models.Q(("place", ""), _negated=True),
                name="familystatement_place_is_not_blank",
            ),
        ),
        migrations.AddConstraint(
            model_name="jobfamily",
            constraint=models.CheckConstraint(
                condition=models.Q(("place", ""), _negated=True),
                name="jobfamily_place_is_not_blank",
            ),
        ),
        migrations.AddConstraint(
            model_name="milestone",
            constraint=models.CheckConstraint(
                condition=models.Q(("place", ""), _negated=True),
                name="milestone_place_is_not_blank",
            ),
        ),
        migrations.AddConstraint(
            model_name="role",
            constraint=models.CheckConstraint(
                condition=models.Q(("place", ""), _negated=True), name="role_place_is_not_blank"
            ),
        ),
        migrations.AddConstraint(
            model_name="rolelevel",
            constraint=models.CheckConstraint(
                condition=models.Q(("place", ""), _negated=True),
                name="rolelevel_place_is_not_blank",
            ),
        ),
        migrations.AddConstraint(
            model_name="section",
            constraint=models.CheckConstraint(
                condition=models.Q(("place", ""), _negated=True), name="section_place_is_not_blank"
            ),
        ),
        migrations.AddConstraint(
            model_name="skillrequirement",
            constraint=models.CheckConstraint(
                condition=models.Q(("place", ""), _negated=True),
                name="skillrequirement_place_is_not_blank",
            ),
        ),
        migrations.AddConstraint(
            model_name="workstream",
            constraint=models.CheckConstraint(
                condition=models.Q(("place", ""), _negated=True),
                name="workstream_place_is_not_blank",
            ),
        ),
        migrations.RunPython(keep_keys_taken("roles"), migrations.RunPython.noop),
    ]
