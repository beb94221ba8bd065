"""The rows of the list of role levels: ``{% load listing %}``.

They are written here and not in a template because a page has 25 of them with seven columns, and a
template takes several times as long for each (``make bench``).
"""

from collections.abc import Iterable
from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe

from capframe.base.tables import PICK
from grades.plain import Pay, PlainGrade
from roles.listed import ListedLevel

register = template.Library()

ROW = """<tr class="govuk-table__row">
  <th scope="row" class="govuk-table__header">{}</th>
  {}
</tr>
"""
CELL = '<td class="govuk-table__cell" data-label="{}">{}</td>\n'
TEXT = '<div dir="auto">{}</div>'
LINK = '<a class="govuk-link" href="{}">{}</a>'
MORE = '{} <span class="cap-results__more">{}</span>'
SALARIES = "<div>{}</div>"
SALARY = '<p class="cap-results__pay">{} <span class="cap-results__more" dir="auto">{}</span></p>'
SALARIES_OF_GRADE = '<a class="govuk-link" href="{}#pay">Salaries at {}</a>'


@register.simple_tag(takes_context=True)
def result_rows(context: template.Context, rows: Iterable[ListedLevel]) -> SafeString:
    """Role levels to tick, in a form with components/picks.html at its foot.

    A cell is empty where the source does not say.

    Args:
        context: with has_…, whether any row of the page has such a thing; bands, where their heads
            name the grade structures; pay_remark, which is said once below the table.
        rows: all or those of a band.
    """
    return mark_safe("".join(render_row(row, context) for row in rows))  # noqa: S308 - escaped


def render_row(row: ListedLevel, page: template.Context) -> str:
    cells = []
    if page["has_asked"]:
        asked = TEXT.format(escape("; ".join(row.asked))) if row.asked else ""
        cells.append(CELL.format("Level required", asked))
    if page["has_grades"]:
        cells.append(CELL.format("Grade", render_grade(row.grade, in_band=bool(page["bands"]))))
    if page["has_pay"]:
        cells.append(CELL.format("Salary", render_pay(row, page["pay_remark"])))
    if page["has_locations"]:
        location = TEXT.format(escape(row.location)) if row.location else ""
        cells.append(CELL.format("Location", location))
    family = LINK.format(escape(row.family_url), escape(row.family))
    cells.append(CELL.format("Job family", TEXT.format(family)))
    return ROW.format(render_pick(row), "".join(cells))


def render_pick(row: ListedLevel) -> str:
    return PICK.format(
        escape(row.reference), escape(row.title), "", escape(row.url), escape(row.name)
    )


def render_grade(grade: PlainGrade | None, *, in_band: bool) -> str:
    """A grade; whose it is, where the head of a band does not say it."""
    if not grade:
        return ""
    title = escape(grade.title)
    return TEXT.format(title if in_band else MORE.format(title, escape(grade.structure)))


def render_pay(row: ListedLevel, remark: str) -> str:
    """Its own pay where it is based, else all of it; else a link to what its grade is paid."""
    if not row.pay_or_link or not row.grade:
        return ""
    if row.pay_shown:
        return SALARIES.format("".join(render_salary(row, pay, remark) for pay in row.pay_shown))
    link = SALARIES_OF_GRADE.format(escape(row.grade.url), escape(row.grade.title))
    return SALARIES.format(link)


def render_salary(row: ListedLevel, pay: Pay, remark: str) -> str:
    place = pay.location or row.unstated_location
    more = place if remark else "; ".join(filter(None, (place, pay.remark)))
    return SALARY.format(pay.amounts, escape(more))
