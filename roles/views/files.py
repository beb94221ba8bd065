"""Files to download."""

from django.http import HttpResponse


def attachment(content: bytes, content_type: str, name: str) -> HttpResponse:
    """A file that the browser saves under this name: plain letters, with its ending."""
    saved_as = f'attachment; filename="{name}"'
    return HttpResponse(
        content, content_type=content_type, headers={"Content-Disposition": saved_as}
    )
