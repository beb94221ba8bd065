"""The way through a bulk import: upload, columns, check, preview, confirm, undo."""

from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "capframe.imports"
    label = "imports"
    default_auto_field = "django.db.models.BigAutoField"
