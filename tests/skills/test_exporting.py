import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from capframe.base.models import Status
from capframe.fixtures import FIXTURES
from roles.models import SkillRequirement
from skills.exporting import export_skills
from skills.importing import SKILLS
from skills.models import (
    FrameworkSection,
    Indicator,
    ProficiencyLevel,
    Skill,
    SkillFramework,
    SkillLevel,
)
from tests.factories import make_framework, make_skill, make_skill_level, remove_all
from tests.importing import check, exported, imported

MODELS = (
    *(SkillRequirement, Indicator, SkillLevel, Skill),
    *(ProficiencyLevel, FrameworkSection, SkillFramework),
)


def there_and_back():
    """The file exported, and the one exported again after an import into an empty catalogue."""
    content = exported(SKILLS)
    remove_all(*MODELS)
    imported(SKILLS, content)
    return content, exported(SKILLS)


@pytest.fixture
def skill(db):
    skill = make_skill(
        framework=make_framework(title="Competencies"), title="Deciding", definition="Sound\r\nones"
    )
    make_skill_level(skill, 2, [("Weigh", "Guess"), ("Decide", "")], description="Calm")
    make_skill_level(skill, 1)
    return skill


def test_it_works(skill):
    named = {"skill_framework": "Competencies", "skill": "Deciding"}
    assert list(export_skills(False)) == [
        {**named, "skill_description": "Sound\nones", "level": "Level 1"},
        {
            **named,
            "level": "Level 2",
            "level_description": "Calm",
            "effective": "Weigh",
            "ineffective": "Guess",
        },
        {**named, "level": "Level 2", "effective": "Decide"},
    ]


def test_a_skill_without_levels_has_a_row(db):
    make_skill(framework=make_framework(title="Competencies"), title="Deciding")
    assert list(export_skills(False)) == [{"skill_framework": "Competencies", "skill": "Deciding"}]


def test_drafts_are_exported_only_with_everything(db):
    make_skill(title="Deciding", status=Status.DRAFT)
    assert list(export_skills(False)) == []
    assert [row["skill"] for row in export_skills(True)] == ["Deciding"]


def test_skills_come_in_the_order_of_their_framework(db):
    framework = make_framework(title="B")
    make_skill(framework=framework, title="First", position=2)
    make_skill(framework=framework, title="Second", position=10)
    make_skill(framework=make_framework(title="A"), title="Third", position=3)
    assert [row["skill"] for row in export_skills(True)] == ["Third", "First", "Second"]


def test_frameworks_that_share_a_title_are_named_by_their_addresses(db):
    for slug in ("competencies", "competencies-2"):
        make_skill(framework=make_framework(title="Competencies", slug=slug), title="Deciding")
    assert [row["skill_framework"] for row in export_skills(True)] == [
        "competencies",
        "competencies-2",
    ]
    before, after = there_and_back()
    assert after == before


def test_the_same_behaviour_twice_comes_back_twice(db):
    make_skill_level(make_skill(title="数", slug="number"), 1, [("Lead", "")] * 5)
    before, after = there_and_back()
    assert after == before
    assert Indicator.objects.filter(effective="Lead").count() == 5


# Section types alone hold no skills.
@pytest.mark.parametrize("fixture", FIXTURES[1:])
def test_every_document_comes_back(seed, fixture):
    seed(fixture)
    before, after = there_and_back()
    assert after == before


def test_the_number_of_queries_does_not_grow(skill, django_assert_num_queries):
    with django_assert_num_queries(4):
        list(export_skills(True))
    for number in range(5):
        make_skill_level(make_skill(title=f"Skill {number}"), 1, [("Lead", "")])
    with django_assert_num_queries(4):
        list(export_skills(True))


words = st.text(alphabet="abAB éß-.'£\n\u00a0=@+", max_size=8).map(str.strip)
names = st.sampled_from(["Deciding", "Leading", "Team work", "Größe", "Données & co", "数"])
levels = st.dictionaries(
    st.integers(min_value=1, max_value=12),
    st.tuples(words, st.lists(st.tuples(words, words).filter(any), max_size=4)),
    max_size=3,
)
skills = st.dictionaries(names, st.tuples(words, levels), max_size=4)


@given(st.dictionaries(names, skills, max_size=3).filter(lambda found: any(found.values())))
@settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_there_is_comes_back(db, frameworks):
    remove_all(*MODELS)
    for number, (title, found) in enumerate(frameworks.items(), start=1):
        framework = make_framework(title=title, slug=f"framework-{number}")
        for place, (name, (definition, at)) in enumerate(found.items(), start=1):
            skill = make_skill(
                framework=framework,
                title=name,
                slug=f"skill-{place}",
                definition=definition,
                aliases=f"={place}\n- {place}",
                position=place,
            )
            for position, (description, pairs) in at.items():
                level = make_skill_level(skill, position, description=description)
                Indicator.objects.bulk_create(
                    Indicator(skill_level=level, position=n, effective=good, ineffective=bad)
                    for n, (good, bad) in enumerate(pairs, start=1)
                )
    before, after = there_and_back()
    assert after == before


def test_what_is_exported_changes_nothing(catalogue):
    checked = check(SKILLS, *export_skills(True))
    assert checked.plan.changes == []
    assert checked.plan.unchanged["skills.indicator"] == 82
    assert checked.warnings == ()
