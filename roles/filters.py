"""The filters of the list of role levels, one plain GET form."""

import operator
from functools import reduce

import django_filters
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from capframe.base.forms import DesignForm, TickBoxes
from grades.models import Grade
from roles.addresses import grade_reference, skill_reference
from roles.models import (
    JobFamily,
    Qualification,
    QualificationRequirement,
    RoleLevel,
    SkillRequirement,
    Statement,
)
from roles.querysets import own_order
from skills.models import Skill

# Without a grade comes last, on every database and in either direction.
STRUCTURE = (
    F("grade__structure__organisation").asc(nulls_last=True),
    F("grade__structure__title").asc(nulls_last=True),
)
JUNIOR_FIRST = F("grade__position").asc(nulls_last=True)
SENIOR_FIRST = F("grade__position").desc(nulls_last=True)
ORDERS = {
    "": ("family__title", *STRUCTURE, JUNIOR_FIRST, "role__title"),
    "junior": (*STRUCTURE, JUNIOR_FIRST, "role__title"),
    "senior": (*STRUCTURE, SENIOR_FIRST, "role__title"),
    "title": ("role__title", *STRUCTURE, JUNIOR_FIRST),
}
ORDER_NAMES = (
    ("", "Job family, then grade"),
    ("junior", "Grade, most junior first"),
    ("senior", "Grade, most senior first"),
    ("title", "Role, A to Z"),
)
LONGEST_TEXT = 200
MOST_WORDS = 10


def sort_role_levels(queryset: QuerySet, order: str = "") -> QuerySet:
    return queryset.order_by(*ORDERS[order], *own_order(), "pk")


def validate_few_words(value: str) -> None:
    """Refuse a text of more than ten words: each is looked for in every statement."""
    if len(value.split()) > MOST_WORDS:
        raise ValidationError(f"Use at most {MOST_WORDS} words.")


class ChoicesFromCatalogue(django_filters.MultipleChoiceFilter):
    """Tick boxes whose choices are read from the catalogue when the form is made."""

    def __init__(self, **kwargs) -> None:
        super().__init__(
            widget=TickBoxes(legend_class="govuk-visually-hidden"),
            error_messages={"invalid_choice": "“%(value)s” is not in the list: choose from it."},
            **kwargs,
        )

    def filter(self, queryset: QuerySet, values: list[str]) -> QuerySet:
        """Entries that match any of the ticked values; all where none is ticked."""
        if not values:
            return queryset
        return queryset.filter(reduce(operator.or_, map(self.condition_for, values)))

    def condition_for(self, value: str) -> Q:
        return Q(**{self.field_name: value})


class GradeFilter(ChoicesFromCatalogue):
    """Role levels at a grade, given as ``<structure>/<grade>``."""

    def condition_for(self, value: str) -> Q:
        structure, grade = value.split("/")
        return Q(grade__structure__slug=structure, grade__slug=grade)


class SkillFilter(ChoicesFromCatalogue):
    """Role levels that ask for a skill, given as ``<framework>/<skill>``."""

    def condition_for(self, value: str) -> Q:
        """Asked for by a requirement of a published skill."""
        framework, skill = value.split("/")
        asked = SkillRequirement.objects.published().filter(
            role_level=OuterRef("pk"), skill__framework__slug=framework, skill__slug=skill
        )
        return Q(Exists(asked))


class QualificationFilter(ChoicesFromCatalogue):
    """Role levels of which a statement asks for a qualification, given by its slug."""

    def condition_for(self, value: str) -> Q:
        asked = QualificationRequirement.objects.filter(
            role_level=OuterRef("pk"), qualification__slug=value
        )
        return Q(Exists(asked))


def family_choices() -> list[tuple[str, str]]:
    return list(JobFamily.objects.published().values_list("slug", "title"))


def grade_choices() -> list[tuple[str, str]]:
    """Every grade, most junior first, structure by structure."""
    return [
        (grade_reference(grade), f"{grade.title} ({grade.structure.title})")
        for grade in Grade.objects.with_structure()
    ]


def organisation_choices() -> list[tuple[str, str]]:
    """Every organisation that published a framework with a role level in it."""
    names = RoleLevel.objects.published().order_by("source__publisher")
    return [(name, name) for name in names.values_list("source__publisher", flat=True).distinct()]


def skill_choices() -> list[tuple[str, str]]:
    return [
        (skill_reference(skill), skill.title)
        for skill in Skill.objects.published().with_framework()
    ]


def qualification_choices() -> list[tuple[str, str]]:
    return list(Qualification.objects.asked_for().values_list("slug", "title"))


CHOICES = {
    "family": family_choices,
    "grade": grade_choices,
    "organisation": organisation_choices,
    "skill": skill_choices,
    "qualification": qualification_choices,
}


class RoleLevelFilter(django_filters.FilterSet):
    """By words and by what role levels have; the order is a choice of the same form."""

    q = django_filters.CharFilter(
        label="Words",
        help_text="In titles, codes, locations and statements",
        method="filter_by_words",
        validators=[MaxLengthValidator(LONGEST_TEXT), validate_few_words],
    )
    family = ChoicesFromCatalogue(field_name="family__slug", label="Job family")
    grade = GradeFilter(label="Grade")
    organisation = ChoicesFromCatalogue(field_name="source__publisher", label="Organisation")
    skill = SkillFilter(label="Skill asked for")
    qualification = QualificationFilter(label="Qualification asked for")
    sort = django_filters.ChoiceFilter(
        label="Sort by",
        method="sort_as_chosen",
        choices=ORDER_NAMES[1:],
        empty_label=ORDER_NAMES[0][1],
        error_messages={"invalid_choice": "“%(value)s” is no order: choose one from the list."},
    )

    class Meta:
        model = RoleLevel
        fields = ()
        form = DesignForm

    def __init__(self, *args, **kwargs) -> None:
        """Read the choices once for this form."""
        super().__init__(*args, **kwargs)
        for name, choices in CHOICES.items():
            self.filters[name].extra["choices"] = choices()

    def filter_by_words(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Those that have every word in their titles, code, grade, place or statements."""
        for word in value.split():
            stated = Statement.objects.filter(
                section__role_level=OuterRef("pk"), text__icontains=word
            )
            queryset = queryset.filter(
                Q(title__icontains=word)
                | Q(code__icontains=word)
                | Q(role__title__icontains=word)
                | Q(grade__title__icontains=word)
                | Q(location__icontains=word)
                | Q(Exists(stated))
            )
        return queryset

    def sort_as_chosen(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return sort_role_levels(queryset, value)
