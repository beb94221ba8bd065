"""Tables as HTML, escaped: of the templates, and of tags that write whole tables.

They have no templates of their own: a page has dozens of columns, and a template takes several
times as long for each.
"""

from functools import lru_cache

from django.utils.html import format_html
from django.utils.safestring import SafeString

CAPTION = '<caption class="govuk-table__caption govuk-visually-hidden">{}</caption>'
TABLE = '<table class="{}">{}{}</table>'
HEAD = '<thead class="govuk-table__head"><tr class="govuk-table__row">{}</tr></thead>'
# A role level to tick: its reference, its title, what is set of the box, its address and its link.
PICK = """<div class="cap-pick">
  <input class="cap-pick__box" type="checkbox" name="level" value="{}" aria-label="Select {}"{}>
  <a class="govuk-link" href="{}" dir="auto">{}</a>
</div>"""
COLUMN = '<th scope="col" class="{}">{}</th>'


def table(content: str, caption: str = "", classes: str = "") -> SafeString:
    """A table that stands as a list on a narrow screen, where each cell says its ``data-label``.

    Args:
        content: its head and its bodies; its own caption too, where that is more than a text.
        caption: heard, not seen.
        classes: beside those of every table.
    """
    whole = f"govuk-table {classes} cap-stack" if classes else "govuk-table cap-stack"
    return format_html(TABLE, whole, format_html(CAPTION, caption) if caption else "", content)


def table_head(content: str) -> SafeString:
    """The head of a table, with its columns."""
    return format_html(HEAD, content)


@lru_cache(maxsize=500, typed=True)  # a safe text is not its equal that is not
def column(title: str, *, numeric: bool = False) -> SafeString:
    """The head of a column; numbers stand to the right."""
    classes = (
        "govuk-table__header govuk-table__header--numeric" if numeric else "govuk-table__header"
    )
    return format_html(COLUMN, classes, title)
