"""Say which addresses of sources that were merged lead to a source."""

from django.db import migrations, models

from capframe.base.data_migrations import keep_keys_taken


class Migration(migrations.Migration):
    dependencies = [
        ("base", "0006_number_saves"),
    ]

    operations = [
        migrations.AddField(
            model_name="historicalsource",
            name="merged_slugs",
            field=models.TextField(
                blank=True,
                editable=False,
                help_text="Those of the sources that were merged into this one, one a line.",
                verbose_name="addresses that lead here",
            ),
        ),
        migrations.AddField(
            model_name="source",
            name="merged_slugs",
            field=models.TextField(
                blank=True,
                editable=False,
                help_text="Those of the sources that were merged into this one, one a line.",
                verbose_name="addresses that lead here",
            ),
        ),
        migrations.RunPython(keep_keys_taken("base"), migrations.RunPython.noop),
    ]
