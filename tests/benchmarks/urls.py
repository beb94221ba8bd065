"""The site's addresses, and one bare page of the same base to measure them by."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from capframe.urls import handler500
from capframe.urls import urlpatterns as site

__all__ = ["handler500", "urlpatterns"]


def bare(request: HttpRequest) -> HttpResponse:
    return render(request, "base.html")


urlpatterns = [path("bare/", bare), *site]
