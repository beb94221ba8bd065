"""Grade structures, grades and pay."""

from django.apps import AppConfig


class GradesConfig(AppConfig):
    """Knows the shared base only."""

    name = "grades"
