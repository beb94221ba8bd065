import pytest

from capframe.base.models import Source
from capframe.plans.apply import apply
from capframe.plans.builder import PlanBuilder
from capframe.plans.existing import newest_history_versions, read_existing
from capframe.plans.files.choices import Choices
from capframe.plans.files.import_kinds import FileCheck
from capframe.plans.files.sources import lazy_source, moved_origin, origin, with_origin
from capframe.spreadsheets.report import Report
from grades.models import GradeStructure
from tests.factories import make_source, make_structure
from tests.importing import no_progress

pytestmark = pytest.mark.django_db


def source_of(builder, choices):
    return lazy_source(FileCheck([], (), choices, Report({}), no_progress, builder))


def values_of(structure, **values):
    return {"title": structure, "slug": structure, "organisation": "Crown", **values}


def test_it_works():
    builder = PlanBuilder()
    builder.plan.history_versions = newest_history_versions([Source])
    source = source_of(builder, Choices(source_title="Pay 2026", publisher="Home Office"))
    builder.begin_whole(GradeStructure, 0, "One")
    builder.create(GradeStructure, values_of("one") | origin(source, 12))
    builder.create(GradeStructure, values_of("two") | origin(source, 13))
    apply(plan=builder.plan, by=None, reason="")
    made = Source.objects.get()
    assert (made.title, made.slug, made.publisher) == ("Pay 2026", "pay-2026", "Home Office")
    places = GradeStructure.objects.order_by("place").values_list("source", "place")
    assert list(places) == [(made.pk, "Line 12"), (made.pk, "Line 13")]


def test_the_source_stands_by_itself_in_a_preview():
    builder = PlanBuilder()
    source = source_of(builder, Choices())
    builder.begin_whole(GradeStructure, 0, "One")
    values = values_of("one") | origin(source, 2)
    builder.create(GradeStructure, values)
    assert [(whole.model, whole.title) for whole in builder.plan.wholes] == [
        ("base.source", "Imported file"),
        ("grades.gradestructure", "One"),
    ]
    assert [change.whole for change in builder.plan.changes] == [0, 1]


def test_a_source_in_the_midst_of_an_entry_stands_by_itself_too():
    builder = PlanBuilder()
    builder.begin_whole(GradeStructure, 0, "One")
    builder.create(GradeStructure, values_of("one"))
    source = source_of(builder, Choices())()
    builder.create(GradeStructure, values_of("two", source_id=source))
    assert [change.whole for change in builder.plan.changes] == [0, 1, 0]


def test_the_chosen_source_is_taken():
    builder = PlanBuilder()
    chosen = make_source()
    assert source_of(builder, Choices(source=chosen.pk))() == chosen.pk
    assert builder.plan.changes == []


def test_without_need_nothing_is_made():
    builder = PlanBuilder()
    source_of(builder, Choices())
    assert builder.plan.changes == []


def test_a_file_without_title_and_publisher_says_so():
    make_source(title="Imported file")
    builder = PlanBuilder()
    source_of(builder, Choices())()
    made = builder.plan.changes[0].after
    assert (made["title"], made["publisher"]) == ("Imported file", "Not stated")
    assert made["slug"] == "imported-file-2"


@pytest.fixture
def entry():
    structure = make_structure(title="Old", place="Page 1")
    return read_existing(GradeStructure.objects.all())[structure.pk]


def test_a_changed_entry_gets_the_chosen_source(entry):
    chosen = make_source()
    values = with_origin(entry, {"title": "New"}, Choices(source=chosen.pk), 7)
    assert values == {"title": "New", "source_id": chosen.pk, "place": "Line 7"}


def test_an_unchanged_entry_keeps_its_source(entry):
    values = with_origin(entry, {"title": "Old"}, Choices(source=make_source().pk), 7)
    assert values == {"title": "Old"}


def test_an_entry_of_the_chosen_source_keeps_its_place(entry):
    assert moved_origin(entry, Choices(source=entry.values["source_id"]), 7) == {}


def test_without_a_chosen_source_a_changed_entry_keeps_its_own(entry):
    assert with_origin(entry, {"title": "New"}, Choices(), 7) == {"title": "New"}
