"""The permissions of qualifications for the groups."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

QUALIFICATIONS = ("qualification", "qualificationrequirement")
GROUPS = {
    "Viewer": ("view",),
    "Editor": ("view", "add", "change", "delete"),
    "Publisher of imports": ("view", "add", "change", "delete"),
}


def give_permissions(apps, schema_editor):
    """To those groups that are still there: they may have been renamed or removed."""
    make_permissions(apps)
    find = apps.get_model("auth", "Permission").objects.get
    for group in apps.get_model("auth", "Group").objects.filter(name__in=GROUPS):
        group.permissions.add(
            *(
                find(content_type__app_label="roles", codename=f"{action}_{model}")
                for model in QUALIFICATIONS
                for action in GROUPS[group.name]
            )
        )


def make_permissions(apps):
    """Make them now: Django makes them after the last migration."""
    app = apps.get_app_config("roles")
    app.models_module = True  # without one, create_permissions would do nothing
    create_permissions(app, apps=apps, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [
        ("capframe", "0002_sections"),
        ("roles", "0008_strength"),
    ]

    operations = [migrations.RunPython(give_permissions, migrations.RunPython.noop)]
