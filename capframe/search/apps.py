from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "capframe.search"
    label = "search"

    def ready(self) -> None:
        from capframe.search import signals

        signals.connect()
