"""A group for those who look after people's accounts without being superusers."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

NAME = "Account manager"
# Nobody is deleted: an account that is not active any more stays, and is no way in.
PERMISSIONS = ("view_user", "add_user", "change_user", "view_group")


def add_group(apps, schema_editor):
    """Add it, with permissions that Django itself makes only after the last migration."""
    app = apps.get_app_config("auth")
    app.models_module = True  # without one, create_permissions would do nothing
    create_permissions(app, apps=apps, verbosity=0)
    group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=NAME)
    find = apps.get_model("auth", "Permission").objects.get
    group.permissions.set(
        find(content_type__app_label="auth", codename=codename) for codename in PERMISSIONS
    )


def remove_group(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name=NAME).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("capframe", "0003_qualifications"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [migrations.RunPython(add_group, remove_group)]
