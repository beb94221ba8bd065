"""The rows of a comparison: ``{% load comparison %}``.

They are written here and not in a template because a page has hundreds of cells, and a template
takes several times as long for each (``make bench``).
"""

from collections.abc import Sequence
from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe

from capframe.base.markup import differences_html
from roles.compare.threads import Fate, Span, Thread, ThreadCell
from roles.compare.words import name_columns
from roles.profiles import StatementText

register = template.Library()
register.filter(name_columns)

HEAD = '<th scope="row" class="govuk-table__header cap-compare__row">{}. {}</th>'
CELL = '<td class="govuk-table__cell{}"{} data-label="{}">{}</td>'
NEW = '<strong class="cap-fate cap-fate--new">New</strong> '
DROPPED = '<strong class="cap-fate cap-fate--gone">Dropped</strong>'
SILENT = '<span class="cap-fate cap-fate--silent">No such section</span>'
HIDDEN = '<span class="govuk-visually-hidden">{}</span>'
NOTE = '<span class="cap-note">Note: {}</span>'
ALIKE = '<span class="cap-compare__alike">The same at {}</span>'


@register.simple_tag
def thread_row(thread: Thread, number: int, names: Sequence[str]) -> SafeString:
    """The row of one responsibility: neighbours that say the same are one cell.

    Args:
        thread: the responsibility.
        number: its number in its section.
        names: what each column is called.
    """
    head = HEAD.format(number, escape(name_columns(thread.columns, names)))
    cells = (cell(span, escape(name_columns(span.columns, names))) for span in thread.spans)
    return mark_safe(  # noqa: S308 - every text in it is escaped
        f'<tr class="govuk-table__row">{head}{"".join(cells)}</tr>'
    )


def cell(span: Span, where: str) -> str:
    """The cell of neighbouring columns that say the same; ``where`` names them, escaped."""
    one, number = span.cell, len(span.cells)
    facts = f' data-fate="{one.fate}"' if one.fate else ""
    facts += f' colspan="{number}"' if number > 1 else ""
    if one.statement:
        alike = ALIKE.format(where) if number > 1 else ""
        return CELL.format("", facts, where, said(one, one.statement) + alike)
    at = HIDDEN.format(f" at {where}")
    if one.silent:
        return CELL.format(" cap-compare__none", facts, where, SILENT + at)
    nothing = DROPPED + at if one.fate else HIDDEN.format(f"Nothing at {where}")
    return CELL.format(" cap-compare__none", facts, where, nothing)


def said(cell: ThreadCell, statement: StatementText) -> str:
    """What a cell says, with its changed words marked, and the note on it."""
    text = differences_html(cell.pieces) if cell.fate is Fate.REWORDED else escape(statement.bare)
    new = NEW if cell.fate is Fate.NEW else ""
    note = NOTE.format(escape(statement.note)) if statement.note else ""
    return f"{new}{text}{note}"
