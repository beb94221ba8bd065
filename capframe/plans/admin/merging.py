"""“Merge”: two entries are made one, once somebody has chosen what the one that stays says."""

from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import quote, unquote
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from capframe.base.admin.choices import put_exact_first
from capframe.base.characters import refuse_characters
from capframe.base.http import as_key
from capframe.base.status import HasStatus
from capframe.plans.admin.back_page import ReasonForm, list_refused
from capframe.plans.admin.entries import EntryAdmin
from capframe.plans.admin.keeping import JOINED, KEEP, keep_written, may_keep
from capframe.plans.admin.merge_rows import (
    ask_about,
    ask_about_steps,
    describe_users,
    preview_of,
    show_texts,
)
from capframe.plans.apply import Stale
from capframe.plans.carrying_out import carry_out
from capframe.plans.holding import Busy, hold_catalogue
from capframe.plans.merging.merge import Merging, NotMergeable
from capframe.plans.merging.texts import STEP, Side
from capframe.plans.plan import Plan

MOST_FOUND = 20
STAYS, LOOK, PAIRED = "stays", "look", "paired"
CHANGED_MEANWHILE = (
    "Somebody has changed some of this since you looked at it: look again, then choose."
)
PAIRED_ANEW = (
    "What was chosen pairs other levels of the two with each other: look at what each of them says "
    "now, then choose."
)
BUSY = "Somebody else was changing the catalogue all the time: try again in a moment."


class FindForm(forms.Form):
    """What the other entry is called, or what is said in it."""

    q = forms.CharField(
        label="Find the other one", required=False, max_length=200, validators=[refuse_characters]
    )


