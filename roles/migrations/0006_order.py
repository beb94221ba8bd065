"""The order of a role's levels may be unknown: keep only the numbers that order anything.

Every level had a number, 1 where nobody gave one. It ordered the levels of a role that share a
grade or have none; where these all have the same number, nobody has ordered them.
"""

import django.core.validators
from django.db import migrations, models
from django.db.models import Exists, OuterRef, Q

from capframe.base.data_migrations import change_entries, keep_keys_taken

NO_ORDER = "Nothing states the order of the levels: the number placed none of them"
FROM_1 = "The order of levels begins at 1"
BY_EDITORS = "Its levels have an order that is not known to be the source’s"


def forget_orders(apps, schema_editor):
    levels = apps.get_model("roles", "RoleLevel").objects
    beside = levels.filter(role=OuterRef("role")).exclude(level_order=OuterRef("level_order"))
    of_its_grade = Exists(beside.filter(grade=OuterRef("grade")))
    without_grade = Q(grade=None) & Exists(beside.filter(grade=None))
    unplaced = levels.exclude(of_its_grade | without_grade)
    change_entries(apps, unplaced, lambda level: {"level_order": None}, reason=NO_ORDER)
    has_zero = Exists(levels.filter(role=OuterRef("role"), level_order=0))
    from_zero = levels.filter(has_zero, level_order__isnull=False)
    change_entries(
        apps, from_zero, lambda level: {"level_order": level.level_order + 1}, reason=FROM_1
    )


def name_who_ordered(apps, schema_editor):
    ordered = apps.get_model("roles", "RoleLevel").objects.filter(level_order__isnull=False)
    roles = apps.get_model("roles", "Role").objects.filter(pk__in=ordered.values("role"))
    change_entries(apps, roles, lambda role: {"order_from": "editors"}, reason=BY_EDITORS)


class Migration(migrations.Migration):
    dependencies = [
        ("base", "0002_keep_names"),
        ("grades", "0002_keep_names_and_fill_blanks"),
        ("roles", "0005_remove_family_texts"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="rolelevel",
            options={
                "ordering": (
                    "role__title",
                    models.OrderBy(models.F("grade__position"), nulls_last=True),
                    models.OrderBy(models.F("level_order"), nulls_last=True),
                    "title",
                ),
                "permissions": (("import_roles", "Can import roles"),),
            },
        ),
        migrations.AddField(
            model_name="historicalrole",
            name="order_from",
            field=models.CharField(
                blank=True,
                choices=[("source", "The source"), ("editors", "Editors")],
                help_text="Who states the order that the numbers give the role’s levels: the source, or editors where no source does. Empty where no numbers order them.",
                max_length=20,
                verbose_name="who states the order",
            ),
        ),
        migrations.AddField(
            model_name="role",
            name="order_from",
            field=models.CharField(
                blank=True,
                choices=[("source", "The source"), ("editors", "Editors")],
                help_text="Who states the order that the numbers give the role’s levels: the source, or editors where no source does. Empty where no numbers order them.",
                max_length=20,
                verbose_name="who states the order",
            ),
        ),
        migrations.AlterField(
            model_name="historicalrolelevel",
            name="level_order",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="Its place among the role’s levels that share its grade, or that no grades order: 1 for the most junior, the same number side by side. Empty where the order is not known: then readers are told so.",
                null=True,
                validators=[django.core.validators.MinValueValidator(1)],
            ),
        ),
        migrations.AlterField(
            model_name="rolelevel",
            name="level_order",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="Its place among the role’s levels that share its grade, or that no grades order: 1 for the most junior, the same number side by side. Empty where the order is not known: then readers are told so.",
                null=True,
                validators=[django.core.validators.MinValueValidator(1)],
            ),
        ),
        migrations.AddConstraint(
            model_name="role",
            constraint=models.CheckConstraint(
                condition=models.Q(("order_from__in", ["", "source", "editors"])),
                name="role_order_from_is_known",
            ),
        ),
        # Before the constraint: the numbers that are left begin at 1.
        migrations.RunPython(forget_orders, migrations.RunPython.noop),
        migrations.RunPython(name_who_ordered, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="rolelevel",
            constraint=models.CheckConstraint(
                condition=models.Q(("level_order__gte", 1)), name="rolelevel_level_order_is_from_1"
            ),
        ),
        migrations.RunPython(keep_keys_taken("roles"), migrations.RunPython.noop),
    ]
