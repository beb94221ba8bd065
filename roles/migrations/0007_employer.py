"""A role level names its employer. Of the seeds the documents say whose jobs they are."""

import django.db.models.functions.text
from django.db import migrations, models

from capframe.base.data_migrations import change_entries, keep_keys_taken

SEEDS_EMPLOYERS = {
    ("home-office-hr-candidate-pack", "hr-professionals"): "Home Office",
    ("derbyshire-policy-and-performance", "policy-and-performance"): "Derbyshire County Council",
}


def name_employers(apps, schema_editor):
    """Name the employer of the seeds' role levels; of others nothing here knows it."""
    for (source, family), employer in SEEDS_EMPLOYERS.items():
        change_entries(
            apps,
            apps.get_model("roles", "RoleLevel").objects.filter(
                source__slug=source, family__slug=family
            ),
            lambda level, employer=employer: {"employer": employer},
            reason="The document’s employer",
        )


class Migration(migrations.Migration):
    dependencies = [
        ("base", "0002_keep_names"),
        ("grades", "0003_pay_employer_and_unit"),
        ("roles", "0006_order"),
    ]

    operations = [
        migrations.AddField(
            model_name="historicalrolelevel",
            name="employer",
            field=models.CharField(
                blank=True,
                help_text="In whose organisation this is a job, for example “Home Office”. Pay of the grade by the same employer is shown as its pay. Empty if no source says it.",
                max_length=200,
            ),
        ),
        migrations.AddField(
            model_name="rolelevel",
            name="employer",
            field=models.CharField(
                blank=True,
                help_text="In whose organisation this is a job, for example “Home Office”. Pay of the grade by the same employer is shown as its pay. Empty if no source says it.",
                max_length=200,
            ),
        ),
        migrations.RunPython(name_employers, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="rolelevel",
            constraint=models.CheckConstraint(
                condition=models.Q(("employer", django.db.models.functions.text.Trim("employer"))),
                name="rolelevel_employer_is_trimmed",
            ),
        ),
        migrations.RunPython(keep_keys_taken("roles"), migrations.RunPython.noop),
    ]
