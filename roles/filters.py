"""The filters of the list of role levels, one plain GET form."""

from collections.abc import Hashable, Iterable, Sequence
from copy import copy
from functools import cache
from itertools import chain
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import F, IntegerField, Q, QuerySet

from capframe.base.forms import WORDS_VALIDATORS, DesignForm
from capframe.base.http import quoted
from capframe.base.pagination import GroupedPaginator
from capframe.base.prepared import Keys, Prepared
from capframe.base.word_search import has_words
from grades.models import Grade
from roles.choices import CHOICES, Choice, Choices, position_of, skill_of
from roles.listed import LISTED
from roles.models import QualificationRequirement, RoleLevel, SkillRequirement
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
# What each order sorts by first: whose role levels stand together, and by which of its fields.
GROUPS = {
    "": ("family", ("title",)),
    "junior": ("grade", ("structure__organisation", "structure__title", "position")),
    "senior": ("grade", ("structure__organisation", "structure__title", "-position")),
    "title": ("role", ("title",)),
}
ORDER_NAMES = (
    ("", "Job family, then grade"),
    ("junior", "Grade, most junior first"),
    ("senior", "Grade, most senior first"),
    ("title", "Role, A to Z"),
)
# Each choice in use has a link that takes it back and keeps all others.
MOST_CHOICES = 50
# Begins the names of the texts by which the choices of long filters are found.
FIND = "find_"


def sort_role_levels(queryset: QuerySet, order: str = "") -> QuerySet:
    return queryset.order_by(*ORDERS[order], *own_order(), "pk")


def pages_of(queryset: QuerySet, order: str, per_page: int, key: Hashable) -> GroupedPaginator:
    """The pages of the primary keys of role levels that are sorted in this order.

    Args:
        queryset: the role levels, sorted.
        order: one of ``ORDERS``.
        per_page: role levels on a page.
        key: what they were chosen by.
    """
    group, first = GROUPS[order]
    return GroupedPaginator(queryset, per_page, group=group, order=first, key=(order, key))


def rows_in_order(order: str, keys: Sequence[int]) -> list[Any]:
    """What the list shows of the role levels with these primary keys: see ``LISTED``."""
    return rows_query(order).rows({"keys": keys})


@cache
def rows_query(order: str) -> Prepared:
    chosen = RoleLevel.objects.filter(pk__in=Keys("keys", IntegerField()))
    return Prepared(sort_role_levels(chosen, order).values_list(*LISTED))


