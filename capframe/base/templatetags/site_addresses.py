"""Django's ``{% url %}``, answered from the addresses that were asked for before.

Every page has a dozen of them in its header, navigation and footer alone, and ``reverse`` took a
third of the time of a page without a database (``make bench``). A builtin of every template.
"""

from typing import Any

from django import template
from django.template import defaulttags
from django.utils.html import conditional_escape

from capframe.base.addresses import address

register = template.Library()


class AddressNode(defaulttags.URLNode):
    """The node of ``{% url %}``, for addresses that their name and their arguments decide."""

    def render(self, context: template.Context) -> str:
        """The address, escaped. Raises NoReverseMatch where there is none."""
        if self.kwargs or self.asvar:
            return super().render(context)
        arguments = [str(one.resolve(context)) for one in self.args]
        return conditional_escape(address(self.view_name.resolve(context), *arguments))


@register.tag
def url(parser: Any, token: Any) -> AddressNode:
    """As ``django.template.defaulttags.url``."""
    node = defaulttags.url(parser, token)
    return AddressNode(node.view_name, node.args, node.kwargs, node.asvar)
