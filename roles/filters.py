"""The filters of the list of role levels, one plain GET form."""

from typing import Any

import django_filters
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django_filters.fields import MultipleChoiceField

from capframe.base.forms import DesignForm, TickBoxes
from capframe.base.http import quoted
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
# Each choice in use has a link that takes it back and keeps all others.
MOST_CHOICES = 50


def sort_role_levels(queryset: QuerySet, order: str = "") -> QuerySet:
    return queryset.order_by(*ORDERS[order], *own_order(), "pk")


def validate_few_words(value: str) -> None:
    """Refuse a text of more than ten words: each is looked for in every statement."""
    if len(value.split()) > MOST_WORDS:
        raise ValidationError(f"Use at most {MOST_WORDS} words.")


class CatalogueChoices(MultipleChoiceField):
    def validate(self, value: list[str]) -> None:
        """Hold all that is ticked against the choices at once; Django reads them for each."""
        unknown = set(value).difference(known for known, _ in self.choices)
        if unknown:
            verb = "is" if len(unknown) == 1 else "are"
            raise ValidationError(f"{quoted(unknown)} {verb} not in the list: choose from it.")


class ChoicesFromCatalogue(django_filters.MultipleChoiceFilter):
    """Tick boxes whose choices are read from the catalogue when the form is made."""

    field_class = CatalogueChoices

    def __init__(self, **kwargs) -> None:
        super().__init__(widget=TickBoxes(legend_class="govuk-visually-hidden"), **kwargs)

    def filter(self, queryset: QuerySet, values: list[str]) -> QuerySet:
        """Entries that match any of the ticked values; all where none is ticked."""
        return queryset.filter(self.condition_for(values)) if values else queryset

    def condition_for(self, values: list[str]) -> Q:
        """One condition, however many are ticked: a database takes minutes over hundreds."""
        return Q(**{f"{self.field_name}__in": values})


def keys_of(entries: QuerySet) -> list[int]:
    """Their primary keys, asked for now: SQLite would look for them again at each role level."""
    return list(entries.order_by().values_list("pk", flat=True))


class GradeFilter(ChoicesFromCatalogue):
    """Role levels at a grade, given as ``<structure>/<grade>``."""

    def condition_for(self, values: list[str]) -> Q:
        return Q(grade__in=keys_of(Grade.objects.named(values)))


class SkillFilter(ChoicesFromCatalogue):
    """Role levels that ask for a skill, given as ``<framework>/<skill>``."""

    def condition_for(self, values: list[str]) -> Q:
        """Asked for by a requirement of a published skill."""
        asked = SkillRequirement.objects.published().filter(
            role_level=OuterRef("pk"), skill__in=keys_of(Skill.objects.named(values))
        )
        return Q(Exists(asked))


class QualificationFilter(ChoicesFromCatalogue):
    """Role levels of which a statement asks for a qualification, given by its slug."""

    def condition_for(self, values: list[str]) -> Q:
        asked = QualificationRequirement.objects.filter(
            role_level=OuterRef("pk"), qualification__slug__in=values
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


class FilterForm(DesignForm):
    """The filters as a form; what is ticked in all of them together has a limit."""

    def clean(self) -> dict[str, Any]:
        """Refuse more choices than a page can say, where most of them are."""
        chosen = {name: self.cleaned_data[name] for name in CHOICES if self.cleaned_data.get(name)}
        number = sum(map(len, chosen.values()))
        if number > MOST_CHOICES:
            most = max(chosen, key=lambda name: len(chosen[name]))
            self.add_error(
                most,
                f"Choose at most {MOST_CHOICES} in all filters together: {number:,} are chosen, "
                f"{len(chosen[most]):,} of them here.",
            )
        return self.cleaned_data


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
        form = FilterForm

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
