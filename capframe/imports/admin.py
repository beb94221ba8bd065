"""Actions of the admin's lists that export what is ticked, in the columns of an import."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from django.contrib.messages import WARNING
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse

from capframe.base.admin.offered_actions import OfferedAction, offer_actions
from capframe.base.turns import FILES
from capframe.imports import origins as _origins  # noqa: F401 - tells histories of imports
from capframe.imports.kinds import kinds_allowed_to
from capframe.imports.views.files import WRITERS, write_kind_file
from capframe.plans.files.import_kinds import ImportKind

NOTHING = "There is nothing to export of what is ticked but what is withdrawn."


@offer_actions
def find_exports(model: type[Model], request: HttpRequest) -> Iterator[OfferedAction]:
    """An export in each format, where entries of a model can be edited as a file and imported."""
    for kind in kinds_allowed_to(request.user).values():
        # The order of levels has a page of its own in the admin, with its file.
        for choice in kind.export_choices if kind.creates else ():
            if choice.model is model and choice.find_of:
                for ending in WRITERS:
                    about = (
                        f"Export {kind.title.lower()} to edit and import back ({ending.upper()})"
                    )
                    action = partial(
                        export_ticked, kind=kind, ending=ending, find_of=choice.find_of
                    )
                    yield action, f"export_{kind.name}_{ending}", about


def export_ticked(
    model_admin: Any,
    request: HttpRequest,
    queryset: QuerySet,
    *,
    kind: ImportKind,
    ending: str,
    find_of: Callable[[Any], QuerySet],
) -> HttpResponse | None:
    """The entries that are ticked, or what stands in them, as a file of a kind."""
    some = find_of(queryset.order_by().values("pk"))
    if not some.exists():
        model_admin.message_user(request, NOTHING, WARNING)
        return None
    with FILES.turn():
        return write_kind_file(kind, "export", ending, some)
