"""Tables with a column for each of many things, on the pages and in the commands."""

from pathlib import Path

import pytest

from capframe.base.models import Source
from skills.models import Indicator, ProficiencyLevel, Skill, SkillKind, SkillLevel
from tests.benchmarks.published_files import make_pair
from tests.factories import make_framework, make_proficiency, make_role_level, make_skill
from tests.imports.commands.running import answer, run
from tests.imports.files import uploaded

pytestmark = pytest.mark.django_db
TESTS = Path(__file__).parents[2]
FILE = TESTS / "skills" / "importing" / "published_skills.csv"
ROLES_FILE = TESTS / "roles" / "importing" / "published.csv"
LONG = "You can do what is asked of you without much help."
EACH = "level_as_heading"


@pytest.fixture
def framework():
    framework = make_framework(title="River skills", slug="river")
    for position, title in enumerate(["Paddling", "Swimming"], start=1):
        make_proficiency(framework, position, title=title)
    return framework


# A column for each level of the scale


def test_an_upload_is_checked_at_once(browser, framework):
    text = "skill_framework,skill,Paddling,Swimming\nRiver skills,Rowing,,Row far\n"
    imported = uploaded(browser, text, kind="skills")
    assert imported.state == "checked"
    assert imported.columns == ["skill_framework", "skill", EACH, EACH]
    assert imported.counts["created"]["skills.skilllevel"] == 1


def test_the_page_of_columns_says_what_they_are(browser, framework):
    text = f"skill_framework,skill,One,Two\nRiver skills,Rowing,{LONG},{LONG}\n"
    imported = uploaded(browser, text, kind="skills")
    assert imported.state == "uploaded"
    page = browser.get(f"{imported.get_absolute_url()}columns/")
    values = [field.value() for field in page.context["form"]]
    assert values == ["skill_framework", "skill", EACH, EACH]


def test_faults_name_line_and_column_as_the_file_has_them(file):
    make_framework(title="River skills", slug="river")
    lines = ["Skill Name,Skill Description,Awareness,Working,asked_by"]
    lines += ["Rowing,In boats,Row,Row far,", "Rowing,In boats,Row,Row further,"]
    code, said = answer("import_skills", file("\n".join(lines)), "--skill-framework", "river")
    assert code == 1
    assert [(one["line"], one["column"]) for one in said["errors"]] == [(3, "Working")]
    assert "Lines 2 and 3 disagree" in said["errors"][0]["message"]


def test_likely_levels_that_are_on_no_scale_are_a_fault_and_no_text(file, framework):
    text = f"skill,One,Two\nRowing,{LONG},{LONG}\nDiving,{LONG},{LONG}\n"
    code, said = answer("import_skills", file(text), "--skill-framework", "river")
    assert code == 1
    assert len(said["errors"]) == 2  # one a heading, not one a cell
    assert {(one["line"], one["column"]) for one in said["errors"]} == {(2, "One"), (2, "Two")}
    assert "“River skills” has no level “One”" in said["errors"][0]["message"]


# The published file


def test_it_goes_in_as_it_is_and_a_second_time_changes_nothing():
    make_framework(title="River skills", slug="river")
    ran = run("import_skills", str(FILE), "--skill-framework", "river")
    assert ran.code == 0, ran.err
    assert ProficiencyLevel.objects.count() == 4
    assert SkillLevel.objects.count() == 13
    assert Skill.objects.get(title="Ringing bells").levels.get().description
    maps = SkillLevel.objects.get(skill__title="Reading maps", level__title="Working")
    assert maps.description == "You can:"
    assert maps.pairs == [("follow a route on a map", "", ""), ("tell how far a place is", "", "")]
    code, said = answer("import_skills", str(FILE), "--skill-framework", "river", "--check")
    assert (code, said["created"], said["changed"]) == (0, {}, {})


