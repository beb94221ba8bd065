"""How every entry of the catalogue is edited."""

from collections.abc import Sequence
from typing import Any, cast
from urllib.parse import parse_qsl, urlsplit

from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.utils import quote
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from import_export.admin import ExportMixin

from capframe.base.actions import delete, is_shown_as_withdrawn, reasons_hidden, sign
from capframe.base.addresses import with_query
from capframe.base.admin.bulk.export_actions import export_actions
from capframe.base.admin.bulk.field_pages import BulkField, field_actions
from capframe.base.admin.choices import put_exact_first
from capframe.base.admin.conflicts.page import MergesMixin
from capframe.base.admin.deletion import list_uses
from capframe.base.admin.form_page import FormPageMixin
from capframe.base.admin.formats import GuardedCSV, TextXLSX
from capframe.base.admin.forms import (
    EntryForm,
    ReasonForm,
    TableForm,
    posted_reason,
)
from capframe.base.admin.history_page import HistoryMixin
from capframe.base.admin.inlines import EntryFieldsMixin
from capframe.base.admin.last_changes import LastChangesMixin
from capframe.base.admin.late_saves import SavesLateMixin
from capframe.base.admin.offered_actions import find_offered
from capframe.base.admin.taken_out import describe_invisible
from capframe.base.admin.uses import UsesMixin
from capframe.base.history.entry_rows import history_version
from capframe.base.models import Addressed, Entry
from capframe.base.parts import lock, whole_field, whole_of
from capframe.base.resources import EntryResource, resource_for
from capframe.base.turns import FILES
from capframe.base.word_search import has_words

# The button that saves and opens the next entry's form.
NEXT = "_next"

SOURCE_FIELDS = ("Where it comes from", {"fields": ("source", "place", "editors_note")})


