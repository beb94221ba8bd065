"""What holds for whole parts of the site: the methods that it answers, and what nobody may keep."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import get_script_prefix
from django.utils.cache import add_never_cache_headers

from capframe import previews
from capframe.base.addresses import address

METHODS = ("GET", "HEAD", "POST")

GetResponse = Callable[[HttpRequest], HttpResponse]


class MethodsMiddleware:
    """Answers 405 to every method that no page of the site takes, TRACE and OPTIONS among them."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in METHODS:
            return self.get_response(request)
        return HttpResponseNotAllowed(
            METHODS,
            f"This site answers {', '.join(METHODS)}: ask with one of them.\n",
            content_type="text/plain; charset=utf-8",
        )


class NoStoreMiddleware:
    """Lets no browser and no cache keep pages and files of the admin, the imports, the previews."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if is_private(request.path):
            del response["Cache-Control"]
            add_never_cache_headers(response)
        return response


def is_private(path: str) -> bool:
    """Whether a page belongs to the admin, to the imports or to the previews."""
    of_previews = f"{get_script_prefix()}{previews.BEGINNING}"
    return path.startswith((address("admin:index"), address("imports:list"), of_previews))
