"""A section's statements, replaced by lines of text so that what did not change stays itself."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from capframe.base.actions import delete, sign
from capframe.base.alignment import align
from capframe.base.parts import lock
from roles.models.sections import HeadedSection, SectionStatement


@transaction.atomic
def replace_statements(
    *, section: HeadedSection, lines: Iterable[str], by: Any, reason: str
) -> list[SectionStatement]:
    """Make the section's statements these lines, in this order.

    A line that was there keeps its statement with the note on it, wherever it has moved to; a
    reworded one keeps the statement that it is most like, or else that stood in its place.
    Statements are numbered from 1. Whatever changed has a history row by this user with this
    reason; the rest is not touched.

    Args:
        section: the section, saved.
        lines: one statement each; white space around them and blank ones do not count.
        by: the user, or None.
        reason: why.

    Returns the statements that were removed.
    """
    lock(section)
    model = section.statements.model
    texts = [line.strip() for line in lines if line.strip()]
    existing = list(section.statements.in_order())
    continued = align([statement.text for statement in existing], texts)
    removed = [one for index, one in enumerate(existing) if index not in continued.values()]
    for statement in removed:
        delete(entry=statement, by=by, reason=reason)
    for number, line in enumerate(texts):
        old = continued.get(number)
        statement = model(section=section) if old is None else existing[old]
        if (statement.text, statement.position) != (line, number + 1):
            statement.text, statement.position = line, number + 1
            sign(statement, by=by, reason=reason)
            statement.save()
    return removed