class CatalogueField(forms.Field):
    """Choices of a catalogue, as ``roles/picker.html`` draws them.

    It asks for those that an address names, never for all there are.

    Args:
        choices: of the filter.
    """

    widget = forms.MultipleHiddenInput

    def __init__(self, *, choices: Choices, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.choices = choices
        self.chosen: dict[str, Choice] = {}

    def clean(self, value: Iterable[str] | None) -> list[str]:
        """Each once, nothing blank.

        Raises ValidationError for what is not in the catalogue, and for more than it is asked of.
        """
        values = list(filter(str.strip, dict.fromkeys(value or ())))
        if len(values) > MOST_CHOICES:
            raise ValidationError(f"Choose at most {MOST_CHOICES}: {len(values):,} are chosen.")
        self.chosen = self.choices.named([one for one in values if "\0" not in one])
        unknown = set(values).difference(self.chosen)
        if unknown:
            verb = "is" if len(unknown) == 1 else "are"
            raise ValidationError(f"{quoted(unknown)} {verb} not in the list: choose from it.")
        return values


class SharedFilter(django_filters.Filter):
    """A filter that never changes: the copy of it that each request gets has the same parts."""

    def __deepcopy__(self, memo: Any) -> "SharedFilter":
        return copy(self)


class CatalogueFilter(SharedFilter):
    """Role levels that have any of the chosen values; all where none is chosen."""

    field_class = CatalogueField

    def filter(self, queryset: QuerySet, values: list[str]) -> QuerySet:
        return queryset.filter(self.condition_for(values)) if values else queryset

    def condition_for(self, values: list[str]) -> Q:
        """One condition, however many are chosen: a database takes minutes over hundreds."""
        return Q(**{f"{self.field_name}__in": values})


def keys_of(entries: QuerySet) -> list[int]:
    """Their primary keys, asked for now: SQLite would look for them again at each role level."""
    return list(entries.order_by().values_list("pk", flat=True))


class GradeFilter(CatalogueFilter):
    """Role levels at a grade, given as ``<structure>/<grade>``."""

    def condition_for(self, values: list[str]) -> Q:
        return Q(grade__in=keys_of(Grade.objects.named(values)))


class SkillFilter(CatalogueFilter):
    """Role levels that ask for a skill, at any level or at one: see ``SkillChoices``."""

    def condition_for(self, values: list[str]) -> Q:
        return Q(pk__in=requirements_of(values).order_by().values("role_level"))


def requirements_of(values: Iterable[str]) -> QuerySet:
    """What asks for one of these published skills: one condition for each position of a level."""
    by_position: dict[str, list[str]] = {}
    for value in values:
        by_position.setdefault(position_of(value), []).append(skill_of(value))
    named = Skill.objects.named(set(chain.from_iterable(by_position.values())))
    rows = named.values_list("framework__slug", "slug", "pk")
    keys = {f"{framework}/{skill}": pk for framework, skill, pk in rows}
    condition = Q(pk__in=())
    for position, skills in by_position.items():
        at_level = {"level__position": int(position)} if position else {}
        condition |= Q(skill__in=[keys[one] for one in skills if one in keys], **at_level)
    return SkillRequirement.objects.published().filter(condition)


class QualificationFilter(CatalogueFilter):
    """Role levels of which a statement asks for a qualification, given by its slug."""

    def condition_for(self, values: list[str]) -> Q:
        asked = QualificationRequirement.objects.filter(qualification__slug__in=values)
        return Q(pk__in=asked.order_by().values("role_level"))


class FindFilter(SharedFilter, django_filters.CharFilter):
    """Words by which choices are found; they leave the list as it is."""

    def __init__(self, label: str) -> None:
        super().__init__(label=label, validators=WORDS_VALIDATORS)

    def filter(self, queryset: QuerySet, value: str) -> QuerySet:
        return queryset


class FilterForm(DesignForm):
    """The filters as a form; what is chosen in all of them together has a limit."""

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
        validators=WORDS_VALIDATORS,
    )
    grade = GradeFilter(label="Grade", choices=CHOICES["grade"])
    location = CatalogueFilter(field_name="location", label="Location", choices=CHOICES["location"])
    skill = SkillFilter(label="Skill", choices=CHOICES["skill"])
    family = CatalogueFilter(
        field_name="family__slug", label="Job family", choices=CHOICES["family"]
    )
    qualification = QualificationFilter(label="Qualification", choices=CHOICES["qualification"])
    organisation = CatalogueFilter(
        field_name="source__publisher", label="Published by", choices=CHOICES["organisation"]
    )
    find_grade = FindFilter("Find a grade")
    find_location = FindFilter("Find a location")
    find_skill = FindFilter("Find a skill")
    find_family = FindFilter("Find a job family")
    find_qualification = FindFilter("Find a qualification")
    find_organisation = FindFilter("Find a publisher")
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

    form_class: type[FilterForm] | None = None

    def get_form_class(self) -> type[FilterForm]:
        """Made by the first request: it is the same for all."""
        if RoleLevelFilter.form_class is None:
            RoleLevelFilter.form_class = super().get_form_class()
        return RoleLevelFilter.form_class

    def filter_by_words(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Those that have every word, in themselves or in their statements."""
        found = has_words(RoleLevel, value)
        return queryset.none() if found is None else queryset.filter(found)

    def sort_as_chosen(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return sort_role_levels(queryset, value)
