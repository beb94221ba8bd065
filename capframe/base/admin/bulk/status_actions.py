"""Publishing, withdrawing and taking back to draft: on a form, and for many above a list."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from capframe.base.admin.bulk.status_pages import DraftPage, PublishPage, WithdrawPage
from capframe.base.admin.entries import EntryAdmin, is_choice
from capframe.base.models import Status
from capframe.base.uses import uses_of

STATUS_FIELDS = ("status", "withdrawn_on", "successor")


class StatusAdmin(EntryAdmin):
    actions: Sequence[Any] = ("publish", "withdraw", "back_to_draft")
    # The foreign key to that within which one entry is replaced by another; empty for anywhere.
    replaced_within = ""

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Sequence[str]:
        """The day of withdrawal follows the status."""
        return (*super().get_readonly_fields(request, obj), "withdrawn_on")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        """What a search finds; of what another entry may choose, nothing that is withdrawn."""
        found, may_repeat = super().get_search_results(request, queryset, search_term)
        if is_choice(request):
            found = found.exclude(status=Status.WITHDRAWN)
        return found, may_repeat

    def seen_on(self, pks: Sequence[int]) -> dict[int, str]:
        """Where else readers meet each of these entries, in words, by primary key."""
        return {
            pk: ", ".join(map(str, uses)) for pk, uses in uses_of(self.model, pks).items() if uses
        }

    @admin.action(description="Publish: readers see them", permissions=["bulk"])
    def publish(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        return PublishPage(self, request, queryset).respond()

    @admin.action(
        description="Withdraw: lists leave them out, their pages say so", permissions=["bulk"]
    )
    def withdraw(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        return WithdrawPage(self, request, queryset).respond()

    @admin.action(description="Back to draft: readers no longer see them", permissions=["bulk"])
    def back_to_draft(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        return DraftPage(self, request, queryset).respond()