def test_after_the_roles_it_changes_only_what_differs():
    make_framework(title="River skills", slug="river")
    options = ("--skill-framework", "river", "--source-title", "Published", "--publisher", "Us")
    assert run("import_roles", str(ROLES_FILE), *options).code == 0
    before = set(Indicator.objects.values_list("pk", "effective"))
    options = ("--skill-framework", "river", "--source", Source.objects.last().slug)
    code, said = answer("import_skills", str(FILE), *options)
    assert code == 0
    assert said["created"] == {"skills.skill": 1, "skills.skilllevel": 1}
    assert (said["changed"], said["withdrawn"]) == ({}, {})
    assert set(Indicator.objects.values_list("pk", "effective")) == before
    messages = [one["message"] for one in said["warnings"]]
    assert not [one for one in messages if "In the catalogue" in one or "No role" in one]


# A matrix of skills by role levels


def test_a_matrix_goes_in_without_a_word(file, browser, framework):
    skill = make_skill(framework=framework, title="Rowing")
    make_role_level(title="Diver", code="D1")
    make_role_level(title="Pilot")
    text = "Skill,D1,Pilot\nRowing,Swimming,Paddling\n"
    assert uploaded(browser, text).state == "checked"
    code, said = answer("import_roles", file(text))
    assert code == 0, said
    assert said["created"]["roles.skillrequirement"] == 2
    levels = skill.requirements.values_list("role_level__title", "level__title")
    assert set(levels) == {("Diver", "Swimming"), ("Pilot", "Paddling")}


def test_a_matrix_with_an_unknown_role_level_says_what_to_do(file, framework):
    make_skill(framework=framework, title="Rowing")
    make_role_level(title="Pilot")
    text = "Skill,Pilot,Cook\nRowing,Swimming,Paddling\n"
    code, said = answer("import_roles", file(text))
    assert code == 1
    assert [(one["line"], one["column"]) for one in said["errors"]] == [(0, "Cook")]
    assert "Write its code" in said["errors"][0]["message"]


# The published files, small ones of their shape


def test_the_skills_after_the_roles_change_what_differs_and_keep_kinds(file):
    make_framework(title="Digital skills", slug="digital")
    pair = make_pair(0.06)
    roles, skills = file(pair.roles, "r.csv"), file(pair.skills, "s.csv")
    options = ("--skill-framework", "digital")
    _, said = answer("import_roles", roles, *options)
    assert said["created"]["skills.indicator"] > 50
    leading = {one.title for one in pair.all_skills if not one.levels}
    assert set(Skill.objects.values_list("kind", flat=True)) == {""}
    Skill.objects.filter(title__in=leading).update(kind=SkillKind.LEADERSHIP)
    Skill.objects.exclude(title__in=leading).update(kind=SkillKind.SPECIALIST)
    _, said = answer("import_skills", skills, *options)
    assert (said["changed"], said["withdrawn"]) == ({}, {})
    for command, path in (("import_skills", skills), ("import_roles", roles)):
        _, said = answer(command, path, *options, "--check")
        assert (said["created"], said["changed"], said["withdrawn"]) == ({}, {}, {})
    of_leaders = Skill.objects.filter(kind=SkillKind.LEADERSHIP)
    assert set(of_leaders.values_list("title", flat=True)) <= leading
    for level in SkillLevel.objects.prefetch_related("indicators"):
        behaviours = [one.effective for one in level.indicators.all()]
        assert len(set(behaviours)) == len(behaviours)
        assert not any(text in level.description for text in behaviours)


def test_one_behaviour_in_other_words_is_one_change(file):
    make_framework(title="River skills", slug="river")
    options = ("--skill-framework", "river")
    answer("import_roles", str(ROLES_FILE), *options)
    answer("import_skills", str(FILE), *options)
    text = FILE.read_text().replace("plan a route over rough", "plan every route over rough")
    code, said = answer("import_skills", file(text), *options)
    assert (code, said["created"], said["changed"]) == (0, {}, {"skills.indicator": 1})


def test_a_file_without_a_framework_makes_one_with_an_address(file):
    options = ("--new-skill-framework", "Water", "--scale", "Foundation,Advanced")
    text = f"Skill,Foundation,Advanced\nRowing,{LONG},{LONG}\n"
    code, _ = answer("import_skills", file(text), *options)
    assert code == 0
    skill = Skill.objects.get()
    assert (skill.framework.title, skill.framework.slug) == ("Water", "water")
    assert list(skill.levels.values_list("level__title", flat=True)) == ["Foundation", "Advanced"]
