"""A group for those who prepare changes, and permission to keep them unpublished for editors."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

NAME = "Preparer"
KEEP = ("plans", "keep_unpublishedchange")
# The catalogue's rooms, all of which a preparer sees.
ROOMS = ("base", "grades", "skills", "roles")
NO_ENTRIES = ("view_stamp",)
OTHERS = ("Editor", "Publisher of imports")


def add_group(apps, schema_editor):
    """Add it, with permissions that Django itself makes only after the last migration."""
    for label in (*ROOMS, "plans"):
        app = apps.get_app_config(label)
        app.models_module = True  # without one, create_permissions would do nothing
        create_permissions(app, apps=apps, verbosity=0)
    groups = apps.get_model("auth", "Group").objects
    permissions = apps.get_model("auth", "Permission").objects
    keep = permissions.get(content_type__app_label=KEEP[0], codename=KEEP[1])
    in_rooms = permissions.filter(content_type__app_label__in=ROOMS)
    see = in_rooms.filter(codename__startswith="view_").exclude(codename__in=NO_ENTRIES)
    preparers, _ = groups.get_or_create(name=NAME)
    preparers.permissions.set([*see.exclude(codename__startswith="view_historical"), keep])
    for group in groups.filter(name__in=OTHERS):
        group.permissions.add(keep)


def remove_group(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name=NAME).delete()
    of_keeping = {"permissions__content_type__app_label": KEEP[0]}
    for group in apps.get_model("auth", "Group").objects.filter(**of_keeping):
        group.permissions.remove(*group.permissions.filter(content_type__app_label=KEEP[0]))


class Migration(migrations.Migration):
    dependencies = [
        ("capframe", "0004_account_managers"),
        ("plans", "0001_initial"),
        ("base", "0006_number_saves"),
        ("grades", "0007_number_saves"),
        ("skills", "0009_number_saves"),
        ("roles", "0014_number_saves"),
    ]

    operations = [migrations.RunPython(add_group, remove_group)]
