"""Questions about role levels."""

from collections import defaultdict
from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any, Self

from django.db.models import Case, Count, Exists, F, FilteredRelation, OuterRef, Q, Subquery, When

from capframe.base.pagination import GroupedPaginator
from capframe.base.querysets import PUBLISHED, EntryQuerySet, published_or_withdrawn
from roles.ordering import PlacedLevel, places_of


def own_order(prefix: str = "") -> tuple:
    """By the order within a role; where that is not known, by title, behind the others."""
    return F(f"{prefix}level_order").asc(nulls_last=True), f"{prefix}title"


def grade_order(prefix: str = "") -> tuple:
    """What to order role levels by, or entries that refer to one by ``<prefix>``."""
    return (
        F(f"{prefix}grade__structure__organisation").asc(nulls_last=True),
        F(f"{prefix}grade__structure__title").asc(nulls_last=True),
        F(f"{prefix}grade__position").asc(nulls_last=True),
        f"{prefix}family__title",
        f"{prefix}role__title",
        *own_order(prefix),
        f"{prefix}pk",
    )


class RoleLevelQuerySet(EntryQuerySet):
    def in_grade_order(self) -> Self:
        """Organisation by organisation, most junior first; those without a grade last.

        Of one grade by their own order.

        By title only where nothing else orders them: the alphabet is not seniority.
        """
        return self.order_by(*grade_order())

    def pages_at(self, grade: int, per_page: int) -> GroupedPaginator:
        """Pages of the primary keys of all at a grade, in grade order: family by family."""
        levels = self.filter(grade=grade).in_grade_order()
        key = "grade", grade
        return GroupedPaginator(levels, per_page, group="family", order=("title",), key=key)

    def with_role_and_grade(self) -> Self:
        """Each with its role, family, grade and grade structure, in the same query."""
        return self.select_related("role", "family", "grade__structure")

    def beside(
        self, *, levels: Iterable[int], roles: Iterable[int], families: Iterable[int]
    ) -> Self:
        """What may be compared with role levels: others of their families, their roles' first.

        All by their primary keys.
        """
        other = Case(When(role__in=roles, then=0), default=1)
        others = self.filter(family__in=families).exclude(pk__in=levels)
        return others.with_role_and_grade().order_by(other, *grade_order())

    def places(self) -> dict[int, dict[int, int] | None]:
        """The places of each role's levels, by its primary key, as these alone tell them.

        Ask it of what is published.
        """
        columns = ("pk", "grade__structure", "grade__position", "level_order")
        levels: dict[int, list[PlacedLevel]] = defaultdict(list)
        for role, *values in self.order_by("pk").values_list("role", *columns):
            levels[role].append(PlacedLevel(*values))
        return {role: places_of(group) for role, group in levels.items()}

    def named(self, references: Iterable[str]) -> Self:
        """Those that these references name, each ``<role>/<level>``.

        Pair by pair, so that an index finds them among thousands. For as many as can be compared.
        """
        slugs = (reference.partition("/")[::2] for reference in references)
        named = (Q(role__slug=role, slug=level) for role, level in slugs)
        return self.filter(reduce(or_, named, Q(pk__in=())))

    def nearest_by_grade(self, family: Any, structure: Any, position: Any) -> tuple[Self, Self]:
        """Those of a family at the nearest higher grade of a structure, and at the nearest lower.

        All may be expressions. A grade is found by the levels' own family, before its levels; these
        by the family of their roles, which an index gives by title, so that of a large family those
        are read that come first.
        """
        grades = self.model.grade.field.related_model.objects.filter(
            Exists(self.filter(family=family, grade=OuterRef("pk"))), structure=structure
        )
        levels = self.filter(role__family=family).order_by("role__title", *own_order(), "pk")

        def at_first(grades: Any) -> Any:
            # Where there is none, SQLite would look for it in every role, if it were not told.
            first = levels.alias(first=Subquery(grades.values("pk")[:1]))
            return first.filter(first__isnull=False, grade=F("first"))

        return (
            at_first(grades.filter(position__gt=position).order_by("position")),
            at_first(grades.filter(position__lt=position).order_by("-position")),
        )

    def sharing_skills(self, role_level: int, least: int) -> Self:
        """Those that ask for at least so many of the skills that a role level asks for.

        Withdrawn skills are asked for all the same. Those that share most of them first; of these,
        those that ask for fewest others.
        """
        same = {"skill_requirements__skill__requirements__role_level": role_level}
        seen = published_or_withdrawn("skill_requirements__skill__status")
        shared = self.filter(seen, **same).annotate(shared=Count("skill_requirements__skill"))
        enough = shared.filter(shared__gte=least).with_number_of("skill_requirements")
        return enough.order_by("-shared", "number_of_skill_requirements", "pk")


class SkillRequirementQuerySet(EntryQuerySet):
    def in_grade_order(self) -> Self:
        """As role levels are: most junior first, those without a grade last."""
        return self.order_by(*grade_order("role_level__"))

    def by_level(self) -> Self:
        """The lowest level required first, one without a level last; inside by grade."""
        return self.order_by(
            F("level__position").asc(nulls_last=True), *grade_order("role_level__")
        )

    def count_by_level(self) -> dict[int | None, int]:
        """How many ask for each level, by its primary key."""
        numbers = self.order_by().values_list("level").annotate(number=Count("pk"))
        return dict(numbers)

    def of_published_role_levels(self) -> Self:
        """Those of role levels that readers see, whatever became of the skill since."""
        lookups = self.model.role_level.field.related_model.published_lookups
        return self.filter(**{f"role_level__{lookup}": PUBLISHED for lookup in lookups})

    def with_role_level(self) -> Self:
        """Each with its role level, that one's role, family and grade, and the level asked for."""
        return self.select_related(
            "role_level__role", "role_level__family", "role_level__grade__structure", "level"
        )


class QualificationQuerySet(EntryQuerySet):
    def asked_for(self) -> Self:
        """Those that role levels ask for which readers find; they are met nowhere else."""
        asked = self.entries_of("requirements").published().filter(qualification=OuterRef("pk"))
        return self.filter(Exists(asked))


class WorkstreamQuerySet(EntryQuerySet):
    def with_family(self) -> Self:
        """Each with ``seen_family``: its job family where readers see that, be it as withdrawn."""
        seen = FilteredRelation("family", condition=published_or_withdrawn("family__status"))
        return self.annotate(seen_family=seen).select_related("seen_family")


class JobFamilyQuerySet(EntryQuerySet):
    def with_roles_first(self) -> Self:
        """By title; behind them those that have no published role levels."""
        levels = self.entries_of("role_levels").published().filter(family=OuterRef("pk"))
        return self.order_by(Exists(levels).desc(), "title", "pk")
