"""The page that shows what would become of many entries, asks, and then does it."""

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import replace
from functools import cached_property
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.widgets import AdminTextInputWidget
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.text import capfirst

from capframe.base.actions import LONGEST_REASON
from capframe.base.admin.bulk.rows import BulkGroup, BulkRow, Cell, all_rows
from capframe.base.bulk_changes import RowErrors, change_entries
from capframe.base.characters import refuse_characters
from capframe.base.consequences import consequences_of
from capframe.base.history.lines import counted
from capframe.base.parts import lock_all

# Two or three fields each are sent, and so many of them a server reads.
MOST_ENTRIES = 2_000
# What the page sends: the rows that are ticked, and which button was pressed.
TICKED, CONFIRMED = "ticked", "confirmed"
CHANGED_MEANWHILE = (
    "Somebody changed some of these after you opened this page. Nothing of yours is saved yet: "
    "this is what it would do now."
)
LOOK_FIRST = "Nothing is changed yet: look at what it would do first."


class BulkReasonForm(forms.Form):
    """Why many entries are changed."""

    reason = forms.CharField(
        label="Reason for this change (needed)",
        max_length=LONGEST_REASON,
        validators=[refuse_characters],
        widget=AdminTextInputWidget,
        error_messages={"required": "Say why: the history of each entry shows it."},
    )