class EntryAdmin(
    SavesLateMixin,
    MergesMixin,
    HistoryMixin,
    LastChangesMixin,
    UsesMixin,
    ExportMixin,
    FormPageMixin,
    EntryFieldsMixin,
    admin.ModelAdmin,
):
    """Editing with a reason, a readable history, and no overwriting of what somebody never saw."""

    form = EntryForm
    action_form = ReasonForm
    change_form_template = "admin/entry/change_form.html"
    delete_confirmation_template = "admin/entry/delete_confirmation.html"
    delete_selected_confirmation_template = "admin/entry/delete_selected_confirmation.html"
    export_form_class = TableForm
    export_formats = (GuardedCSV, TextXLSX)
    list_select_related: tuple[str, ...] = ()
    # Beside the source, the fields that many entries can be given one value of.
    bulk_fields: tuple[BulkField, ...] = ()
    # What tells entries apart where editors are asked about many; of parts, what they stand in.
    told_apart_by: tuple[str, ...] = ()
    # The foreign key to that whose entries are edited one after the other.
    next_within = ""

    class Media:
        js = ("admin/labels.js", "admin/leaving.js")

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """What can be done with those that are ticked; where one is chosen for a form, nothing."""
        if self.actions is None or IS_POPUP_VAR in request.GET:
            return {}
        return {
            **super().get_actions(request),
            **field_actions(self, request),
            **export_actions(self, request),
            **find_offered(self.model, request),
        }

    def has_bulk_permission(self, request: HttpRequest) -> bool:
        """Who is shown what a change of many would do."""
        return self.has_change_permission(request)

    def bulk_context(self, request: HttpRequest) -> dict[str, Any]:
        """What the page of a change of many offers beside doing it."""
        return {}

    def say_done_to_many(self, request: HttpRequest, words: str, changed: Sequence[int]) -> None:
        """Tell somebody what was done to the entries with these primary keys."""
        self.message_user(request, words, messages.SUCCESS)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """The entries with what their names and columns need, on every page of the admin."""
        return super().get_queryset(request).select_related(*self.list_select_related)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Sequence[str]:
        """A part stays in the entry that it was made in."""
        fields = super().get_readonly_fields(request, obj)
        whole = whole_field(self.model)
        return (*fields, whole.name) if obj and whole else fields

    def get_object(self, request: HttpRequest, object_id: str, from_field: Any = None) -> Any:
        """The entry, and its version before it was read.

        A request that may change it waits here for those who are changing it, and reads after.
        """
        entry = super().get_object(request, object_id, from_field)
        if entry is None:
            return None
        if request.method == "POST" and transaction.get_connection().in_atomic_block:
            lock(entry)
        version = history_version(entry)
        entry = super().get_object(request, object_id, from_field)
        if entry is not None:
            entry.loaded_history_version = version
        return entry

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """The form, which says why readers do not see the entry, where they do not.

        A form that is refused has changed the entry that it was made of: above it stands what is
        saved.
        """
        entry = kwargs.get("obj")
        if entry is not None and context["adminform"].form.is_bound:
            entry = self.get_queryset(request).filter(pk=entry.pk).first() or entry
            context["original"] = entry
        context["hidden_because"] = ", and ".join(reasons_hidden(entry)) if entry else ""
        context["leads_to_next"] = entry is not None and bool(self.next_within)
        context["shown_as_withdrawn"] = entry and is_shown_as_withdrawn(entry)
        return super().render_change_form(request, context, *args, **kwargs)

    def view_on_site(self, obj: Any) -> str | None:
        """The page that shows the entry, if readers see it, be it as withdrawn."""
        whole: Any = whole_of(obj)
        shown = not any(reasons_hidden(obj)) or is_shown_as_withdrawn(obj)
        return whole.get_absolute_url() if shown and isinstance(whole, Addressed) else None

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Save with author and reason, unless only parts of the entry were changed."""
        if not change or form.has_changed_entry():
            sign(obj, by=request.user, reason=form.cleaned_data["reason"])
            super().save_model(request, obj, form, change)

    def response_add(
        self, request: HttpRequest, obj: Any, post_url_continue: str | None = None
    ) -> HttpResponse:
        return begin_alike(request, obj, super().response_add(request, obj, post_url_continue))

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        response = begin_alike(request, obj, super().response_change(request, obj))
        following = self._find_next(obj) if NEXT in request.POST else None
        if following is None:
            return response
        page = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
        return HttpResponseRedirect(reverse(page, args=[quote(following)]))

    def _find_next(self, entry: Any) -> Any:
        """The primary key of the entry after this one where both stand; None after the last."""
        within = {self.next_within: getattr(entry, self.next_within)} if self.next_within else {}
        pks = list(self.model._default_manager.filter(**within).values_list("pk", flat=True))
        return next(iter(pks[pks.index(entry.pk) + 1 :]), None) if within else None

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        for part in formset.forms:
            sign(part.instance, by=request.user, reason=form.cleaned_data["reason"])
        formset.save()

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save the parts too, and say what was taken out of the texts of all of it."""
        super().save_related(request, form, formsets, change)
        sent = [form, *(part for formset in formsets for part in formset.forms)]
        if said := describe_invisible(sent):
            self.message_user(request, said)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple:
        """What goes with these entries; where something uses them, that and nothing else."""
        uses = list_uses(list(objs))
        return ([], {}, set(), uses) if uses else super().get_deleted_objects(objs, request)

    def response_action(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        """Carry the action out, unless its reason cannot be kept."""
        posted_reason(request)
        return super().response_action(request, queryset)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        delete(entry=obj, by=request.user, reason=posted_reason(request))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        with transaction.atomic():
            for entry in queryset:
                self.delete_model(request, entry)

    def get_export_resource_classes(self, request: HttpRequest) -> list[type[EntryResource]]:
        return [resource_for(cast(type[Entry], self.model))]

    def get_export_data(self, *args: Any, **kwargs: Any) -> Any:
        """The file, made when its turn comes."""
        with FILES.turn():
            return super().get_export_data(*args, **kwargs)

    def has_export_permission(self, request: HttpRequest) -> bool:
        """Who may see the entries may take them along."""
        return self.has_view_or_change_permission(request)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        """What has the letters in its search fields, and what search itself finds by the words."""
        found, may_repeat = super().get_search_results(request, queryset, search_term)
        words = has_words(self.model, search_term)
        if words is not None:
            either = Q(pk__in=found.order_by().values("pk")) | words
            found, may_repeat = queryset.filter(either), False
        if is_choice(request) and search_term.strip():
            own = [name for name in self.search_fields if "__" not in name]
            found = put_exact_first(found, search_term, own)
        return found, may_repeat


def is_choice(request: HttpRequest) -> bool:
    """Whether an entry is looked for to be chosen on the form of another one."""
    match = request.resolver_match
    return match is not None and match.url_name == "autocomplete"


def begin_alike(request: HttpRequest, entry: Any, response: HttpResponse) -> HttpResponse:
    """The response; where another entry is to be added, its form begins with what most share.

    That is what the entry stands in, its source, and the place in that.
    """
    if "_addanother" not in request.POST or not isinstance(response, HttpResponseRedirect):
        return response
    address = urlsplit(response.url)
    alike = {
        field.name: getattr(entry, field.attname)
        for field in entry._meta.concrete_fields
        if field.editable and (field.name == "place" or (field.is_relation and not field.null))
    }
    begun = {**dict(parse_qsl(address.query)), **alike}
    return HttpResponseRedirect(with_query(address.path, begun.items()))
