"""What was changed last, for the admin's home page: ``{% load changes %}``."""

from typing import Any

from django import template

from capframe.base.admin.change_log import LoggedSave, recent_saves

register = template.Library()


@register.simple_tag(takes_context=True)
def recent_changes(context: Any) -> list[LoggedSave]:
    """The newest saves of what whoever asks may see."""
    return recent_saves(context["request"])
