"""Texts that were stored before have one form: a letter and its accent are one character (NFC)."""

from django.db import migrations

from capframe.base.data_migrations import compose_texts


class Migration(migrations.Migration):
    dependencies = [
        ("base", "0005_compose_texts"),
        ("skills", "0006_indexes_of_lists"),
    ]

    operations = [migrations.RunPython(compose_texts("skills"), migrations.RunPython.noop)]
