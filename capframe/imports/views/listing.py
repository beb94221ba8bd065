"""All imports, and the ways into a new one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from capframe.base.pagination import page_of
from capframe.imports.access import import_permission_required
from capframe.imports.kinds import kinds_allowed_to
from capframe.imports.models import Import


@import_permission_required
def listing(request: HttpRequest) -> HttpResponse:
    """The imports that this user may know of, newest first."""
    Import.objects.expire_old(timezone.now())
    kinds = kinds_allowed_to(request.user)
    known = Import.objects.visible_to(request.user).of_kinds(kinds)
    page = page_of(request, known.defer_large().newest_first())
    context = {
        "trail": [("Import", "")],
        "kinds": kinds.values(),
        "page": page,
        "rows": [(each, kinds[each.kind].title, total_counts(each.counts)) for each in page],
    }
    return render(request, "imports/list.html", context)


def total_counts(counts: dict) -> list[tuple[str, int]]:
    """How many entries of all models have each outcome; none where it has not been checked."""
    return [(outcome, sum(numbers.values())) for outcome, numbers in counts.items()]
