"""The application that composes the others."""

from django.apps import AppConfig


class CapframeConfig(AppConfig):
    """Addresses, home, sources and commands."""

    name = "capframe"

    def ready(self) -> None:
        from capframe.security import events

        events.connect()
