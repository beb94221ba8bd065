"""What became of a text between two of a kind in order: two role levels, two levels of a skill."""

from enum import StrEnum

from capframe.base.worddiff import Differences, Words, compare_words


class Outcome(StrEnum):
    """What became of a statement or a behaviour between a role level and the next one."""

    KEPT = "kept"
    REWORDED = "reworded"
    # So few of its words stay that none are marked.
    REWRITTEN = "rewritten"
    NEW = "new"
    # The next level's document does not say it again, which does not take it away.
    NOT_STATED = "not-stated"
    # In a section that only one of the two has: what the other's source does not say, it may still
    # ask.
    UNMATCHED = "unmatched"


def change_between(old: Words, new: Words) -> tuple[Outcome, Differences | None]:
    """What became of a text: of a reworded one, with what changed."""
    if old.wording == new.wording:
        return Outcome.KEPT, None
    differences = compare_words(old, new)
    if differences.is_rewritten:
        return Outcome.REWRITTEN, None
    return Outcome.REWORDED, differences
