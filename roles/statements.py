"""A section's statements, replaced by lines of text so that what did not change stays itself."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction

from capframe.base.actions import delete, sign
from capframe.base.alignment import align
from capframe.base.history.coming_back import find_deleted_parts, put_back_inside
from capframe.base.parts import lock, whole_field
from roles.models.sections import HeadedSection, SectionStatement


@transaction.atomic
def replace_statements(
    *,
    section: HeadedSection,
    lines: Iterable[str],
    by: Any,
    reason: str,
    back: Mapping[str, int] | None = None,
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
        back: lines that are statements which were deleted, with the primary keys of these: they
            come back, with all that hangs on them.

    Returns the statements that were removed.
    """
    lock(section)
    model = section.statements.model
    texts = [line.strip() for line in lines if line.strip()]
    existing = list(section.statements.in_order())
    coming = _find_coming_back(section, texts, back or {})
    rest = [number for number in range(len(texts)) if number not in coming]
    aligned = align([statement.text for statement in existing], [texts[one] for one in rest])
    continued = {rest[place]: old for place, old in aligned.items()}
    removed = [one for index, one in enumerate(existing) if index not in continued.values()]
    for statement in removed:
        delete(entry=statement, by=by, reason=reason)
    for number, line in enumerate(texts):
        old = continued.get(number)
        new = coming.get(number) or model(section=section)
        statement = new if old is None else existing[old]
        if statement is new or (statement.text, statement.position) != (line, number + 1):
            statement.text, statement.position = line, number + 1
            sign(statement, by=by, reason=reason)
            statement.save()
        if number in coming:
            put_back_inside(statement, by=by, reason=reason)
    return removed


def _find_coming_back(
    section: HeadedSection, texts: Sequence[str], back: Mapping[str, int]
) -> dict[int, SectionStatement]:
    """The statements that were deleted and come back, by the numbers of their lines."""
    wanted = {number: back[text] for number, text in enumerate(texts) if text in back}
    model = section.statements.model
    field: Any = whole_field(model)
    found = find_deleted_parts(model, set(wanted.values()), field=field, whole=section.pk)
    return {number: found.pop(pk) for number, pk in wanted.items() if pk in found}
