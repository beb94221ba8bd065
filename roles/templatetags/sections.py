"""What stands under a heading, and the behaviours of a skill: ``{% load sections %}``.

They are written here and not in a template because a role level's page has a hundred of them, and
a template takes several times as long for each (``make bench``).
"""

from collections.abc import Iterable
from html import escape
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from capframe.base.tables import column, table, table_head
from roles.section_texts import StatementBlock, StatementText
from skills.behaviours import IndicatorPair

register = template.Library()

SHARED_ASKS = '<p class="govuk-body-s cap-asks">{}:</p>'
LIST = '<ul class="govuk-list govuk-list--bullet">{}</ul>'
ITEM, PARAGRAPH = "<li>{}</li>\n", '<p class="govuk-body">{}</p>\n'
ASKS = ' <span class="cap-asks">{}</span>'
NOTE = ' <span class="cap-note">Note: {}</span>'
ROWS = '<tbody class="govuk-table__body">{}</tbody>'
ROW = '<tr class="govuk-table__row">{}</tr>'
CELL = '<td class="govuk-table__cell" data-label="{}">{}</td>'
EDITORS_NOTE = '<span class="cap-note cap-editors-note"><strong>Editors’ note:</strong> {}</span>'


@register.simple_tag
def statements(section: Any) -> SafeString:
    """The statements of a section, as paragraphs and bulleted lists, with what they ask.

    Args:
        section: with ``blocks``; of a role level, with what all of its statements ask alike.
    """
    asks = getattr(section, "asks", "")
    blocks = "".join(render_block(block, is_said=bool(asks)) for block in section.blocks)
    shared = SHARED_ASKS.format(escape(asks)) if asks else ""
    return mark_safe(shared + blocks)  # noqa: S308 - every text in it is escaped


def render_block(block: StatementBlock, *, is_said: bool) -> str:
    """Statements that are set alike; what they ask, where that is not said of all of them."""
    one = ITEM if block.is_list else PARAGRAPH
    written = "".join(
        one.format(render_statement(statement, is_said=is_said)) for statement in block.statements
    )
    return LIST.format(written) if block.is_list else written


def render_statement(statement: StatementText, *, is_said: bool) -> str:
    asks = statement.asks if statement.qualifications or not is_said else ""
    return (
        escape(statement.text)
        + (ASKS.format(escape(asks)) if asks else "")
        + (NOTE.format(escape(statement.note)) if statement.note else "")
    )


@register.simple_tag
def indicator_table(pairs: Iterable[IndicatorPair]) -> SafeString:
    """Behaviours that show a skill, side by side; a column that nothing stands in is left out."""
    pairs = tuple(pairs)
    has_effective = any(one.effective or one.editors_note for one in pairs)
    has_ineffective = any(one.ineffective for one in pairs)
    heads = [column("Effective behaviour")] if has_effective else []
    heads += [column("Ineffective behaviour")] if has_ineffective else []
    rows = "".join(
        ROW.format(
            (CELL.format("Effective", render_effective(one)) if has_effective else "")
            + (CELL.format("Ineffective", escape(one.ineffective)) if has_ineffective else "")
        )
        for one in pairs
    )
    head = table_head(mark_safe("".join(heads)))  # noqa: S308 - columns escape their titles
    content = mark_safe(head + ROWS.format(rows))  # noqa: S308 - every text in it is escaped
    return table(content, "Behaviours that show the skill", "cap-indicators")


def render_effective(pair: IndicatorPair) -> str:
    note = EDITORS_NOTE.format(escape(pair.editors_note)) if pair.editors_note else ""
    return escape(pair.effective) + note