class MergeMixin(EntryAdmin):
    """Offers to merge an entry with another one to those who may change them."""

    def get_urls(self) -> list[Any]:
        names = self.opts.app_label, self.opts.model_name
        view = self.admin_site.admin_view(self.merge_view)
        return [
            path("<path:object_id>/merge/", view, name="{}_{}_merge".format(*names)),
            *super().get_urls(),
        ]

    def may_merge(self, request: HttpRequest) -> bool:
        """Whether somebody may merge two, or keep that unpublished."""
        may_prepare = may_keep(request) and self.has_view_permission(request)
        return may_prepare or self.may_merge_at_once(request)

    def may_merge_at_once(self, request: HttpRequest) -> bool:
        """Whether somebody may change both, and remove one where that is what becomes of it."""
        removes = not issubclass(self.model, HasStatus)
        return self.has_change_permission(request) and (
            not removes or self.has_delete_permission(request)
        )

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """The form, with a link to merge the entry for those who may."""
        entry = kwargs.get("obj")
        if entry and JOINED not in request.GET and self.may_merge(request):
            context["merge_url"] = self._url_of(entry, "merge")
        return super().render_change_form(request, context, *args, **kwargs)

    def merge_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Asks which other entry is meant, then what stays of both, and merges them."""
        entry = self.get_object(request, unquote(object_id))
        if entry is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.may_merge(request):
            raise PermissionDenied
        named = request.GET.get("with", "")
        other = self.get_object(request, unquote(named)) if named else None
        if other is None or other == entry:
            return self._find_other(request, entry)
        return MergePage(self, request, entry, other).respond()

    def _find_other(self, request: HttpRequest, entry: Any) -> HttpResponse:
        """The page that looks for the other entry; exact names come first."""
        form = FindForm(request.GET)
        typed = form.cleaned_data["q"].strip() if form.is_valid() else ""
        found: list[Any] = []
        if typed:
            queryset = self.get_queryset(request)
            matching, _ = self.get_search_results(request, queryset, typed)
            own = [name for name in self.search_fields if "__" not in name]
            others = queryset.filter(pk__in=matching.order_by().values("pk")).exclude(pk=entry.pk)
            found = list(put_exact_first(others, typed, own)[:MOST_FOUND])
        context = {
            **self._context_of(request, entry),
            "title": f"Merge “{entry}” with another {self.opts.verbose_name}",
            "form": form,
            "typed": typed,
            "found": found,
        }
        return TemplateResponse(request, "admin/entry/merge_find.html", context)

    def _context_of(self, request: HttpRequest, entry: Any) -> dict[str, Any]:
        return {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "entry": entry,
            "entry_url": self._url_of(entry, "change"),
        }

    def _url_of(self, entry: Any, page: str) -> str:
        name = f"{self.admin_site.name}:{self.opts.app_label}_{self.opts.model_name}_{page}"
        return reverse(name, args=[quote(entry.pk)])


class MergePage:
    """One request for the page about two entries."""

    def __init__(self, model_admin: MergeMixin, request: HttpRequest, left: Any, right: Any):
        self.model_admin, self.request = model_admin, request
        self.left, self.right = left, right
        self.errors: list[str] = []
        self.is_sent = request.method == "POST"
        self.form = ReasonForm(request.POST if self.is_sent else None)

    def respond(self) -> HttpResponse:
        """Merge them, where that was asked for and nothing is wrong; otherwise show the page."""
        if self.is_sent and LOOK not in self.request.POST:
            try:
                with hold_catalogue():
                    if done := self._merge():
                        return done
            except Stale as stale:
                self.errors = [f"Nothing was merged: {stale}"]
            except Busy:
                self.errors = [BUSY]
        return self._render()

    @property
    def stays(self) -> Side:
        chosen = self.request.POST.get(STAYS, "")
        return Side.RIGHT if chosen == Side.RIGHT else Side.LEFT

    @property
    def steps(self) -> dict[str, int]:
        """What was chosen that levels become."""
        sent = {key: as_key(str(value)) for key, value in self.request.POST.items()}
        return {key: pk for key, pk in sent.items() if key.startswith(STEP) and pk}

    @property
    def is_kept(self) -> bool:
        """Whether it is to be kept unpublished."""
        return KEEP in self.request.POST

    @property
    def choices(self) -> dict[str, Side]:
        """What was chosen of each text and each clash, by its key."""
        known = {side.value for side in Side}
        return {key: Side(value) for key, value in self.request.POST.items() if value in known}

    def _merge(self) -> HttpResponse | None:
        """Merge the two as they stand; None, with ``errors``, where that cannot be."""
        merging = self._read()
        if self.request.POST.get("digest") != merging.digest:
            self.errors = [CHANGED_MEANWHILE]
            return None
        if self.request.POST.get(PAIRED, "") != merging.paired:
            self.errors = [PAIRED_ANEW]
            return None
        plan = self._plan(merging)
        if plan is None:
            return None
        if not may_keep(self.request) if self.is_kept else list_refused(self.request.user, plan):
            raise PermissionDenied
        if not self.form.is_valid():
            self.errors = [str(error) for error in self.form.errors.get("reason", ())]
            return None
        user, reason = self.request.user, self.form.cleaned_data["reason"]
        write = partial(carry_out, plan=plan, by=user, reason=reason)
        if self.is_kept:
            return keep_written(self.request, write, title=reason)
        write()
        kept, gone = merging.entries[self.stays], merging.entries[self.stays.other]
        said = f"“{gone}” is merged into “{kept}”. It can be undone as one, from the history."
        messages.success(self.request, said)
        return HttpResponseRedirect(self.model_admin._url_of(kept, "change"))

    def _plan(self, merging: Merging) -> Plan | None:
        try:
            return merging.plan(self.choices)
        except NotMergeable as refused:
            self.errors = refused.problems
            return None

    def _read(self) -> Merging:
        return Merging(self.left, self.right, self.stays, self.steps)

    def _render(self) -> HttpResponse:
        merging = self._read()
        shown_errors = self.errors
        plan = self._plan(merging)
        # Before anything was sent, what is still to be answered is no error.
        self.errors = shown_errors or (self.errors if self.is_sent else [])
        context = {
            **self.model_admin._context_of(self.request, self.left),
            "title": f"Merge two {self.model_admin.opts.verbose_name_plural}",
            "other": self.right,
            "merging": merging,
            "errors": self.errors,
            "problems": [] if self.is_sent else merging.find_problems(),
            "sides": describe_users(merging, self.stays),
            "steps": ask_about_steps(merging),
            "asked": ask_about(merging, self.choices),
            "texts": show_texts(merging, self.choices, self.stays),
            "preview": preview_of(plan) if plan else None,
            "refused": list_refused(self.request.user, plan) if plan else [],
            "removes": not issubclass(merging.model, HasStatus),
            "may_keep": may_keep(self.request),
            "form": self.form,
        }
        status = 409 if CHANGED_MEANWHILE in self.errors else 200
        return TemplateResponse(self.request, "admin/entry/merge.html", context, status=status)
