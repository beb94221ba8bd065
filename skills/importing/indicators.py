"""A skill level's indicators as a file has them, compared with those that are there."""

from collections.abc import Iterable, Mapping, Sequence

from capframe.plans.existing import ExistingEntry
from capframe.plans.files.ordered_parts import MatchedParts, find_near_texts, match_parts
from capframe.spreadsheets.report import Report
from capframe.spreadsheets.texts import tidy_text
from skills.importing.skill_rows import Behaviour

SIDES = ("effective", "ineffective")


def match_indicators(
    existing: Sequence[ExistingEntry], behaviours: Sequence[Behaviour]
) -> MatchedParts:
    """The behaviours of a file, each with the indicator that it continues.

    A side that is blank in all of them (a file without ineffective behaviours) is left alone.
    """
    if not behaviours:
        return MatchedParts()
    sides = [side for side in SIDES if any(getattr(one, side) for one in behaviours)]

    def desired_texts(entry: ExistingEntry | None, behaviour: Behaviour) -> Mapping[str, str]:
        """The texts of an indicator; the existing one where the file says the same."""
        texts = {side: getattr(behaviour, side) for side in sides}
        before = entry.values if entry else {}
        return {
            side: before[side] if tidy_text(before.get(side, "")) == text and entry else text
            for side, text in texts.items()
        }

    old = ["\n".join(tidy_text(entry.values[side]) for side in sides) for entry in existing]
    new = ["\n".join(getattr(one, side) for side in sides) for one in behaviours]
    return match_parts(existing, behaviours, (old, new), desired_texts)


def find_near_behaviours(
    existing: Sequence[ExistingEntry], behaviours: Iterable[Behaviour], report: Report
) -> None:
    """Warn of behaviours that are nearly others of the same skill and level."""
    behaviours = list(behaviours)
    for side in SIDES:
        find_near_texts(
            [tidy_text(text) for entry in existing if (text := entry.values[side])],
            [(getattr(one, side), one.record) for one in behaviours],
            report,
            column=side,
            problem="The behaviour differs from another of the same level",
        )
