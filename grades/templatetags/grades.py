"""What any template may say of grades: ``{% load grades %}``."""

from collections.abc import Mapping

from django import template

from grades.plain import NO_GRADE
from grades.salary_scale import Range, SalaryBar, SalaryScale, Unit

register = template.Library()


@register.simple_tag
def no_grade() -> str:
    """What stands in the place of a grade where the source gives none."""
    return NO_GRADE


@register.inclusion_tag("components/salary_bar.html")
def salary_bar(pay: Range, scales: Mapping[Unit, SalaryScale]) -> dict[str, SalaryBar]:
    """The bar of a pay range on the scale of its unit."""
    return {"bar": scales[pay.unit].bar_of(pay)}