class BulkPage:
    """One request for an action on the entries that are ticked in a list.

    Each kind of action says what would become of them (``find_groups``), in sentences
    (``describe``), and which values the ticked ones would get (``values_of``).
    """

    template = "admin/entry/bulk.html"
    # What the button and the title say.
    verb: str

    def __init__(self, model_admin: Any, request: HttpRequest, queryset: QuerySet) -> None:
        self.model_admin, self.request, self.queryset = model_admin, request, queryset
        self.model = model_admin.model
        self.is_sent = CONFIRMED in request.POST
        self.row_errors: Mapping[int, Sequence[str]] = {}
        self.problems: list[str] = []
        # What was typed above the list is carried along.
        typed = {"reason": request.POST.get("reason", "")}
        self.reason_form = BulkReasonForm(typed) if self.is_sent else BulkReasonForm(initial=typed)

    @property
    def is_carried_on(self) -> bool:
        """Whether the page itself was sent, to be shown again."""
        return False

    def respond(self) -> HttpResponse | None:
        """Do it, where it was asked for and nothing is wrong; otherwise show the page."""
        if refused := self._refuse():
            self.model_admin.message_user(self.request, refused, messages.ERROR)
            return None
        if self.is_sent and self._is_done():
            return None
        return self._render()

    def _refuse(self) -> str:
        """Why nothing is asked at all; empty where it is."""
        if len(self.keys) > MOST_ENTRIES:
            return f"At most {MOST_ENTRIES:,} can be changed at one time. Choose fewer of them."
        # What is sent is looked at once nobody else can change it.
        return "" if self.is_sent else self.refuse()

    @cached_property
    def keys(self) -> list[int]:
        """The primary keys of what was chosen in the list."""
        if self.is_sent or self.is_carried_on:
            return [int(key) for key in self.request.POST.getlist(ACTION_CHECKBOX_NAME)]
        keys = self.queryset.order_by().values_list("pk", flat=True)
        return list(keys.distinct()[: MOST_ENTRIES + 1])

    @cached_property
    def entries(self) -> list[Any]:
        return list(self.model_admin.get_queryset(self.request).filter(pk__in=self.keys))

    @property
    def question(self) -> str:
        return f"{self.verb} {counted(self.model, len(self.entries))}?"

    @cached_property
    def groups(self) -> list[BulkGroup]:
        """What would become of them, as far as it was chosen."""
        if not self.is_sent and not self.is_carried_on:
            return self.find_groups()
        sent = set(self.request.POST.getlist(TICKED))
        return [
            replace(group, rows=[row.with_tick(str(row.entry.pk) in sent) for row in group.rows])
            for group in self.find_groups()
        ]

    @property
    def ticked(self) -> list[Any]:
        return [row.entry for row in all_rows(self.groups) if row.ticked]

    def find_groups(self) -> list[BulkGroup]:
        """The chosen entries by what would become of them; none of the groups is empty."""
        raise NotImplementedError

    def describe(self) -> list[str]:
        """What would happen, in sentences; the first is what matters most."""
        raise NotImplementedError

    @property
    def is_loss(self) -> bool:
        """Whether readers would lose something."""
        return bool(self.costs)

    def values_of(self, entry: Any) -> dict[str, Any]:
        """The values that a ticked entry would get."""
        raise NotImplementedError

    def find_row_errors(self) -> Mapping[int, Sequence[str]]:
        """What is wrong with what was sent for single rows, by primary key."""
        return {}

    def find_page_problems(self) -> list[str]:
        """What is wrong with what was chosen for all of them."""
        return []

    def refuse(self) -> str:
        """Why this cannot be done to what was chosen, whatever else is sent; empty if it can."""
        return ""

    def say_done(self, changed: Sequence[int]) -> None:
        raise NotImplementedError

    def told_apart(self, entry: Any, but: str = "") -> list[Cell]:
        """What tells the entry from others that may be called the same, but for one field."""
        return [
            Cell(
                capfirst(self.model._meta.get_field(name).verbose_name),
                str(getattr(entry, name) or "Not stated"),
            )
            for name in self.model_admin.told_apart_by or [self.model.part_of]
            if name not in ("", but)
        ]

    @cached_property
    def costs(self) -> list[str]:
        """What changing those that are ticked would cost elsewhere."""
        return consequences_of([self.as_changed(entry) for entry in self.ticked])

    def as_changed(self, entry: Any) -> Any:
        """The entry as it would be saved; the entry itself stays as it is."""
        changed = copy(entry)
        for name, value in self.values_of(entry).items():
            setattr(changed, name, value)
        return changed

    @cached_property
    def version(self) -> int:
        """The newest history row of any of them."""
        rows = self.model.history.filter(id__in=self.keys)
        return rows.aggregate(newest=Max("history_id"))["newest"] or 0

    @transaction.atomic
    def _is_done(self) -> bool:
        """Change what is ticked, while nobody else changes it. Returns whether nothing is wrong.

        Raises PermissionDenied for those who may only look, or only keep it unpublished.
        """
        if not self.model_admin.has_change_permission(self.request):
            raise PermissionDenied
        lock_all(self.model, self.keys)
        self.row_errors = self.find_row_errors()
        self.problems = self._find_problems()
        if self.problems or self.row_errors:
            return False
        try:
            changed = change_entries(
                model=self.model,
                values={entry.pk: self.values_of(entry) for entry in self.ticked},
                by=self.request.user,
                reason=self.reason_form.cleaned_data["reason"],
            )
        except RowErrors as refused:
            self.row_errors = refused.errors
            return False
        self.say_done(changed)
        return True

    def _find_problems(self) -> list[str]:
        """What is wrong with the page as a whole; nothing of it is changed then."""
        seen, agreed = read_token(self.request.POST.get("seen", ""))
        if seen != self.version:
            return [CHANGED_MEANWHILE]
        if problems := self.find_page_problems():
            return problems
        if not self.ticked:
            return ["Tick at least one, or go back."]
        if not set(self.costs) <= set(agreed):
            return [LOOK_FIRST]
        return [] if self.reason_form.is_valid() else ["Say why, at the foot of the page."]

    def _render(self) -> HttpResponse:
        if self.row_errors:
            self.problems.append("Nothing is changed yet: untick or correct what is marked below.")
            self.groups = [self._with_errors(group) for group in self.groups]
        context = {
            **self.model_admin.admin_site.each_context(self.request),
            "title": self.question,
            **self.model_admin.bulk_context(self.request),
            "opts": self.model._meta,
            "page": self,
            "action": self.request.POST.get("action", ""),
            "action_checkbox_name": ACTION_CHECKBOX_NAME,
            "seen": signing.dumps([self.version, self.costs]),
        }
        return TemplateResponse(self.request, self.template, context)

    def _with_errors(self, group: BulkGroup) -> BulkGroup:
        rows: list[BulkRow] = [
            replace(row, errors=[*row.errors, *self.row_errors.get(row.entry.pk, ())])
            for row in group.rows
        ]
        return replace(group, rows=rows)


def read_token(token: str) -> tuple[int | None, list[str]]:
    """The version and the costs that a page was shown with; None and none where it says neither."""
    try:
        version, costs = signing.loads(token)
    except (signing.BadSignature, TypeError, ValueError):
        return None, []
    return version, costs
