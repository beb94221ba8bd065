"""Who may see and do what with imports."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from capframe.base.http import Refused, quoted
from capframe.imports.kinds import IMPORT_KINDS, kinds_allowed_to
from capframe.imports.models import Import
from capframe.plans.files.import_kinds import ImportKind

View = Callable[..., HttpResponse]


def import_permission_required(view: View) -> View:
    """For those who may import something. Others are led to sign in, or get 403."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not kinds_allowed_to(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


def get_kind(request: HttpRequest, name: str) -> ImportKind:
    """The kind with this name. Raises Refused (404), PermissionDenied."""
    if name not in IMPORT_KINDS:
        raise Refused(
            f"There is no import of {quoted([name])}.",
            f"These can be imported: {', '.join(IMPORT_KINDS)}.",
            status=404,
        )
    if name not in kinds_allowed_to(request.user):
        raise PermissionDenied
    return IMPORT_KINDS[name]


def get_import(request: HttpRequest, pk: UUID, *, whole: bool = False) -> Import:
    """The import that an address names.

    Args:
        request: of somebody who may import.
        pk: from the address.
        whole: with what is large in it, too.

    Raises Refused (404) where there is none that this user may know of, PermissionDenied where
    the user may not import what is in it.
    """
    mine = Import.objects.visible_to(request.user).filter(pk=pk)
    found = (mine.select_related("by", "undone_by") if whole else mine.defer_large()).first()
    if found is None:
        raise Refused(
            "There is no import at this address.",
            "It may have been somebody else’s upload, or the address is cut short. Go to /import/ "
            "for the list of all imports.",
            status=404,
        )
    get_kind(request, found.kind)
    return found


def refuse_expired(imported: Import) -> None:
    """Raise Refused (410) where the file has been removed."""
    if imported.state == Import.State.EXPIRED:
        raise Refused(
            "This upload has expired: files are kept for a day.",
            "Go to /import/ and upload the file again.",
            status=410,
        )


def refuse_done(imported: Import) -> None:
    """Raise Refused (409) where the file has been imported already."""
    if imported.is_done:
        raise Refused(
            f"“{imported.file_name}” has been imported already: each upload is used once.",
            "Go to /import/ and upload the file again if you want to import it again.",
            status=409,
        )


def refuse_running(imported: Import) -> None:
    """Raise Refused (409) while something is being done with it."""
    if imported.is_running:
        raise Refused(
            f"“{imported.file_name}” is {imported.get_state_display().lower()} at the moment.",
            "Go back to the import’s page and wait until that is done.",
            status=409,
        )
