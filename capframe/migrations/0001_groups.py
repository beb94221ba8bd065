"""The three groups of people who work on the catalogue."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

# As they were when this migration was written: a new model comes with a migration of its own
# that gives its permissions to the groups.
CATALOGUE = {
    "base": ("source",),
    "grades": ("gradestructure", "grade", "payrange"),
    "skills": (
        "skillframework",
        "proficiencylevel",
        "skill",
        "skilllevel",
        "indicator",
        "leadershipexample",
    ),
    "roles": (
        "jobfamily",
        "familystatement",
        "role",
        "rolelevel",
        "sectiontype",
        "section",
        "statement",
        "skillrequirement",
        "workstream",
        "milestone",
    ),
}
VIEW, EDIT = ("view",), ("view", "add", "change", "delete")
IMPORT = ("roles", "import_roles")


def add_groups(apps, schema_editor):
    make_permissions(apps)
    add_group(apps, "Viewer", catalogue_permissions(VIEW))
    add_group(apps, "Editor", catalogue_permissions(EDIT))
    add_group(apps, "Publisher of imports", [*catalogue_permissions(EDIT), IMPORT])


def make_permissions(apps):
    """Make the permissions now: Django makes them after the last migration."""
    for label in CATALOGUE:
        app = apps.get_app_config(label)
        app.models_module = True  # without one, create_permissions would do nothing
        create_permissions(app, apps=apps, verbosity=0)


def catalogue_permissions(actions):
    return [
        (label, f"{action}_{model}")
        for label, models in CATALOGUE.items()
        for model in models
        for action in actions
    ]


def add_group(apps, name, permissions):
    group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=name)
    find = apps.get_model("auth", "Permission").objects.get
    group.permissions.set(
        find(content_type__app_label=label, codename=codename) for label, codename in permissions
    )


def remove_groups(apps, schema_editor):
    names = ("Viewer", "Editor", "Publisher of imports")
    apps.get_model("auth", "Group").objects.filter(name__in=names).delete()


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("base", "0001_initial"),
        ("grades", "0001_initial"),
        ("skills", "0001_initial"),
        ("roles", "0001_initial"),
    ]

    operations = [migrations.RunPython(add_groups, remove_groups)]
