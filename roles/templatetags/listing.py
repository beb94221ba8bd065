"""The rows of the list of role levels, and the choices of its filters: ``{% load listing %}``.

They are written here and not in a template because a page has 25 rows with seven columns and over
a hundred choices, and a template takes several times as long for each (``make bench``).
"""

from collections.abc import Iterable
from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe

from capframe.base.tables import PICK
from grades.plain import Pay, PlainGrade
from roles.choices import Choice
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

CHOICES = '<ul class="cap-choices">{}</ul>'
SKILL_CHOICES = '<ul class="cap-skill-choices">{}</ul>'
ITEM = "<li>{}</li>\n"
CHOICE = '<button class="cap-choice{}" type="submit" name="{}" value="{}" dir="auto">{}</button>\n'
PLAIN = " cap-choice--plain"
HIDDEN = '<span class="govuk-visually-hidden">{}</span>'


@register.simple_tag
def choice_buttons(name: str, choices: Iterable[Choice], group: str) -> SafeString:
    """Choices of a filter, each a button that chooses it.

    Args:
        name: of the filter.
        choices: that stand in the same.
        group: what they stand in, which is heard; empty where there is no such.
    """
    of_group = " " + HIDDEN.format(f"of {escape(group)}") if group else ""
    buttons = (
        CHOICE.format("", name, escape(choice.value), escape(choice.title) + of_group)
        for choice in choices
    )
    html = CHOICES.format("".join(map(ITEM.format, buttons)))
    return mark_safe(html)  # noqa: S308 - every text in it is escaped


@register.simple_tag
def skill_buttons(choices: Iterable[Choice]) -> SafeString:
    """Skills, each a button, with one for each level at which it is asked for."""
    skills = "".join(ITEM.format(render_skill(choice)) for choice in choices)
    return mark_safe(SKILL_CHOICES.format(skills))  # noqa: S308 - every text in it is escaped


def render_skill(choice: Choice) -> str:
    title, heard = escape(choice.title), HIDDEN.format(f"{escape(choice.title)}, ")
    at_any = f"{title} {HIDDEN.format('at any level')}"
    levels = (
        CHOICE.format("", "skill", escape(level.value), heard + escape(level.title))
        for level in choice.levels
    )
    return CHOICE.format(PLAIN, "skill", escape(choice.value), at_any) + "".join(levels)


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
    return SALARY.format(escape(pay.amounts), escape(more))
