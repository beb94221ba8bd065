"""Old addresses lead to the new ones, but never tell the address of what readers do not see."""

from functools import cache
from typing import Any

from django.apps import apps
from django.contrib.redirects.middleware import RedirectFallbackMiddleware
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import Resolver404, resolve

from capframe.base.models import Addressed
from capframe.base.status import HasStatus
from capframe.base.withdrawal import AS_WITHDRAWN


class RedirectMiddleware(RedirectFallbackMiddleware):
    """Answers an old address of a hidden entry as one at which nothing has ever stood."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        answer = super().process_response(request, response)
        if answer is response or "Location" not in answer:
            return answer
        path = find_end(answer["Location"])
        return HttpResponsePermanentRedirect(path) if path else response


def find_end(path: str) -> str:
    """Where a path leads in one step, past what was merged; empty where readers see nothing."""
    try:
        found = resolve(path)
    except Resolver404:
        return path
    model = models_by_page().get(found.view_name)
    if model is None:
        return path
    key = found.kwargs.values()
    entry = model.objects.published_or_withdrawn().with_natural_key(*key).first()
    merged_into = find_merged_into(entry) if entry else model.find_merged(*key)
    if merged_into:
        return merged_into.get_absolute_url()
    return path if entry else ""


def find_merged_into(entry: Addressed) -> Any:
    """What an entry was merged into, if it was; no query where it was not."""
    return entry.find_merged_into() if isinstance(entry, HasStatus) else None


def get_merged_or_404(model: type[Addressed], *key: str) -> Any:
    """What the entry that had this natural key was merged into, before it was removed."""
    if merged_into := model.find_merged(*key):
        return merged_into
    raise Http404


def lead_on(request: HttpRequest, entry: HasStatus) -> HttpResponse | None:
    """What leads from the page of an entry that was merged to that of what it was merged into.

    None where its own page is due: of any other one, or where the address asks for it as withdrawn.
    """
    name, value = AS_WITHDRAWN
    merged_into = entry.find_merged_into() if request.GET.get(name) != value else None
    return HttpResponsePermanentRedirect(merged_into.get_absolute_url()) if merged_into else None


@cache
def models_by_page() -> dict[str, Any]:
    """The models whose entries have pages, by the names of these pages' addresses."""
    return {model.page: model for model in apps.get_models() if issubclass(model, Addressed)}
