"""The shared base: sources, and what every entry of the catalogue has."""

from django.apps import AppConfig


class BaseConfig(AppConfig):
    """Stands below grades, skills and roles, and imports none of them."""

    name = "capframe.base"
    label = "base"
    verbose_name = "Sources"

    def ready(self) -> None:
        from django.db.backends.signals import connection_created
        from django.db.models.signals import post_migrate

        from capframe.base.stamp import install
        from capframe.base.statistics import gather_after_migrating

        connection_created.connect(install)
        post_migrate.connect(gather_after_migrating, sender=self)
