"""The index follows what it is made of."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.forms.models import model_to_dict

from capframe.base.models import Source, Status
from capframe.search.fulltext import match_all
from capframe.search.holders import HOLDERS
from capframe.search.index import BATCH, MANY, TEXT_CHARACTERS, rebuild, reindex
from capframe.search.kinds import SEARCH_KINDS
from capframe.search.models import SearchEntry
from capframe.search.queries import Query
from grades.models import Grade, GradeStructure
from roles.models import (
    FamilySection,
    FamilyStatement,
    JobFamily,
    Milestone,
    Role,
    RoleLevel,
    Section,
    SectionType,
    Statement,
    Workstream,
)
from skills.models import (
    Indicator,
    LeadershipExample,
    ProficiencyLevel,
    Skill,
    SkillFramework,
    SkillLevel,
)
from tests.factories import (
    make_family,
    make_family_section,
    make_grade,
    make_role_level,
    make_section,
    make_skill,
    make_skill_level,
    make_workstream,
    sourced,
)
from tests.search.reading import stemmed

pytestmark = pytest.mark.django_db


def contents():
    """All that the index holds, but for its own primary keys."""
    return {
        (entry.kind, entry.object_id): model_to_dict(entry, exclude=["id"])
        for entry in SearchEntry.objects.all()
    }


def make_everything():
    """An object of every model that the index follows."""
    make_role_level({"Duties": ["Feed them."]}, grade=make_grade())
    make_family_section(make_family(), statements=["They whinny."])
    skill = make_skill()
    make_skill_level(skill, 1, [("Falls upwards", "Falls sideways")])
    LeadershipExample.objects.create(skill=skill, text="Leads.", **sourced({}))
    make_workstream(["Fence by March"])


def test_it_works():
    level = make_role_level(title="Senior keeper", slug="senior")
    entry = SearchEntry.objects.get(kind="rolelevels")
    assert entry.object_id == level.pk
    assert entry.title == level.full_title
    assert entry.url == level.get_absolute_url()
    assert "senior keeper" in entry.title_stems


def test_a_statement_leads_to_its_section():
    level = make_role_level({"People management": ["Feed them."]})
    entry = SearchEntry.objects.get(kind="statements")
    assert entry.url == f"{level.get_absolute_url()}#section-people-management"


CHANGES = [
    (Source, "publisher", "rolelevels", "detail"),
    (Source, "publisher", "families", "detail"),
    (Source, "publisher", "workstreams", "detail"),
    (GradeStructure, "title", "grades", "detail"),
    (GradeStructure, "title", "rolelevels", "detail"),
    (GradeStructure, "slug", "grades", "url"),
    (Grade, "title", "grades", "title"),
    (Grade, "full_title", "rolelevels", "body_stems"),
    (Grade, "aliases", "grades", "title_stems"),
    (Grade, "aliases", "rolelevels", "title_stems"),
    (Role, "aliases", "rolelevels", "title_stems"),
    (Skill, "aliases", "skills", "title_stems"),
    (SkillFramework, "title", "skills", "detail"),
    (SkillFramework, "slug", "skills", "url"),
    (Skill, "title", "skills", "title"),
    (ProficiencyLevel, "title", "skills", "text"),
    (SkillLevel, "description", "skills", "text"),
    (Indicator, "ineffective", "skills", "text"),
    (LeadershipExample, "text", "skills", "text"),
    (JobFamily, "title", "families", "title"),
    (JobFamily, "title", "rolelevels", "detail"),
    (FamilySection, "heading", "families", "body_stems"),
    (FamilyStatement, "text", "families", "text"),
    (Role, "title", "rolelevels", "title"),
    (Role, "slug", "rolelevels", "url"),
    (Role, "title", "statements", "title"),
    (RoleLevel, "title", "rolelevels", "title"),
    (RoleLevel, "slug", "statements", "url"),
    (Section, "heading", "statements", "detail"),
    (SectionType, "slug", "statements", "url"),
    (Statement, "note", "statements", "text"),
    (Statement, "text", "rolelevels", "part_stems"),
    (Section, "heading", "rolelevels", "text"),
    (Workstream, "approach", "workstreams", "text"),
    (Milestone, "text", "workstreams", "text"),
]


@pytest.mark.parametrize(("model", "field", "kind", "content"), CHANGES)
def test_a_change_is_followed(model, field, kind, content):
    make_everything()
    changed = model.objects.order_by("pk").first()
    setattr(changed, field, "zebra")
    changed.save()
    found = SearchEntry.objects.filter(kind=kind)
    assert any("zebra" in stemmed(getattr(entry, content)) for entry in found)
    after = contents()
    rebuild()
    assert contents() == after


def test_every_model_that_is_followed_is_tested():
    assert {model for model, *_ in CHANGES} == set(HOLDERS)


@pytest.mark.parametrize(
    "model",
    [Indicator, SkillLevel, LeadershipExample, FamilySection, FamilyStatement, Milestone],
)
def test_what_is_deleted_from_an_object_leaves_its_entry(model):
    make_everything()
    model.objects.get().delete()
    after = contents()
    rebuild()
    assert contents() == after


@pytest.mark.parametrize("model", [RoleLevel, Skill, Workstream, Statement, Section])
def test_a_deleted_object_leaves_the_index_with_all_that_it_held(model):
    make_everything()
    model.objects.get().delete()
    after = contents()
    rebuild()
    assert contents() == after


def test_deleting_many_is_followed():
    make_role_level({"Duties": ["One", "Two"]})
    Statement.objects.all().delete()
    assert not SearchEntry.objects.filter(kind="statements").exists()


def test_a_change_that_is_rolled_back_leaves_the_index_as_it_was():
    skill = make_skill(title="Riding")
    before = contents()
    with transaction.atomic():
        skill.title = "Zebra"
        skill.save()
        transaction.set_rollback(True)
    assert contents() == before


def test_whoever_is_not_published_is_indexed_all_the_same():
    make_skill(status=Status.DRAFT)
    assert SearchEntry.objects.filter(kind="skills").count() == 1


def test_saving_one_of_many_parts_takes_few_queries(django_assert_max_num_queries):
    skill = make_skill()
    make_skill_level(skill, 1, [(f"Behaviour {n}", "") for n in range(50)])
    indicator = Indicator.objects.first()
    with django_assert_max_num_queries(13):
        indicator.save()


def test_bulk_writers_reindex_by_themselves():
    section = make_section(make_role_level())
    made = Statement.objects.bulk_create(
        Statement(section=section, position=n, text="Zebra") for n in range(BATCH + 1)
    )
    assert not SearchEntry.objects.filter(kind="statements").exists()
    reindex("statements", [statement.pk for statement in made])
    assert SearchEntry.objects.filter(kind="statements").count() == BATCH + 1
    Statement.objects.all()._raw_delete("default")
    reindex("statements", (statement.pk for statement in made))
    assert not SearchEntry.objects.filter(kind="statements").exists()


def test_rebuilding_makes_the_same_index_anew():
    make_everything()
    before = contents()
    SearchEntry.objects.filter(kind="skills").delete()
    SearchEntry.objects.filter(kind="grades").update(title="Wrong")
    SearchEntry.objects.create(kind="families", object_id=10**9, title_place=1, text_place=1)
    output = StringIO()
    call_command("rebuild_search", stdout=output)
    assert contents() == before
    assert output.getvalue() == f"The search index holds {len(before)} entries.\n"


@pytest.mark.parametrize("number", [8, 80])
def test_rebuilding_takes_as_many_queries_for_many_as_for_few(django_assert_num_queries, number):
    for _ in range(number):
        make_role_level({"Duties": ["Feed them."]})
    make_everything()
    with django_assert_num_queries({"sqlite": 46, "postgresql": 33}[connection.vendor]):
        rebuild()


def test_a_very_long_text_is_indexed_by_its_beginning():
    words = (f"{n:x}".translate(str.maketrans("0123456789", "ghijklmnop")) for n in range(500_000))
    make_skill(definition=" ".join(words))
    entry = SearchEntry.objects.get(kind="skills")
    assert len(entry.text) <= TEXT_CHARACTERS


def test_every_object_of_the_fixtures_is_found(catalogue):
    loaded = contents()
    assert set(loaded) == {
        (kind.name, pk)
        for kind in SEARCH_KINDS.values()
        for pk in kind.objects.values_list("pk", flat=True)
    }
    rebuild()
    assert contents() == loaded


def make_many(number):
    """Statements of a role level, the longest first, whose entries are made together."""
    section = make_section(make_role_level())
    made = Statement.objects.bulk_create(
        Statement(section=section, position=n, text=f"Zebra{' of the herd' * (number - n)}")
        for n in range(number)
    )
    return [statement.pk for statement in made]


def test_many_that_are_indexed_at_once_are_found_and_lost_like_others():
    ids = make_many(MANY)
    reindex("statements", ids)
    reindex("statements", ids)  # now each takes the place of one that is there
    assert numbers_found("zebra") == {"statements": MANY}
    Statement.objects.filter(pk__in=ids[1:]).delete()
    assert numbers_found("zebra") == {"statements": 1}
    make_role_level({"Duties": ["Another zebra"]})
    assert numbers_found("zebra") == {"statements": 2}


def numbers_found(typed):
    return {one.kind.name: len(one.groups) for one in match_all(Query.parse(typed))}
