"""The page that changes one responsibility at all its levels, from a row of the comparison."""

from urllib.parse import urlencode

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from capframe.base.http import as_key
from capframe.base.site_pages import offer_page
from capframe.plans.admin.keeping import KEEP, keep_written, may_keep
from roles.admin.responsibility_form import APART, OUT, ResponsibilityForm
from roles.compare.comparison import MOST, compare
from roles.responsibility import (
    Responsibility,
    change_responsibility,
    find_responsibility,
    lock_levels,
)
from roles.views.compare import find_profiles

CHANGE, ADD, DELETE = (f"roles.{verb}_statement" for verb in ("change", "add", "delete"))


@offer_page("responsibility/", "roles_responsibility")
def responsibility(request: HttpRequest) -> HttpResponse:
    """What ``level``, several, say in row ``row`` of ``section``: a field for each.

    ``statement`` says by a statement which row is meant.
    """
    if not (request.user.has_perm(CHANGE) or may_keep(request)):
        raise PermissionDenied
    if request.method != "POST":
        return _show(request, ResponsibilityForm(_find(request)))
    with transaction.atomic():
        lock_levels(_find(request))
        form = ResponsibilityForm(_find(request), request.POST)
        if any(f"{name}-now" in request.POST for name in (OUT, APART)):
            return _show(request, _rearranged(form, request), is_rearranged=True)
        if not form.is_valid():
            return _show(request, form)
        return _save(request, form)


def _find(request: HttpRequest) -> Responsibility:
    """The row that the address asks for. Raises Http404 where there is none."""
    references = request.GET.getlist("level")[: MOST + 1]
    profiles, _ = find_profiles(references)
    found = find_responsibility(
        compare(profiles),
        request.GET.get("section", ""),
        number=(as_key(request.GET.get("row", "1")) or 0) - 1,
        statement=as_key(request.GET.get("statement")),
    )
    if found is None:
        raise Http404("The comparison has no such row any more.")
    return found


def _rearranged(form: ResponsibilityForm, request: HttpRequest) -> ResponsibilityForm:
    """The form as typed, with one more statement taken out, or with fields of their own."""
    data = request.POST.copy()
    for pk in data.getlist(f"{OUT}-now"):
        data.appendlist(OUT, pk)
    for group in form.groups:
        pks = [str(level.statement.pk) for level in group if level.statement]
        if pks[0] in data.getlist(f"{APART}-now"):
            for pk in pks:
                data.appendlist(APART, pk)
                data[f"text-{pk}"] = request.POST.get(f"text-{pks[0]}", "")
    return ResponsibilityForm(form.row, data)


def _save(request: HttpRequest, form: ResponsibilityForm) -> HttpResponse:
    reason, user = form.cleaned_data["reason"], request.user
    texts, removed, added = form.texts(), form.removed(), form.added()

    def write() -> int:
        return change_responsibility(
            texts=texts, removed=removed, added=added, by=user, reason=reason
        )

    if KEEP in request.POST:
        if not may_keep(request):
            raise PermissionDenied
        return keep_written(request, write, title=reason)
    needed = [CHANGE, *([ADD] if added else []), *([DELETE] if removed else [])]
    if not user.has_perms(needed):
        raise PermissionDenied
    number = write()
    words = f"{number} role level{'' if number == 1 else 's'} changed." if number else ""
    messages.success(request, words or "Nothing was changed.")
    left = next(iter(texts), None)
    return HttpResponseRedirect(
        _address(request, statement=left.pk) if left else _comparison_of(form.row)
    )


def _address(request: HttpRequest, **which: int) -> str:
    """The address of another row of the same comparison."""
    asked = [("level", text) for text in request.GET.getlist("level")]
    asked += [("section", request.GET.get("section", ""))]
    asked += [(name, str(number)) for name, number in which.items()]
    return f"{request.path}?{urlencode(asked, safe='/')}"


def _comparison_of(row: Responsibility) -> str:
    levels = [("level", level.profile.reference) for level in row.levels]
    return f"{reverse('compare')}?{urlencode([*levels, ('view', 'full')], safe='/')}"


def _show(
    request: HttpRequest, form: ResponsibilityForm, *, is_rearranged: bool = False
) -> HttpResponse:
    row = form.row
    errors = [] if is_rearranged else [*form.non_field_errors()]
    families = dict.fromkeys(level.profile.family for level in row.levels)
    context = {
        **admin.site.each_context(request),
        "title": "One responsibility across the levels",
        "about": " · ".join([*families, row.section.title]),
        "row": row,
        "form": form,
        "form_rows": list(form.rows()),
        "is_rearranged": is_rearranged,
        "errors": errors,
        "has_errors": not is_rearranged and bool(form.is_bound and form.errors),
        "comparison_url": _comparison_of(row),
        "next_url": _address(request, row=row.number + 2) if row.number + 1 < row.rows else "",
        "may_save": request.user.has_perm(CHANGE),
        "may_keep": may_keep(request),
    }
    return TemplateResponse(request, "admin/responsibility/page.html", context)
