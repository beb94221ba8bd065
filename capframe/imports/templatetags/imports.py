"""What the pages of imports load: ``{% load imports %}``."""

from typing import Any

from django import template

from capframe.base.history_rows import name_of

register = template.Library()


@register.filter
def thousands(number: int) -> str:
    """A whole number with thousands set apart: 12000 gives "12,000"."""
    return f"{number:,}"


@register.filter
def who(user: Any) -> str:
    """Somebody's name; of an account that was deleted, that it was."""
    return name_of(user) or "a deleted account"
