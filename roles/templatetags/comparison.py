"""The rows of a comparison: ``{% load comparison %}``.

They are written here and not in a template because a page has hundreds of cells, and a template
takes several times as long for each (``make bench``).
"""

from html import escape
from typing import Any
from urllib.parse import urlencode

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from capframe.base.markup import differences_html
from capframe.base.outcomes import Outcome
from roles.compare.comparison import Comparison, SectionRow
from roles.compare.statement_rows import Likeness, Span, StatementCell, StatementRow
from roles.compare.step_view import StatementStep
from roles.compare.words import columns_in_words, step_cells, step_heads
from roles.section_texts import StatementText

register = template.Library()
register.filter(columns_in_words)
register.filter(step_cells)
register.filter(step_heads)

# Of these, one is enough: what somebody changes, or only keeps unpublished.
MAY_CHANGE_ROWS = ("roles.change_statement", "plans.keep_unpublishedchange")
CELL = '<td class="govuk-table__cell{}"{} data-label="{}">{}</td>'
REWRITTEN = '<strong class="cap-outcome">Rewritten</strong> '
NEW = '<strong class="cap-outcome cap-outcome--new">New</strong> '
LABELS: dict[Outcome | None, str] = {Outcome.NEW: NEW, Outcome.REWRITTEN: REWRITTEN}
NOT_STATED = '<span class="cap-outcome cap-outcome--absent">Not stated</span>'
TEXT = '<span dir="auto">{}</span>'
HIDDEN = '<span class="govuk-visually-hidden">{}</span>'
ASKS = '<span class="cap-asks">{}</span>'
NOTE = '<span class="cap-note" dir="auto">Note: {}</span>'
AS_AT = '<span class="cap-compare__alike">As at {}</span>'
STAY = '<div class="cap-compare__stay">{}</div>'
LIKENESS = '<span class="cap-compare__alike">Stated at {} in {}</span>'
EDIT = (
    '<a class="govuk-link cap-compare__alike govuk-!-display-none-print" href="{}">'
    'Change<span class="govuk-visually-hidden"> row {} at all levels</span></a>'
)
SAME_AT = '<span class="cap-compare__alike">The same at {}</span>'


@register.simple_tag(takes_context=True)
def responsibilities_url(context: template.Context, comparison: Comparison) -> str:
    """Where editors change a row of a comparison; empty for those who may not."""
    user: Any = context.get("user")
    if not (user and user.is_staff and any(map(user.has_perm, MAY_CHANGE_ROWS))):
        return ""
    levels = [("level", column.reference) for column in comparison.columns]
    return f"{reverse('admin:roles_responsibility')}?{urlencode(levels, safe='/')}"


@register.simple_tag
def edit_row(rows_url: str, section: SectionRow, number: int) -> SafeString:
    """A link to where a row of a section is changed, counted from 1; nothing without an address."""
    if not rows_url:
        return mark_safe("")
    which = urlencode([("section", section.slug), ("row", number)])
    return mark_safe(EDIT.format(escape(f"{rows_url}&{which}"), number))  # noqa: S308 - escaped


@register.simple_tag
def statement_cells(row: StatementRow, comparison: Comparison, link: str = "") -> SafeString:
    """The cells of one responsibility: neighbours that say the same are one.

    Args:
        row: the responsibility.
        comparison: that it is from.
        link: to where it is changed, as ``edit_row`` gives it.
    """
    remark = render_likeness(row, comparison) + link
    cells = (
        render_cell(span, comparison, remark if row.columns[0] in span.columns else "")
        for span in row.spans
    )
    return mark_safe("".join(cells))  # noqa: S308 - every text in it is escaped


def render_likeness(row: StatementRow, comparison: Comparison) -> str:
    """Where no order goes through all, which columns state it, and whether in the same words."""
    if row.likeness in (None, Likeness.ONLY):
        return ""
    where = escape(columns_in_words(row.columns, comparison))
    return LIKENESS.format(where, row.likeness)


def render_cell(span: Span, comparison: Comparison, remark: str) -> str:
    """A cell of neighbouring columns that say the same, with a remark below what they say."""
    where = escape(columns_in_words(span.columns, comparison))
    cell, number = span.cell, len(span.cells)
    attributes = f' data-outcome="{cell.outcome}"' if cell.outcome else ""
    attributes += f' colspan="{number}"' if number > 1 else ""
    if cell.statement:
        alike = AS_AT.format(escape(columns_in_words(cell.as_at, comparison))) if cell.as_at else ""
        alike += SAME_AT.format(where) if number > 1 else ""
        content = render_statement(cell, cell.statement) + alike + remark
        content = STAY.format(content) if number > 1 else content
        return CELL.format("", attributes, where, content)
    at = HIDDEN.format(f" at {where}")
    # The head of a section says once which columns have none.
    says_so = cell.outcome and not cell.no_section
    nothing = NOT_STATED + at if says_so else HIDDEN.format(f"Nothing stated at {where}")
    return CELL.format(" cap-compare__none", attributes, where, nothing)


def render_statement(cell: StatementCell, statement: StatementText) -> str:
    """A statement with its changed words marked, what it asks, and the note on it."""
    is_reworded = cell.outcome is Outcome.REWORDED
    text = TEXT.format(differences_html(cell.pieces) if is_reworded else escape(statement.bare))
    label = LABELS.get(cell.outcome, "")
    return f"{label}{text}{render_below(statement)}"


def render_below(statement: StatementText) -> str:
    """What a statement asks, and the note on it."""
    asks = ASKS.format(escape(statement.asks)) if statement.asks else ""
    note = NOTE.format(escape(statement.note)) if statement.note else ""
    return asks + note


@register.simple_tag
def side_of_step(one: StatementStep, side: str, comparison: Comparison) -> SafeString:
    """A statement as one of two neighbours has it, its changed words marked.

    Args:
        one: the statement; that side states it.
        side: "before" or "after".
        comparison: that it is from.
    """
    is_before = side == "before"
    statement = one.before if is_before else one.after
    text = differences_html(one.pieces_before if is_before else one.pieces_after)
    below = render_below(statement) if statement else ""
    if one.as_at and not is_before:
        below += AS_AT.format(escape(columns_in_words(one.as_at, comparison)))
    return mark_safe(TEXT.format(text) + below)  # noqa: S308 - every text in it is escaped
