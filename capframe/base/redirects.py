"""Old addresses lead to the new ones, but never tell the address of what readers do not see."""

from functools import cache
from typing import Any

from django.apps import apps
from django.contrib.redirects.middleware import RedirectFallbackMiddleware
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

from capframe.base.models import Addressed


class RedirectMiddleware(RedirectFallbackMiddleware):
    """Answers an old address of a hidden entry as one at which nothing has ever stood."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        answer = super().process_response(request, response)
        is_redirect = answer is not response and "Location" in answer
        return response if is_redirect and leads_to_hidden(answer["Location"]) else answer


def leads_to_hidden(path: str) -> bool:
    """Whether a path is that of an entry's page, and readers see no such entry."""
    try:
        found = resolve(path)
    except Resolver404:
        return False
    model = models_by_page().get(found.view_name)
    if model is None:
        return False
    entries = model.objects.published_or_withdrawn()
    return not entries.with_natural_key(*found.kwargs.values()).exists()


@cache
def models_by_page() -> dict[str, Any]:
    """The models whose entries have pages, by the names of these pages' addresses."""
    return {model.page: model for model in apps.get_models() if issubclass(model, Addressed)}
