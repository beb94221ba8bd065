"""Pay has an employer, a period and a currency. Of the seeds the document says whose it is."""

import django.core.validators
import django.db.models.functions.text
import django.db.models.lookups
from django.db import migrations, models

from capframe.base.data_migrations import change_entries, keep_keys_taken

SEEDS_EMPLOYER = {"home-office-hr-candidate-pack": "Home Office"}


def name_employers(apps, schema_editor):
    """Name the employer of the seeds' pay; of other pay nothing here knows it."""
    for source, employer in SEEDS_EMPLOYER.items():
        change_entries(
            apps,
            apps.get_model("grades", "PayRange").objects.filter(
                source__slug=source, grade__structure__slug="civil-service"
            ),
            lambda pay, employer=employer: {"employer": employer},
            reason="The document’s employer",
        )


class Migration(migrations.Migration):
    dependencies = [
        ("base", "0002_keep_names"),
        ("grades", "0002_keep_names_and_fill_blanks"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="payrange",
            options={"ordering": ("grade", "employer", "location", "-valid_from")},
        ),
        migrations.RemoveConstraint(
            model_name="payrange",
            name="payrange_is_unique",
        ),
        migrations.RemoveConstraint(
            model_name="payrange",
            name="payrange_without_date_is_unique",
        ),
        migrations.AddField(
            model_name="historicalpayrange",
            name="currency",
            field=models.CharField(
                default="GBP",
                help_text="By its three letters, for example “GBP” for pounds.",
                max_length=3,
                validators=[
                    django.core.validators.RegexValidator(
                        "\\A[A-Z]{3}\\Z", "Write three capital letters, such as GBP."
                    )
                ],
            ),
        ),
        migrations.AddField(
            model_name="historicalpayrange",
            name="employer",
            field=models.CharField(
                blank=True,
                help_text="Who pays it, for example “Home Office”. Role levels that name the same employer show it as their pay. Empty if no source says it.",
                max_length=200,
            ),
        ),
        migrations.AddField(
            model_name="historicalpayrange",
            name="note",
            field=models.TextField(
                blank=True,
                help_text="What the source says of how this pay applies, in its own words. Readers see it once, below all pay that has the same note.",
            ),
        ),
        migrations.AddField(
            model_name="historicalpayrange",
            name="period",
            field=models.CharField(
                choices=[("year", "Year"), ("day", "Day"), ("hour", "Hour")],
                default="year",
                help_text="What the amounts are paid for.",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="payrange",
            name="currency",
            field=models.CharField(
                default="GBP",
                help_text="By its three letters, for example “GBP” for pounds.",
                max_length=3,
                validators=[
                    django.core.validators.RegexValidator(
                        "\\A[A-Z]{3}\\Z", "Write three capital letters, such as GBP."
                    )
                ],
            ),
        ),
        migrations.AddField(
            model_name="payrange",
            name="employer",
            field=models.CharField(
                blank=True,
                help_text="Who pays it, for example “Home Office”. Role levels that name the same employer show it as their pay. Empty if no source says it.",
                max_length=200,
            ),
        ),
        migrations.AddField(
            model_name="payrange",
            name="note",
            field=models.TextField(
                blank=True,
                help_text="What the source says of how this pay applies, in its own words. Readers see it once, below all pay that has the same note.",
            ),
        ),
        migrations.AddField(
            model_name="payrange",
            name="period",
            field=models.CharField(
                choices=[("year", "Year"), ("day", "Day"), ("hour", "Hour")],
                default="year",
                help_text="What the amounts are paid for.",
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="historicalpayrange",
            name="maximum",
            field=models.DecimalField(
                decimal_places=2,
                help_text="The most that is paid, for example 62239. Where one amount is paid, it is both.",
                max_digits=11,
            ),
        ),
        migrations.AlterField(
            model_name="historicalpayrange",
            name="minimum",
            field=models.DecimalField(
                decimal_places=2,
                help_text="The least that is paid, for example 52969, or 12.45 an hour.",
                max_digits=11,
            ),
        ),
        migrations.AlterField(
            model_name="payrange",
            name="maximum",
            field=models.DecimalField(
                decimal_places=2,
                help_text="The most that is paid, for example 62239. Where one amount is paid, it is both.",
                max_digits=11,
            ),
        ),
        migrations.AlterField(
            model_name="payrange",
            name="minimum",
            field=models.DecimalField(
                decimal_places=2,
                help_text="The least that is paid, for example 52969, or 12.45 an hour.",
                max_digits=11,
            ),
        ),
        migrations.RunPython(name_employers, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="payrange",
            constraint=models.UniqueConstraint(
                models.F("grade"),
                django.db.models.functions.text.Lower("employer"),
                models.F("location"),
                models.F("valid_from"),
                name="payrange_is_unique",
                violation_error_message="This grade has a pay range of this employer for this location and date.",
            ),
        ),
        migrations.AddConstraint(
            model_name="payrange",
            constraint=models.UniqueConstraint(
                models.F("grade"),
                django.db.models.functions.text.Lower("employer"),
                models.F("location"),
                condition=models.Q(("valid_from", None)),
                name="payrange_without_date_is_unique",
                violation_error_message="This grade has a pay range of this employer without a date for this location.",
            ),
        ),
        migrations.AddConstraint(
            model_name="payrange",
            constraint=models.CheckConstraint(
                condition=models.Q(("minimum__gte", 0)), name="payrange_minimum_is_not_negative"
            ),
        ),
        migrations.AddConstraint(
            model_name="payrange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    django.db.models.lookups.Exact(
                        django.db.models.functions.text.Upper("currency"), models.F("currency")
                    ),
                    django.db.models.lookups.Exact(
                        django.db.models.functions.text.Length("currency"), 3
                    ),
                ),
                name="payrange_currency_is_three_capitals",
            ),
        ),
        migrations.AddConstraint(
            model_name="payrange",
            constraint=models.CheckConstraint(
                condition=models.Q(("period__in", ["year", "day", "hour"])),
                name="payrange_period_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="payrange",
            constraint=models.CheckConstraint(
                condition=models.Q(("employer", django.db.models.functions.text.Trim("employer"))),
                name="payrange_employer_is_trimmed",
            ),
        ),
        migrations.RunPython(keep_keys_taken("grades"), migrations.RunPython.noop),
    ]
