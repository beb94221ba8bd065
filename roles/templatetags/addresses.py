"""Addresses for links and forms: ``{% load addresses %}``."""

from django import template

from roles.addresses import comparison_address, role_levels_address, step_up_address

LONGEST_BACK = 1_000

register = template.Library()
register.simple_tag(comparison_address)
register.simple_tag(role_levels_address)
register.simple_tag(step_up_address)


@register.simple_tag(takes_context=True)
def page_address(context: template.Context) -> str:
    """Of this page, for a form that leads back to it; without its query where that is long.

    It becomes part of another address, and those have an end.
    """
    request = context["request"]
    whole = request.get_full_path()
    return whole if len(whole) <= LONGEST_BACK else request.path
