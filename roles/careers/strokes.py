"""The lines of a career map's drawing: which steps have one, and where it runs."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from roles.careers.boxes import Stack, Stacks
from roles.careers.career_map import MapEntry, MapLevel


@dataclass(frozen=True, slots=True)
class Stroke:
    path: str
    is_within_role: bool
    has_arrow: bool


def steps_within_roles(
    entries: Iterable[MapEntry], stacks: Stacks
) -> list[tuple[MapLevel, MapLevel]]:
    """The steps inside of roles of which both ends are drawn.

    None of a role whose own order goes against its grades: its lines would run through boxes.
    """
    roles: dict[int, list[MapEntry]] = {}
    for entry in entries:
        if entry.level.rank.place:
            roles.setdefault(entry.level.rank.role, []).append(entry)
    steps = []
    for those in roles.values():
        those.sort(key=lambda entry: entry.level.rank.place or 0)
        lefts = [stacks[entry.level.reference].x for entry in those]
        at = {(entry.level.rank.place, left) for entry, left in zip(those, lefts, strict=True)}
        if lefts == sorted(lefts) and len(at) == len({place for place, _ in at}):
            within = (entry for entry in those if entry.is_within_role)
            steps += [(entry.level, end) for entry in within for end in entry.steps_up]
    return [(start, end) for start, end in steps if end.reference in stacks]


def steps_into_roles(
    entries: Iterable[MapEntry],
) -> list[tuple[list[MapLevel], tuple[MapLevel, ...]]]:
    """For each grade that roles end at: the levels there, and those that they all lead to.

    One group a grade, so that no line joins another one that leads elsewhere.
    """
    groups: dict[object, tuple[list[MapLevel], tuple[MapLevel, ...]]] = {}
    for entry in entries:
        if entry.steps_up and not entry.is_within_role:
            starts, ends = groups.setdefault(entry.level.grade, ([], entry.steps_up))
            if ends == entry.steps_up:
                starts.append(entry.level)
    return list(groups.values())


def strokes_within_roles(
    steps: Iterable[tuple[MapLevel, MapLevel]], stacks: Stacks, gap: int
) -> Iterator[Stroke]:
    """A line to the next levels of each level's role; one for all that share a place."""
    pairs = ((stacks[start.reference], stacks[end.reference]) for start, end in steps)
    for start, end in dict.fromkeys(pairs):
        yield Stroke(path_between(start, end, gap), is_within_role=True, has_arrow=True)


def path_between(start: Stack, end: Stack, gap: int) -> str:
    """The path from a box to another to the right, or to the one right below it."""
    if end.x > start.x:
        turn = start.right + 3 * gap // 8
        return f"M{start.right} {start.middle}H{turn}V{end.middle}H{end.x}"
    return f"M{(start.x + start.right) // 2} {start.bottom}V{end.y}"


def strokes_into_roles(
    groups: Iterable[tuple[Sequence[MapLevel], Sequence[MapLevel]]], stacks: Stacks, gap: int
) -> Iterator[Stroke]:
    """Lines to an upright from all that a group leads from, and from it to the next grade's."""
    for lower, higher in groups:
        starts, ends = (
            list(dict.fromkeys(stacks[level.reference] for level in levels))
            for levels in (lower, higher)
        )
        upright = starts[0].right + 5 * gap // 8
        middles = [stack.middle for stack in (*starts, *ends)]
        path = "".join(f"M{stack.right} {stack.middle}H{upright}" for stack in starts)
        path += f"M{upright} {min(middles)}V{max(middles)}"
        yield Stroke(path, is_within_role=False, has_arrow=False)
        for end in ends:
            path = f"M{upright} {end.middle}H{end.x}"
            yield Stroke(path, is_within_role=False, has_arrow=True)
