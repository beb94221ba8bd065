"""What can be previewed, by whom, and what a preview says of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.auth import get_permission_codename
from django.urls import reverse

from capframe.base.http import Refused
from capframe.imports.kinds import IMPORT_KINDS, kinds_allowed_to
from capframe.imports.models import EXPIRES_AFTER, Import
from capframe.imports.views.preview import refuse_unchecked
from capframe.plans.models import UnpublishedChange
from capframe.plans.plan import Plan
from capframe.plans.unpublished import find_forbidden
from capframe.previews.drafts import models_with_status, plan_publishing, waits_for_publication

IMPORT, UNPUBLISHED = "import", "unpublished"
KEEP_PERMISSION = "plans.keep_unpublishedchange"


@dataclass(frozen=True, slots=True)
class Previewed:
    """Something that readers do not see yet.

    Args:
        kind: what it is, as an address says it.
        key: which of its kind it is, as an address says it.
        noun: what it is, in words.
        title: what it is called.
        read_plan: gives what it would change.
        edit_url: where it is worked on.
        publish_url: where it is published; empty where that is done where it is worked on.
        kept_by: who made it; empty where nobody says.
        kept_at: when that was.
        until: when it goes by itself, where it does.
    """

    kind: str
    key: str
    noun: str
    title: str
    read_plan: Callable[[], Plan]
    edit_url: str
    publish_url: str = ""
    kept_by: str = ""
    kept_at: datetime | None = None
    until: datetime | None = None


def find_previewed(kind: str, key: str, user: Any = None) -> Previewed | None:
    """What an address names, as far as it can be previewed; otherwise None.

    Args:
        kind: "import", "unpublished", or the label of a model whose drafts can be previewed.
        key: the primary key, as text.
        user: who may see it; None for somebody with a link, to whom a user gave it who may.
    """
    if kind == IMPORT:
        return find_import(key, user)
    if kind == UNPUBLISHED:
        return find_unpublished(key, user)
    if kind in labels_of_drafts():
        return find_draft(kind, key, user)
    return None


def find_import(key: str, user: Any) -> Previewed | None:
    """An import that was checked and is not confirmed yet."""
    pk = uuid_from(key)
    kinds = IMPORT_KINDS if user is None else kinds_allowed_to(user)
    if pk is None or not kinds:
        return None
    among = Import.objects.all() if user is None else Import.objects.visible_to(user)
    imported = among.of_kinds(kinds).filter(pk=pk).select_related("by").first()
    if imported is None:
        return None
    try:
        refuse_unchecked(imported)
    except Refused:
        return None
    return Previewed(
        kind=IMPORT,
        key=str(imported.pk),
        noun="an import that is not confirmed yet",
        title=imported.file_name,
        read_plan=imported.read_plan,
        edit_url=imported.get_absolute_url(),
        publish_url=reverse("imports:preview", args=[imported.pk]),
        kept_by=imported.by.get_username() if imported.by else "",
        kept_at=imported.made_at,
        until=imported.made_at + EXPIRES_AFTER,
    )


def find_unpublished(key: str, user: Any) -> Previewed | None:
    """An unpublished change; the way to publish it is for those who may do all of it."""
    if user is not None and not user.has_perm(KEEP_PERMISSION):
        return None
    change = UnpublishedChange.objects.filter(pk=number_from(key)).first()
    if change is None:
        return None
    may_publish = user is not None and not find_forbidden(change.read_plan(), user)
    return Previewed(
        kind=UNPUBLISHED,
        key=str(change.pk),
        noun="an unpublished change",
        title=change.title,
        read_plan=change.read_plan,
        edit_url=reverse("admin:plans_unpublished_change", args=[change.pk]),
        publish_url=reverse("admin:plans_unpublished_publish", args=[change.pk])
        if may_publish
        else "",
        kept_by=change.changed_by_name,
        kept_at=change.changed_at,
    )


def find_draft(label: str, key: str, user: Any) -> Previewed | None:
    """An entry that readers do not see yet because it, or what it stands in, is a draft.

    Those who may only keep changes unpublished prepare drafts too.
    """
    model: Any = labels_of_drafts()[label]
    meta = model._meta
    change = f"{meta.app_label}.{get_permission_codename('change', meta)}"
    if user is not None and not (user.has_perm(change) or user.has_perm(KEEP_PERMISSION)):
        return None
    entry = model._base_manager.filter(pk=number_from(key)).select_related().first()
    if entry is None or not waits_for_publication(entry):
        return None
    return Previewed(
        kind=label,
        key=str(entry.pk),
        noun="a draft",
        title=str(entry),
        read_plan=lambda: plan_publishing(entry),
        edit_url=reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[entry.pk]),
    )


def labels_of_drafts() -> Mapping[str, Any]:
    return {model._meta.label_lower: model for model in models_with_status()}


def number_from(text: str) -> int:
    """A primary key that may be one; 0, which none is, for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < len(str(2**63)) else 0


def uuid_from(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
