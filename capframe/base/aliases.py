"""Other names of an entry, by which people search for it: kept by editors, never a source's.

No two entries of one structure, framework or family share one, so that each leads to one entry.
The database holds that they stand one a line, and no more: it cannot look into the lines of a text
for the names of another row. That is held by forms (``HasAliases.clean``), by the checks of imports
and by whatever applies a plan (``capframe.plans.same_names``).
"""

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, NamedTuple

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Trim

from capframe.base.models import Entry
from capframe.base.titles import noun_and_title
from capframe.spreadsheets.faults import shown
from capframe.spreadsheets.list_marks import read_lines
from capframe.spreadsheets.names import folded, tidy

ALIASES = "aliases"
LONGEST_ALIAS = 200


def list_aliases(text: str) -> list[str]:
    """The names in a text that has one a line, without needless white space."""
    return [name for line in text.splitlines() if (name := tidy(line))]


def tidy_aliases(text: str) -> str:
    """The text with one name a line and nothing else."""
    return "\n".join(list_aliases(text))


class Called(NamedTuple):
    """What an entry is called.

    Args:
        whose: the entry in words: grade “Grade 7”.
        titles: by the field that holds each; some may be empty.
        aliases: its other names.
    """

    whose: str
    titles: Mapping[str, str]
    aliases: list[str]


class NameProblem(NamedTuple):
    """Why an entry cannot be called so: the field that says it, what is wrong, what to do."""

    field: str
    problem: str
    remedy: str


class NamesInUse:
    """What the entries of one structure, framework or family are called."""

    def __init__(self) -> None:
        self._titles: dict[str, str] = {}
        self._aliases: dict[str, str] = {}

    def add(self, called: Called) -> None:
        for title in filter(None, called.titles.values()):
            self._titles.setdefault(folded(title), called.whose)
        for alias in called.aliases:
            self._aliases.setdefault(folded(alias), called.whose)

    def find_problems(self, called: Called) -> Iterator[NameProblem]:
        """What stands in the way of one more entry that is called so."""
        own = {folded(title) for title in called.titles.values() if title}
        for alias in called.aliases:
            key = folded(alias)
            if problem := self._problem_of(alias, key, key in own):
                yield NameProblem(ALIASES, *problem)
            own.add(key)
        for field, title in called.titles.items():
            if title and (whose := self._aliases.get(folded(title))):
                yield NameProblem(
                    field,
                    f"“{shown(title)}” is another name of the {whose}.",
                    "Choose another one, or remove it from the other names there.",
                )

    def _problem_of(self, alias: str, key: str, is_own: bool) -> tuple[str, str] | None:
        """What is wrong with one alias, and what to do."""
        if len(alias) > LONGEST_ALIAS:
            number = f"{len(alias):,} characters; the limit is {LONGEST_ALIAS}"
            return f"The name “{shown(alias)}” has {number}.", "Shorten it, or write one a line."
        if is_own:
            return f"“{shown(alias)}” is its name already.", "Remove it: once is enough."
        if whose := self._titles.get(key):
            return f"“{shown(alias)}” is what the {whose} is called.", "Remove it here."
        if whose := self._aliases.get(key):
            return f"“{shown(alias)}” is another name of the {whose}.", "Remove it here or there."
        return None


class AliasesField(models.TextField):
    """Names, one a line; validation tidies them, and takes off marks of lists."""

    def clean(self, value: Any, model_instance: Any) -> str:
        (lines,) = read_lines([tidy_aliases(super().clean(value, model_instance))])
        return "\n".join(line.text for line in lines if line.text)

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        """To a migration it is Django's own; the constraint is what a database knows of it."""
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs


def aliases_field(example: str) -> Any:
    """The field that holds an entry's other names.

    Args:
        example: of one and of what has it, for an editor: “HRBP” for “HR Business Partner”.
    """
    return AliasesField(
        "other names",
        blank=True,
        help_text=f"Other names that people search for it by, one a line, for example {example}. "
        "They are shown as the editors’, never as the source’s.",
    )


def aliases_are_lines(model: str) -> models.CheckConstraint:
    """The database's own check that other names stand one a line.

    Args:
        model: its name in lower case.
    """
    is_trimmed = models.Q(aliases=Trim(ALIASES))
    has_blank_line = (
        models.Q(aliases__startswith="\n")
        | models.Q(aliases__endswith="\n")
        | models.Q(aliases__contains="\n\n")
    )
    return models.CheckConstraint(
        condition=is_trimmed & ~has_blank_line & ~models.Q(aliases__contains="\r"),
        name=f"{model}_aliases_stand_one_a_line",
    )


class HasAliases(Entry):
    """An entry of its own that has other names, in its field ``aliases``."""

    # The foreign key to that in which no two entries have one of these names.
    names_unique_in: ClassVar[str]
    # The fields with what else an entry is called.
    named_by: ClassVar[tuple[str, ...]] = ("title",)
    list_fields = (ALIASES,)

    aliases: Any

    class Meta:
        abstract = True

    @property
    def alias_list(self) -> list[str]:
        return list_aliases(self.aliases)

    def clean(self) -> None:
        """Refuse a name that another entry beside it has."""
        super().clean()
        within = {self.names_unique_in: getattr(self, f"{self.names_unique_in}_id")}
        if None in within.values():
            return
        in_use = NamesInUse()
        others: Any = type(self)._base_manager.filter(**within).exclude(pk=self.pk)
        for values in others.values(*self.named_by, ALIASES):
            in_use.add(called_by(type(self), values))
        problems = list(in_use.find_problems(called_by(type(self), vars(self))))
        if problems:
            raise ValidationError(
                {
                    field: [f"{one.problem} {one.remedy}" for one in problems if one.field == field]
                    for field in dict.fromkeys(one.field for one in problems)
                }
            )


def called_by(model: type[HasAliases], values: Mapping[str, Any]) -> Called:
    """What an entry with these values is called; what they do not hold is empty."""
    titles = {name: values.get(name) or "" for name in model.named_by}
    whose = noun_and_title(model, shown(titles[model.named_by[0]]))
    return Called(whose, titles, list_aliases(values.get(ALIASES) or ""))
