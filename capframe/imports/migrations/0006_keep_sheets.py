import django.db.models.deletion
from django.db import migrations, models

WAITING = ("uploaded", "checking", "checked", "applying", "failed")


def keep_files(apps, schema_editor):
    """Keep the files of waiting imports as files that have not been read yet."""
    waiting = apps.get_model("imports", "Import").objects.exclude(content=b"")
    piece = apps.get_model("imports", "FilePiece")
    # One at a time: each may have ten megabytes.
    for pk, content in waiting.values_list("pk", "content").iterator(chunk_size=1):
        piece.objects.create(imported_id=pk, number=0, content=content)
    if schema_editor.connection.vendor == "postgresql":
        # What it would check at the commit it checks now: until then it alters no table.
        schema_editor.connection.check_constraints()


def expire_waiting(apps, schema_editor):
    """Their sheets cannot be made files again: they are to be uploaded again."""
    imports = apps.get_model("imports", "Import").objects
    imports.filter(state__in=WAITING).update(state="expired")


def numbered_part_of(model: str, related_name: str) -> list[tuple[str, models.Field]]:
    """The fields of something that has a place among others in an entry of a model."""
    part_of = models.ForeignKey(
        on_delete=django.db.models.deletion.CASCADE,
        related_name=related_name,
        to=f"imports.{model}",
    )
    return [
        (
            "id",
            models.BigAutoField(
                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
            ),
        ),
        ("imported" if model == "import" else "sheet", part_of),
        ("number", models.PositiveIntegerField()),
    ]


class Migration(migrations.Migration):
    dependencies = [("imports", "0005_plans_in_pieces")]

    operations = [
        migrations.CreateModel(
            name="KeptSheet",
            fields=[
                *numbered_part_of("import", "sheets"),
                ("title", models.TextField(blank=True)),
                ("note", models.TextField(blank=True)),
                ("is_hidden", models.BooleanField()),
                ("equal_width", models.BooleanField()),
                ("number_of_rows", models.PositiveIntegerField()),
                ("width", models.PositiveIntegerField()),
                ("warnings", models.BinaryField()),
                ("problem", models.TextField(blank=True)),
                ("remedy", models.TextField(blank=True)),
            ],
            options={
                "ordering": ("imported", "number"),
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("imported", "number"), name="keptsheet_numbers_are_unique"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SheetPiece",
            fields=[
                *numbered_part_of("keptsheet", "pieces"),
                ("content", models.BinaryField()),
            ],
            options={
                "ordering": ("sheet", "number"),
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("sheet", "number"), name="sheetpiece_numbers_are_unique"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FilePiece",
            fields=[
                *numbered_part_of("import", "file_pieces"),
                ("content", models.BinaryField()),
            ],
            options={
                "ordering": ("imported", "number"),
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("imported", "number"), name="filepiece_numbers_are_unique"
                    )
                ],
            },
        ),
        migrations.RunPython(keep_files, expire_waiting),
        migrations.RemoveField("import", "content"),
    ]
