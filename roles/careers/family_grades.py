"""The grades of a family's role levels, with what they pay."""

from collections.abc import Collection
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

from django.db.models import CharField, DateField, F, FilteredRelation, IntegerField, Q
from django.db.models.functions import Cast
from django.utils.timezone import localdate

from capframe.base.addresses import address
from capframe.base.prepared import Parameter, Prepared
from grades.models import Grade, PayRange
from grades.pay_rows import PAY_COLUMNS, pay_of
from grades.plain import Pay, PlainGrade
from grades.querysets import by_employer


class FamilyGrade(NamedTuple):
    grade: PlainGrade
    pay: tuple[Pay, ...]


def load_grades(grades: Collection[int]) -> dict[int, FamilyGrade]:
    """These grades by primary key, most junior first, structure by structure, with their pay.

    One query.
    """
    if not grades:
        return {}
    values = {f"pk{n}": pk for n, pk in enumerate(sorted(grades))}
    rows = grades_query(len(grades)).rows({"on": localdate(), **values})
    by_grade = ((pk, list(same)) for pk, same in groupby(rows, key=attrgetter("pk")))
    return {
        pk: FamilyGrade(
            grade_of(same[0]), tuple(pay_of(row) for row in same if row.location is not None)
        )
        for pk, same in by_grade
    }


@lru_cache(maxsize=100)
def grades_query(number: int) -> Prepared:
    """A row for so many grades, and for each pay range of them; amounts and days as texts."""
    given: Any = [Parameter(f"pk{n}", IntegerField()) for n in range(number)]
    current = PayRange.objects.current_at(
        Parameter("on", DateField()),
        grade="pay__grade",
        employer="pay__employer",
        location="pay__location",
    )
    structure = ("structure__organisation", "structure__title")
    entries = Grade.objects.filter(id__in=given).annotate(
        pay=FilteredRelation("pay_ranges", condition=Q(pay_ranges__pk=current)),
        employer=F("pay__employer"),
        location=F("pay__location"),
        least=Cast("pay__minimum", CharField()),
        most=Cast("pay__maximum", CharField()),
        begins=Cast("pay__valid_from", CharField()),
        period=F("pay__period"),
        currency=F("pay__currency"),
        note=F("pay__note"),
    )
    return Prepared(
        entries.order_by(*structure, "position", "pk", *by_employer("pay__")).values_list(
            *("pk", "title", "full_title", "slug", "position", "structure_id", "structure__slug"),
            *(*structure, *PAY_COLUMNS),
        )
    )


def grade_of(row: Any) -> PlainGrade:
    return PlainGrade(
        title=row.title,
        full_title=row.full_title,
        url=address("grades:grade", row.structure__slug, row.slug),
        structure_pk=row.structure_id,
        structure=row.structure__title,
        organisation=row.structure__organisation,
        position=row.position,
    )
