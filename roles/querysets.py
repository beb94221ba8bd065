"""Questions about role levels."""

from typing import Any, Self

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

    def at_next_grades(self, family: Any, structure: Any, position: Any) -> Q:
        """The condition of standing one grade above or below a position in a structure.

        One grade above is the nearest at which the family has one of these role levels, and one
        below likewise. The values may be expressions.
        """
        beside = self.filter(family__id=family, grade__structure__id=structure)
        above = beside.filter(grade__position__gt=position).order_by("grade__position")
        below = beside.filter(grade__position__lt=position).order_by("-grade__position")
        return Q(grade__id=Subquery(above.values("grade")[:1])) | Q(
            grade__id=Subquery(below.values("grade")[:1])
        )


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
