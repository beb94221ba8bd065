"""The application that composes the others."""

from django.apps import AppConfig


class CapframeConfig(AppConfig):
    """Addresses, home, sources and commands."""

    name = "capframe"
