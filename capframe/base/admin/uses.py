"""“Used by 7 role levels” on an entry's form."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.text import get_text_list

from capframe.base.admin.deletion import MOST_SHOWN_OF_A_MODEL
from capframe.base.admin.form_page import FormPageMixin
from capframe.base.models import Entry, Status
from capframe.base.uses import Uses, find_uses


class UserLink(NamedTuple):
    """An entry that uses something, with its form, and its status where it is not published."""

    title: str
    url: str
    status: str


@dataclass(frozen=True, slots=True)
class UsedBy:
    """The entries of one model that use something: how many, and the first of them."""

    words: str
    links: Sequence[UserLink]
    more: int


def list_used_by(uses: Sequence[Uses], user: Any) -> list[UsedBy]:
    """What a page shows of uses, in a query for each model.

    Only how many there are to those who may not see the entries of a model.
    """
    return [_used_by(one) if may_view(user, one.model) else UsedBy(str(one), (), 0) for one in uses]


def may_view(user: Any, model: type[Entry]) -> bool:
    """Whether somebody may see the entries of a model in the admin."""
    label, name = model._meta.app_label, model._meta.model_name
    return any(user.has_perm(f"{label}.{action}_{name}") for action in ("view", "change"))


def _used_by(uses: Uses) -> UsedBy:
    more = max(0, len(uses.pks) - MOST_SHOWN_OF_A_MODEL)
    return UsedBy(str(uses), list(_links(uses)), more)


def _links(uses: Uses) -> Iterator[UserLink]:
    meta = uses.model._meta
    first = uses.pks[:MOST_SHOWN_OF_A_MODEL]
    entries = uses.model._base_manager.select_related().filter(pk__in=first)
    for entry in entries.order_by("pk"):
        status = getattr(entry, "status", Status.PUBLISHED)
        url = reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[entry.pk])
        label = "" if status == Status.PUBLISHED else Status(status).label.lower()
        yield UserLink(str(entry), url, label)


class UsesMixin(FormPageMixin):
    """Forms that say what uses the entry."""

    def get_beside_reason(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """Who uses it, too."""
        return [*super().get_beside_reason(request, obj), "admin/entry/used_by.html"]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """The form, with what uses the entry, opened where the form asks about it."""
        entry, form = kwargs.get("obj"), context["adminform"].form
        asked = getattr(form, "asked_uses", None)
        context["used_by"] = list_used_by(asked or find_uses(entry), request.user) if entry else []
        context["used_by_words"] = get_text_list([one.words for one in context["used_by"]], "and")
        context["asks_about_uses"] = bool(asked)
        return super().render_change_form(request, context, *args, **kwargs)
