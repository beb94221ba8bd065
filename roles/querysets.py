"""Questions about role levels."""

from typing import Self

from django.db.models import F, Q, Subquery

from capframe.base.querysets import EntryQuerySet


def grade_order(prefix: str = "") -> tuple:
    """What to order role levels by, or entries that refer to one by ``<prefix>``."""
    return (
        F(f"{prefix}grade__structure__title").asc(nulls_last=True),
        F(f"{prefix}grade__position").asc(nulls_last=True),
        f"{prefix}family__title",
        f"{prefix}role__title",
        f"{prefix}level_order",
        f"{prefix}pk",
    )


class RoleLevelQuerySet(EntryQuerySet):
    """Role levels."""

    def in_grade_order(self) -> Self:
        """Most junior first; those without a grade last; then by their own order.

        Never by title: the alphabet is not seniority.
        """
        return self.order_by(*grade_order())

    def with_role_and_grade(self) -> Self:
        """Each with its role, family, grade and grade structure, in the same query."""
        return self.select_related("role", "family", "grade__structure")

    def referred_to_by(self, references: list[tuple[str, str]]) -> Self:
        """Those that addresses name, each as (slug of the role, slug of the level)."""
        named = Q()
        for role, level in references:
            named |= Q(role__slug=role, slug=level)
        return self.filter(named) if references else self.none()

    def beside(self, level) -> Self:
        """The other levels of its role, and its family's levels one grade up and one down.

        One grade up is the nearest grade of the same structure at which the family has a
        published level, and one down likewise.
        """
        near = Q(role=level.role_id)
        if level.grade_id:
            in_structure = self.published().filter(
                family=level.family_id, grade__structure=level.grade.structure_id
            )
            here = level.grade.position
            above = in_structure.filter(grade__position__gt=here).order_by("grade__position")
            below = in_structure.filter(grade__position__lt=here).order_by("-grade__position")
            near |= Q(grade=Subquery(above.values("grade")[:1]))
            near |= Q(grade=Subquery(below.values("grade")[:1]))
        return self.filter(near, family=level.family_id).exclude(pk=level.pk)


class SkillRequirementQuerySet(EntryQuerySet):
    """Role levels' requirements of a skill."""

    def in_grade_order(self) -> Self:
        """As role levels are: most junior first, those without a grade last."""
        return self.order_by(*grade_order("role_level__"))

    def with_role_level(self) -> Self:
        """Each with its role level, that one's role, family and grade, and the level asked for."""
        return self.select_related(
            "role_level__role", "role_level__family", "role_level__grade__structure", "level"
        )


class JobFamilyQuerySet(EntryQuerySet):
    """Job families."""

    def with_numbers(self) -> Self:
        """Each with the numbers of its published roles and role levels."""
        return self.with_number_of("roles").with_number_of("role_levels")
