"""A licence’s address is one on the web; what is none is kept as the editors’ words."""

from collections.abc import Mapping
from typing import Any

from django.apps.registry import Apps
from django.db import migrations, models

from capframe.base.data_migrations import change_entries, keep_keys_taken

IS_WEB_ADDRESS = models.Q(
    ("licence_url", ""),
    ("licence_url__istartswith", "https://"),
    ("licence_url__istartswith", "http://"),
    _connector="OR",
)


def move_others(apps: Apps, schema_editor: Any) -> None:
    """Take what is no web address out of links, and keep it in the editors’ notes."""
    sources = apps.get_model("base", "source").objects.exclude(IS_WEB_ADDRESS)
    reason = "The licence’s address was none on the web: it stands in the editors’ note now"
    change_entries(apps, sources, as_note, reason=reason)


def as_note(source: Any) -> Mapping[str, str]:
    words = f"As the address of its licence was given: “{source.licence_url}”."
    return {"licence_url": "", "editors_note": f"{source.editors_note}\n\n{words}".strip()}


class Migration(migrations.Migration):
    dependencies = [
        ("base", "0002_keep_names"),
    ]

    operations = [
        migrations.RunPython(move_others, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="source",
            constraint=models.CheckConstraint(
                condition=IS_WEB_ADDRESS, name="source_licence_url_is_a_web_address"
            ),
        ),
        migrations.RunPython(keep_keys_taken("base"), migrations.RunPython.noop),
    ]
