"""Who may do what with the entries of a model, whatever page it is done on."""

from typing import Any

from django.contrib.auth import get_permission_codename


def may(user: Any, action: str, model: Any) -> bool:
    """Whether somebody has a permission for a model: to view it, where that is to change it too."""
    names = ("view", "change") if action == "view" else (action,)
    meta = model._meta
    return any(
        user.has_perm(f"{meta.app_label}.{get_permission_codename(name, meta)}") for name in names
    )
