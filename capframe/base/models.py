"""What every entry of the catalogue has: natural key, history, source, status, address."""

from collections.abc import Collection
from typing import Any, ClassVar, cast

from django.apps import apps
from django.core.checks import CheckMessage
from django.core.exceptions import ValidationError
from django.db import models, transaction
from simple_history.models import HistoricalRecords

from capframe.base.addresses import address
from capframe.base.characters import find_problems, tidy_texts
from capframe.base.checks import check_part_of, check_title_fields
from capframe.base.constraints import not_blank
from capframe.base.history.manager import EntryHistoryManager
from capframe.base.history.rows import HistoryRow
from capframe.base.left_addresses import leave_redirects
from capframe.base.links import LinkField, is_web_address
from capframe.base.querysets import EntryQuerySet
from capframe.base.titles import title_from
from capframe.base.uniqueness import find_alike, find_constraints, unique_fields
from capframe.spreadsheets.faults import shown


class Status(models.TextChoices):
    """Whether readers see an entry."""

    DRAFT = "draft", "Draft"
    PUBLISHED = "published", "Published"
    WITHDRAWN = "withdrawn", "Withdrawn"


def status_field(help_text: str) -> Any:
    """The field that says whether readers see an entry; a new one is a draft."""
    return models.CharField(
        max_length=20, choices=Status, default=Status.DRAFT, help_text=help_text
    )


def employer_field(help_text: str) -> Any:
    """The field that names an employer; names are compared without regard to case."""
    return models.CharField(max_length=200, blank=True, help_text=help_text)


class Entry(models.Model):
    """A fact of the catalogue: found by natural key, its history kept with who and why."""

    # The foreign key to the entry that a part stands in, and is edited and kept in history with;
    # empty for an entry of its own. Each model says it: see ``checks``.
    part_of: ClassVar[str]
    natural_key_fields: ClassVar[tuple[str, ...]]
    # The first of these that holds a text is what an entry is called.
    title_fields: ClassVar[tuple[str, ...]] = ("title",)
    published_lookups: ClassVar[tuple[str, ...]] = ()
    # Of a new entry these say nothing that the rest of it does not; a preview leaves them out.
    implied_fields: ClassVar[tuple[str, ...]] = ("position", "slug", "place", "source", "status")
    # Those that hold a list, one of it a line: what a change did to each line is taken back alone.
    list_fields: ClassVar[tuple[str, ...]] = ()
    # What a copy begins without, always or by itself; the relations that it copies beside parts.
    not_copied: ClassVar[tuple[str, ...]] = ()
    not_copied_alone: ClassVar[tuple[str, ...]] = ()
    copied_with: ClassVar[tuple[str, ...]] = ()

    history = HistoricalRecords(
        inherit=True, bases=[HistoryRow], history_manager=EntryHistoryManager
    )
    objects = EntryQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return title_from(type(self), {name: getattr(self, name) for name in self.title_fields})

    @classmethod
    def check(cls, **kwargs: Any) -> list[CheckMessage]:
        return [*super().check(**kwargs), *check_part_of(cls), *check_title_fields(cls)]

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        """Validate each field by itself; no text may hold control characters and the like.

        Invisible characters are taken out of them, and their letters composed.
        """
        tidy_texts(self, exclude or ())
        found: dict[str, Any] = {}
        try:
            super().clean_fields(exclude)
        except ValidationError as error:
            found = error.update_error_dict({})
        for name, problem in find_problems(self).items():
            if name not in (exclude or ()) and name not in found:
                found[name] = [ValidationError(problem, code="refused_character")]
        if found:
            raise ValidationError(found)

    def validate_constraints(self, exclude: Collection[str] | None = None) -> None:
        """Hold the entry to its constraints, and refuse names that only look different.

        What something is unique within is never left out because no form shows it: it would else
        be left to the database.
        """
        within = {name for one in find_constraints(type(self)) for name in unique_fields(one)}
        exclude = {
            name
            for name in exclude or ()
            if name not in within or self._meta.get_field(name).editable
        }
        super().validate_constraints(exclude)
        alike = {
            name: f"“{shown(text)}” is there already. Names that differ only in capitals or "
            "spaces are taken for one: use that entry, or choose another name."
            for name, text in find_alike(self, exclude).items()
        }
        if alike:
            raise ValidationError(alike)

    def natural_key(self) -> tuple:
        """The values of ``natural_key_fields``, so that fixtures need no primary keys."""
        return tuple(self._value_at(path) for path in self.natural_key_fields)

    def _value_at(self, path: str) -> Any:
        value: Any = self
        for step in path.split("__"):
            value = getattr(value, step)
        return value


def entry_models() -> list[type[Entry]]:
    return [model for model in apps.get_models() if issubclass(model, Entry)]


