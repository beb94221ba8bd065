"""Questions about grade structures, grades and pay."""

from datetime import date
from typing import Any, Self

from django.db.models import Count, Exists, Expression, F, OuterRef, Prefetch, Q, Subquery, Value
from django.db.models.functions import Lower, NullIf

from capframe.base.kept import Kept
from capframe.base.querysets import EntryQuerySet

# Whoever shows them has every role level counted.
NUMBERS: Kept[dict[int, int]] = Kept(1)


class GradeStructureQuerySet(EntryQuerySet):
    def with_grades(self, on: date) -> Self:
        """Each with its grades, most senior first, and their pay on a day.

        Each has ``gives_pay`` too: whether any of its grades has pay on that day.
        """
        grades = self.entries_of("grades").senior_first()
        return self.with_gives_pay(on).prefetch_related(Prefetch("grades", grades.with_pay(on)))

    def with_gives_pay(self, on: date | Expression) -> Self:
        """Each with ``gives_pay``: whether any of its grades has pay on a day."""
        pay = self.entries_of("grades").entries_of("pay_ranges")
        paid = pay.current(on).filter(grade__structure=OuterRef("pk"))
        return self.annotate(gives_pay=Exists(paid))


class GradeQuerySet(EntryQuerySet):
    def with_structure(self) -> Self:
        return self.select_related("structure")

    def numbers_of_role_levels(self) -> dict[int, int]:
        """How many role levels readers see at each grade that has any, by its primary key."""
        return NUMBERS.find_or_make(self.model, self._count_role_levels)

    def _count_role_levels(self) -> dict[int, int]:
        levels = self.entries_of("role_levels").published().exclude(grade=None).order_by()
        return dict(levels.values_list("grade").annotate(Count("pk")))

    def senior_first(self) -> Self:
        """By structure, the most senior grade first."""
        return self.order_by("structure__title", "-position")

    def above(self, grade: Any) -> Self:
        """Those of the same structure that are more senior, the nearest first."""
        return self.filter(structure=grade.structure_id, position__gt=grade.position).order_by(
            "position"
        )

    def below(self, grade: Any) -> Self:
        """Those of the same structure that are more junior, the nearest first."""
        return self.filter(structure=grade.structure_id, position__lt=grade.position).order_by(
            "-position"
        )

    def with_pay(self, on: date) -> Self:
        """Each with ``current_pay``: a list of its pay ranges on a day, by employer."""
        current = self.entries_of("pay_ranges").current(on).by_employer()
        return self.prefetch_related(Prefetch("pay_ranges", current, to_attr="current_pay"))


LATEST_FIRST = F("valid_from").desc(nulls_last=True)


def by_employer(prefix: str = "") -> tuple:
    """What to order pay ranges by that ``<prefix>`` leads to: see ``PayRangeQuerySet``."""
    employer, location = (
        NullIf(text, Value("")).asc(nulls_last=True)
        for text in (Lower(f"{prefix}employer"), F(f"{prefix}location"))
    )
    return employer, location, F(f"{prefix}valid_from").desc(nulls_last=True)


class PayRangeQuerySet(EntryQuerySet):
    def by_employer(self) -> Self:
        """By employer and location, the latest first; what is not stated comes last."""
        return self.order_by("grade_id", *by_employer())

    def current(self, on: date | Expression) -> Self:
        """The one range of each grade, employer and location that holds on a day."""
        named = {"grade": "grade", "employer": "employer", "location": "location"}
        return self.filter(pk=self.current_at(on, **named))

    def current_at(
        self, on: date | Expression, *, grade: str, employer: str, location: str
    ) -> Subquery:
        """The primary key of the range that holds on a day for a grade, employer and location.

        That is the latest of those that have begun; one without a date only where none has.

        Args:
            on: the day, or what gives it when the query runs.
            grade: the field of the query around this one that has the grade.
            employer: the one that has the employer.
            location: the one that has the location.
        """
        begun = Q(valid_from__lte=on) | Q(valid_from=None)
        every: Any = self.model._default_manager.alias(folded_employer=Lower("employer"))
        same = every.filter(
            begun,
            grade=OuterRef(grade),
            folded_employer=Lower(OuterRef(employer)),
            location=OuterRef(location),
        )
        return Subquery(same.order_by(LATEST_FIRST).values("pk")[:1])
