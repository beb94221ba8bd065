"""The bands of a comparison: which columns belong together, and which have an order between them.

No document compares the grades of two organisations: the columns with grades of one structure are
a band of their own, and so are those without a grade.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations

from grades.plain import NO_GRADE, band_titles
from roles.profiles import Profile

# Of each role level, by primary key: those of its band that are more junior.
Juniors = Mapping[int, frozenset[int]]


@dataclass(frozen=True, slots=True)
class Band:
    """Columns beside each other.

    Args:
        title: the organisation whose grades they have, or that no grade is stated.
        columns: their numbers, counted from 0.
        is_graded: whether they have grades.
        without_order: those of them that nothing orders against all others; empty where each is
            more senior than the one before.
        neighbours: two of them each, of which the second is more senior and no third one stands
            between them.
    """

    title: str
    columns: range
    is_graded: bool
    without_order: tuple[int, ...]
    neighbours: tuple[tuple[int, int], ...]

    @property
    def is_ordered(self) -> bool:
        """Whether each column is more senior than the one before; one alone is in order."""
        return not self.without_order

    @property
    def runs(self) -> tuple[range, ...]:
        """The columns that follow each other in order: all of them, or each by itself."""
        if self.is_ordered:
            return (self.columns,)
        return tuple(range(number, number + 1) for number in self.columns)


def bands_of(profiles: Iterable[Profile]) -> tuple[tuple[Profile, ...], tuple[Band, ...]]:
    """The profiles, whatever order they come in, as they stand beside each other, and their bands.

    Bands stand by their titles, the one without a grade last.
    """
    columns: tuple[Profile, ...] = ()
    bands: list[Band] = []
    for title, group in titled_groups(list(profiles)):
        juniors = juniors_of(group)
        members = in_order(group, juniors)
        numbers = range(len(columns), len(columns) + len(members))
        columns = (*columns, *members)
        bands.append(
            Band(
                title=title,
                columns=numbers,
                is_graded=any(member.grade for member in members),
                without_order=tuple(without_order(members, juniors, numbers.start)),
                neighbours=tuple(neighbours_of(members, juniors, numbers.start)),
            )
        )
    return columns, tuple(bands)


def titled_groups(profiles: Sequence[Profile]) -> list[tuple[str, list[Profile]]]:
    """The profiles of each band, with its title.

    The levels of one role are one band where their role orders them, whatever their grades.
    """
    grades = [profile.grade for profile in profiles if profile.grade]
    titles = band_titles(grade.structure_names for grade in grades)
    groups: dict[int | None, list[Profile]] = {}
    for profile in profiles:
        groups.setdefault(profile.grade.structure_pk if profile.grade else None, []).append(profile)
    of_one_role = len({profile.role_pk for profile in profiles}) == 1
    if len(groups) > 1 and of_one_role and all(profile.role_place for profile in profiles):
        return [(profiles[0].role, list(profiles))]
    by_title = sorted(groups, key=lambda pk: (pk is None, titles.get(pk or 0, ""), pk or 0))
    return [(titles.get(pk or 0, NO_GRADE), groups[pk]) for pk in by_title]


def is_junior(one: Profile, other: Profile) -> bool:
    """Whether something states that one is more junior than the other.

    The order of their role's levels, where both are of one role; otherwise their grades.
    """
    if one.role_pk == other.role_pk:
        place, above = one.role_place, other.role_place
        return place is not None and above is not None and place < above
    first, second = one.grade, other.grade
    if first is None or second is None or first.structure_pk != second.structure_pk:
        return False
    return first.position < second.position


def juniors_of(members: Sequence[Profile]) -> Juniors:
    return {
        one.pk: frozenset(other.pk for other in members if is_junior(other, one)) for one in members
    }


def in_order(members: Sequence[Profile], juniors: Juniors) -> list[Profile]:
    """Most junior first where every two have an order; else by grade, and by title."""
    if has_order(juniors):
        return sorted(members, key=lambda one: len(juniors[one.pk]))
    of_one_role = len({member.role_pk for member in members}) == 1

    def rank(one: Profile) -> int:
        return (one.role_place or 0) if of_one_role else (one.grade.position if one.grade else 0)

    return sorted(members, key=lambda one: (rank(one), one.title, one.pk))


def has_order(juniors: Juniors) -> bool:
    """Whether every two have an order, and it goes nowhere round in a circle."""
    return sorted(map(len, juniors.values())) == list(range(len(juniors)))


def without_order(members: Sequence[Profile], juniors: Juniors, first: int) -> Iterator[int]:
    """The numbers of those that nothing orders against all others, the first one's given."""
    if has_order(juniors):
        return
    apart = {
        one.pk
        for one, other in permutations(members, 2)
        if one.pk not in juniors[other.pk] and other.pk not in juniors[one.pk]
    }
    for number, one in enumerate(members, start=first):
        # Grades and an order of the role that go round in a circle order none of them.
        if one.pk in apart or not apart:
            yield number


def neighbours_of(
    members: Sequence[Profile], juniors: Juniors, first: int
) -> Iterator[tuple[int, int]]:
    """The numbers of two of which the second is the next one up, the first member's given."""
    numbers = {one.pk: number for number, one in enumerate(members, start=first)}
    for one, other in permutations(members, 2):
        between = juniors[other.pk] - {one.pk}
        if one.pk in juniors[other.pk] and not any(one.pk in juniors[pk] for pk in between):
            yield numbers[one.pk], numbers[other.pk]
