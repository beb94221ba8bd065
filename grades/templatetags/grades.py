"""What any template may say of grades: ``{% load grades %}``."""

from django import template

from grades.plain import NO_GRADE

register = template.Library()


@register.simple_tag
def no_grade() -> str:
    """What stands in the place of a grade where the source gives none."""
    return NO_GRADE
