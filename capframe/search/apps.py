"""Search over the whole catalogue."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Knows every model that can be found."""

    name = "capframe.search"
    label = "search"

    def ready(self) -> None:
        """Keep the index up from now on."""
        from capframe.search import signals

        signals.connect()
