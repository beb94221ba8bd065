"""What every page under /import/ has: the way down to it."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from capframe.imports.models import Import


def render_page(
    request: HttpRequest, name: str, context: Mapping[str, Any], *, here: str, status: int = 200
) -> HttpResponse:
    """A page of the imports.

    Args:
        request: as usual.
        name: of its template in ``templates/imports``.
        context: of the template.
        here: what the page is called on the way down to it; empty for the import's own page.
        status: as usual.
    """
    trail = [("Import", reverse("imports:list"))]
    imported: Import | None = context.get("imported")
    if imported:
        trail.append((imported.file_name, imported.get_absolute_url() if here else ""))
    if here:
        trail.append((here, ""))
    return render(request, f"imports/{name}.html", {"trail": trail, **context}, status=status)
