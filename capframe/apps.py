"""The application that composes the others."""

from django.apps import AppConfig


class CapframeConfig(AppConfig):
    """Addresses, home, sources and commands."""

    name = "capframe"

    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_in

        from capframe.security import events, sessions

        user_logged_in.connect(sessions.begin)
        events.connect()
