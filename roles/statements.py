"""A section's statements, replaced by lines of text so that what did not change stays itself."""

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from typing import Any

from django.db import transaction

from capframe.base.edits import delete, sign
from capframe.base.marks import Words
from capframe.base.pairing import pair
from capframe.base.parts import lock
from roles.models import Section, Statement


@transaction.atomic
def replace_statements(
    *, section: Section, lines: Iterable[str], by: Any, reason: str
) -> list[Statement]:
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
    wanted = [line.strip() for line in lines if line.strip()]
    present = list(section.statements.order_by("position", "pk"))
    kept = align([statement.text for statement in present], wanted)
    removed = [one for index, one in enumerate(present) if index not in kept.values()]
    for statement in removed:
        delete(entry=statement, by=by, reason=reason)
    for number, line in enumerate(wanted):
        statement = present[kept[number]] if number in kept else Statement(section=section)
        if (statement.text, statement.position) != (line, number + 1):
            statement.text, statement.position = line, number + 1
            sign(statement, by=by, reason=reason)
            statement.save()
    return removed


def align(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    """Which of the old lines each new line continues: places in ``new`` to places in ``old``.

    First the same text where it stands; then the same wherever it has moved to and what is alike,
    as a comparison pairs them; then, within each stretch that was rewritten, the first old line
    with the first new one, and so on.
    """
    stretches = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    kept: dict[int, int] = {}
    for kind, first, end, start, stop in stretches:
        if kind == "equal":
            kept |= zip(range(start, stop), range(first, end), strict=True)
    left, spare = _left(new, kept), _left(old, kept.values())
    made = pair([Words.of(new[place]) for place in left], [Words.of(old[place]) for place in spare])
    kept |= {left[place]: spare[other] for place, other in made.items()}
    for _, first, end, start, stop in stretches:
        rewritten = set(range(start, stop)).intersection(_left(new, kept))
        freed = set(range(first, end)).intersection(_left(old, kept.values()))
        kept |= zip(sorted(rewritten), sorted(freed), strict=False)
    return kept


def _left(lines: Sequence[str], taken: Iterable[int]) -> list[int]:
    taken = set(taken)
    return [place for place in range(len(lines)) if place not in taken]
