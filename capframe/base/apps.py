"""The shared base: sources, and what every entry of the catalogue has."""

from django.apps import AppConfig


class BaseConfig(AppConfig):
    """Stands below grades, skills and roles, and imports none of them."""

    name = "capframe.base"
    label = "base"
    verbose_name = "Sources"

    def ready(self) -> None:
        from django.db.backends.signals import connection_created

        from capframe.base.stamp import install

        connection_created.connect(install)
