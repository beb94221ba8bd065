"""Take out of families and their statements what sections hold now."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.migrations.exceptions import IrreversibleError

from capframe.base.data_migrations import keep_keys_taken


def refuse(apps, schema_editor):
    """Sections hold more than the columns did: their headings, order, layout and notes."""
    if apps.get_model("roles", "FamilySection").objects.exists():
        raise IrreversibleError("Families have sections. Restore a backup to go back before them.")


class Migration(migrations.Migration):
    dependencies = [("roles", "0004_move_family_texts")]

    operations = [
        migrations.AlterField(
            model_name="familystatement",
            name="position",
            field=models.PositiveSmallIntegerField(
                default=1, help_text="Its place in the list: 1 comes first."
            ),
        ),
        migrations.AlterField(
            model_name="historicalfamilystatement",
            name="position",
            field=models.PositiveSmallIntegerField(
                default=1, help_text="Its place in the list: 1 comes first."
            ),
        ),
        migrations.AlterField(
            model_name="familystatement",
            name="section",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="statements",
                to="roles.familysection",
            ),
        ),
        migrations.RemoveConstraint(
            model_name="familystatement",
            name="familystatement_kind_is_known",
        ),
        migrations.RemoveConstraint(
            model_name="familystatement",
            name="familystatement_place_is_not_blank",
        ),
        migrations.AlterModelOptions(
            name="familystatement",
            options={"ordering": ("section", "position", "pk")},
        ),
        migrations.RemoveField(
            model_name="familystatement",
            name="editors_note",
        ),
        migrations.RemoveField(
            model_name="familystatement",
            name="family",
        ),
        migrations.RemoveField(
            model_name="familystatement",
            name="kind",
        ),
        migrations.RemoveField(
            model_name="familystatement",
            name="place",
        ),
        migrations.RemoveField(
            model_name="familystatement",
            name="source",
        ),
        migrations.RemoveField(
            model_name="historicalfamilystatement",
            name="editors_note",
        ),
        migrations.RemoveField(
            model_name="historicalfamilystatement",
            name="family",
        ),
        migrations.RemoveField(
            model_name="historicalfamilystatement",
            name="kind",
        ),
        migrations.RemoveField(
            model_name="historicalfamilystatement",
            name="place",
        ),
        migrations.RemoveField(
            model_name="historicalfamilystatement",
            name="source",
        ),
        migrations.RemoveField(
            model_name="historicaljobfamily",
            name="levels_of_work",
        ),
        migrations.RemoveField(
            model_name="historicaljobfamily",
            name="purpose",
        ),
        migrations.RemoveField(
            model_name="jobfamily",
            name="levels_of_work",
        ),
        migrations.RemoveField(
            model_name="jobfamily",
            name="purpose",
        ),
        migrations.RunPython(keep_keys_taken("roles"), migrations.RunPython.noop),
        # Last, so that it comes first where the migration is taken back.
        migrations.RunPython(migrations.RunPython.noop, refuse),
    ]
