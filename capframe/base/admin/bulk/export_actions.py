"""Exports what is ticked in a list, with the columns that the list's own export has."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

Action = tuple[Callable[..., HttpResponse], str, str]


def export_actions(model_admin: Any, request: HttpRequest) -> dict[str, Action]:
    """An action for each format, for those who may export the list."""
    if not model_admin.has_export_permission(request):
        return {}
    actions = [_export_in(file_format) for file_format in model_admin.export_formats]
    return {name: (export, name, about) for export, name, about in actions}


def _export_in(file_format: type) -> Action:
    written = file_format()
    ending = written.get_extension()

    def export(model_admin: Any, request: HttpRequest, queryset: QuerySet) -> HttpResponse:
        response = HttpResponse(
            model_admin.get_export_data(
                written, request, queryset, encoding=model_admin.to_encoding
            ),
            content_type=written.get_content_type(),
        )
        name = model_admin.get_export_filename(request, queryset, written)
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response

    return export, f"export_as_{ending}", f"Export as a table ({ending.upper()})"
