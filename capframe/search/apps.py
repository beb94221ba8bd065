from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "capframe.search"
    label = "search"

    def ready(self) -> None:
        from capframe.base.word_search import answer_with
        from capframe.plans.carrying_out import Follower, follow_with
        from capframe.search import signals
        from capframe.search.bulk_updates import reindex_changed, remove_stale
        from capframe.search.keys import select_keys

        signals.connect()
        answer_with(select_keys)
        follow_with(Follower(at_once=remove_stale, afterwards=reindex_changed))
