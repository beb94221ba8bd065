"""The stamp that moves with every change of the catalogue; its number is random: see stamp.py."""

from secrets import randbelow
from typing import Any

from django.apps.registry import Apps
from django.db import migrations, models

LARGEST = 2**31


def begin(apps: Apps, schema_editor: Any) -> None:
    """Have a number in a catalogue that nobody writes to for a while."""
    apps.get_model("base", "stamp").objects.create(number=randbelow(LARGEST) + 1)


class Migration(migrations.Migration):
    dependencies = [("base", "0003_web_addresses")]

    operations = [
        migrations.CreateModel(
            name="Stamp",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.BigIntegerField()),
            ],
        ),
        migrations.RunPython(begin, migrations.RunPython.noop),
    ]
