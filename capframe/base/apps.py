"""The shared base: sources, and what every entry of the catalogue has."""

from django.apps import AppConfig


class BaseConfig(AppConfig):
    """Stands below grades, skills and roles, and imports none of them."""

    name = "capframe.base"
    label = "base"
    verbose_name = "Sources"
