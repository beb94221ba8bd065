"""What is unpublished, for the top of every page of the admin: ``{% load unpublished %}``."""

from django import template

from capframe.plans.models import UnpublishedChange

register = template.Library()


@register.simple_tag
def number_of_unpublished() -> int:
    return UnpublishedChange.objects.count()
