"""Links from pages to the admin, for those who may edit: ``{% load editing %}``."""

from typing import Any

from django import template
from django.apps import apps
from django.contrib.auth import get_permission_codename
from django.urls import reverse

register = template.Library()


@register.simple_tag(takes_context=True)
def edit_url(context: template.Context, entry: Any, model: str = "") -> str:
    """The address of the entry's form in the admin; empty for those who may not change it.

    An anonymous reader without a session costs no query.

    Args:
        context: which has the user.
        entry: a model's, or a plain object with its primary key.
        model: the label of the model of a plain object, for example "roles.rolelevel".
    """
    user: Any = context.get("user")
    if not (user and user.is_staff):
        return ""
    meta = (apps.get_model(model) if model else entry)._meta
    permission = f"{meta.app_label}.{get_permission_codename('change', meta)}"
    if not user.has_perm(permission):
        return ""
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[entry.pk])
