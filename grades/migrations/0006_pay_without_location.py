"""Pay is kept without a location, where the source does not say where it is paid."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("grades", "0005_compose_texts"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="payrange",
            name="payrange_location_is_not_blank",
        ),
        migrations.AlterField(
            model_name="historicalpayrange",
            name="location",
            field=models.CharField(
                blank=True,
                help_text="For example “London” or “National”, as the source has it. Empty if the source does not say where it is paid.",
                max_length=100,
            ),
        ),
        migrations.AlterField(
            model_name="payrange",
            name="location",
            field=models.CharField(
                blank=True,
                help_text="For example “London” or “National”, as the source has it. Empty if the source does not say where it is paid.",
                max_length=100,
            ),
        ),
    ]
