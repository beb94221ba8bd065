from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "capframe.search"
    label = "search"

    def ready(self) -> None:
        from capframe.base.word_search import answer_with
        from capframe.search import signals
        from capframe.search.keys import select_keys

        signals.connect()
        answer_with(select_keys)