class Addressed(Entry):
    """An entry with pages of its own. A changed address leaves a redirect from the old one."""

    part_of = ""
    # The name of the address of its page, which holds the natural key: "roles:level".
    page: ClassVar[str]

    slug = models.SlugField(
        "address",
        max_length=100,
        help_text="The entry's part of its web address, in lower case with hyphens, for example "
        "“hr-business-partner”. It does not follow the title; where you change it, the old "
        "address leads to the new one.",
    )

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; where the address changed, redirect the old ones in the same transaction."""
        with transaction.atomic():
            before = self._addresses_if_moved()
            super().save(*args, **kwargs)
            if before:
                leave_redirects(zip(before, self.addresses(), strict=True))

    def get_absolute_url(self) -> str:
        return address(self.page, *self.natural_key())

    @classmethod
    def find_merged(cls, *key: Any) -> Any:
        """The entry that another one was merged into which is gone, by the other's natural key."""
        return None

    def addresses(self) -> list[str]:
        """Its address and those below it, in a fixed order."""
        return [self.get_absolute_url()]

    @classmethod
    def address_columns(cls) -> list[str]:
        """The columns that its address is made of: its slug, and what it stands in."""
        names = (path.partition("__")[0] for path in cls.natural_key_fields)
        return [cast(Any, cls._meta.get_field(name)).attname for name in names]

    def _addresses_if_moved(self) -> list[str]:
        """The addresses that it has until it is saved, if they are others then."""
        if self._state.adding:
            return []
        columns = self.address_columns()
        stored = type(self)._base_manager.filter(pk=self.pk)
        if tuple(getattr(self, name) for name in columns) in stored.values_list(*columns):
            return []
        return [one for entry in stored for one in entry.addresses()]


class Source(Addressed):
    """A document that facts were transcribed from."""

    natural_key_fields = ("slug",)
    page = "source"
    list_fields = ("merged_slugs",)

    title = models.CharField(
        max_length=300,
        help_text="As printed on the document, for example “Candidate Information Pack, "
        "HR Professionals, SEO to Grade 6”.",
    )
    publisher = models.CharField(
        max_length=200,
        help_text="The organisation that published it, for example “Home Office”. "
        "Readers filter role levels by it.",
    )
    date_stated = models.CharField(
        "date",
        max_length=200,
        blank=True,
        help_text="As the document states it, for example “October 2011”. Empty if it is undated.",
    )
    licence = models.CharField(
        max_length=200,
        blank=True,
        help_text="The licence that the document states, for example “Open Government Licence”. "
        "Empty if it states none.",
    )
    licence_url = LinkField("licence’s address", blank=True)
    description = models.TextField(
        blank=True,
        help_text="What the document is, in its own words. Paragraphs; “- ” for bullets.",
    )
    editors_note = models.TextField(
        "editors’ note",
        blank=True,
        help_text="What a reader should know of the transcription, for example faults of the "
        "document and what was done about them.",
    )
    merged_slugs = models.TextField(
        "addresses that lead here",
        blank=True,
        editable=False,
        help_text="Those of the sources that were merged into this one, one a line.",
    )

    class Meta:
        ordering = ("title",)
        constraints = (
            models.UniqueConstraint(fields=["slug"], name="source_slug_is_unique"),
            not_blank("source", "title"),
            not_blank("source", "publisher"),
            models.CheckConstraint(
                condition=is_web_address("licence_url"),
                name="source_licence_url_is_a_web_address",
            ),
        )

    def __str__(self) -> str:
        return f"{self.title} ({self.publisher})"

    @classmethod
    def find_merged(cls, *key: Any) -> Any:
        (slug,) = key
        found = cls.objects.filter(merged_slugs__contains=slug).order_by("-pk")
        return next((one for one in found if slug in one.merged_slugs.splitlines()), None)


class Sourced(Entry):
    """An entry that knows the document it was transcribed from, and the place in it."""

    source = models.ForeignKey(
        Source,
        on_delete=models.PROTECT,
        related_name="%(class)s_entries",
        help_text="The document that this was transcribed from.",
    )
    place = models.CharField(
        "place in the source",
        max_length=200,
        help_text="Where in the document it stands, for example “Annex D, Essential skills”.",
    )
    editors_note = models.TextField(
        "editors’ note",
        blank=True,
        help_text="A remark by the catalogue’s editors, shown as theirs, for example "
        "“Printed as ‘09’.” Never part of the transcribed text.",
    )

    class Meta:
        abstract = True


class Stamp(models.Model):
    """A part of the number that says whether the catalogue may have changed: see ``stamp.py``."""

    number = models.BigIntegerField()

    def __str__(self) -> str:
        return str(self.number)
