"""What sources say of a job family, and workstreams as others name them: plain objects."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

from django.db.models import CharField, IntegerField

from capframe.base.addresses import address
from capframe.base.prepared import Parameter, Prepared
from capframe.base.querysets import order_in_whole
from capframe.base.withdrawal import Withdrawal
from roles.loading_content import SOURCE, source_of
from roles.models import FamilySection, FamilyStatement, JobFamily, SectionLayout, Workstream
from roles.models.workstreams import WorkstreamRoute
from roles.section_texts import PlainSource, SetInBlocks, StatementText
from roles.withdrawals import Holder, find_withdrawals, since_columns, withdrawal_columns

SEEN_FAMILY = (Holder(JobFamily, "seen_family__"),)


@dataclass(frozen=True, slots=True)
class FamilyText(SetInBlocks):
    """What a source says of a family under one heading."""

    pk: int
    heading: str
    is_list: bool
    source: PlainSource
    place: str
    editors_note: str
    statements: tuple[StatementText, ...]


def load_family_sections(family: int) -> list[FamilyText]:
    """What sources say of a family, in one query."""
    rows = sections_query().rows({"family": family})
    return [section_of(tuple(same)) for _, same in groupby(rows, key=attrgetter("pk"))]


@cache
def sections_query() -> Prepared:
    """A row for each statement, and for each section without any."""
    sections = FamilySection.objects.filter(family__id=Parameter("family", IntegerField()))
    return Prepared(
        sections.order_by(
            *order_in_whole(FamilySection), *order_in_whole(FamilyStatement, "statements__")
        ).values_list(
            *("pk", "heading", "layout", "place", "editors_note", *SOURCE),
            *("statements__pk", "statements__text", "statements__note"),
        )
    )


def section_of(rows: Sequence[Any]) -> FamilyText:
    section = rows[0]
    return FamilyText(
        pk=section.pk,
        heading=section.heading,
        is_list=section.layout == SectionLayout.BULLETS,
        source=source_of(section),
        place=section.place,
        editors_note=section.editors_note,
        statements=tuple(
            StatementText(row.statements__text, row.statements__note)
            for row in rows
            if row.statements__pk is not None
        ),
    )


@dataclass(frozen=True, slots=True)
class PlainFamily:
    """A job family as its own page shows it."""

    pk: int
    slug: str
    title: str
    source: PlainSource
    place: str
    editors_note: str

    def __str__(self) -> str:
        return self.title


def load_family(slug: str) -> PlainFamily | None:
    """The published family of this slug. One query, which Django compiles once.

    Raises MultipleObjectsReturned where a preview has two: the address was taken meanwhile.
    """
    rows = family_query().rows({"slug": slug})
    if len(rows) > 1:
        raise JobFamily.MultipleObjectsReturned
    return family_of(rows[0]) if rows else None


def family_of(row: Any) -> PlainFamily:
    return PlainFamily(row.pk, row.slug, row.title, source_of(row), row.place, row.editors_note)


@cache
def family_query() -> Prepared:
    families = JobFamily.objects.published().filter(slug=Parameter("slug", CharField()))
    columns = ("pk", "slug", "title", *SOURCE, "place", "editors_note")
    return Prepared(families.order_by().values_list(*columns))


class LinkedFamily(NamedTuple):
    title: str
    withdrawal: Withdrawal | None


class LinkedWorkstream(NamedTuple):
    """A workstream as others name it.

    Args:
        family: its own, where readers see it, be it as withdrawn.
    """

    title: str
    url: str
    route: str
    family: LinkedFamily | None = None


def load_workstreams_of(family: int) -> list[LinkedWorkstream]:
    """Those that build a profession."""
    return [
        LinkedWorkstream(row.title, address(Workstream.page, row.slug), words_of(row.route))
        for row in workstreams_of_query().rows({"family": family})
    ]


@cache
def workstreams_of_query() -> Prepared:
    family = Parameter("family", IntegerField())
    entries = Workstream.objects.published().filter(family__id=family)
    return Prepared(entries.values_list("title", "slug", "route"))


def load_routes() -> list[LinkedWorkstream]:
    """Those by which people enter a profession or rise in it, with their families.

    One query, and one more where a family is withdrawn and replaced.
    """
    rows = routes_query().rows({})
    withdrawals = find_withdrawals(rows, SEEN_FAMILY)
    return [
        LinkedWorkstream(
            row.title,
            address(Workstream.page, row.slug),
            words_of(row.route),
            LinkedFamily(row.seen_family__title, withdrawals.get(row.pk))
            if row.seen_family__title
            else None,
        )
        for row in rows
    ]


@cache
def routes_query() -> Prepared:
    entries = Workstream.objects.published().exclude(route="").with_family()
    return Prepared(
        entries.annotate(**since_columns(SEEN_FAMILY)).values_list(
            *("pk", "title", "slug", "route", "seen_family__title"),
            *withdrawal_columns(SEEN_FAMILY),
        )
    )


def words_of(route: str) -> str:
    """“a route into the profession”; empty where it is none."""
    return WorkstreamRoute(route).label.lower() if route else ""
