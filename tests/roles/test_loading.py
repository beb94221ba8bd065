from datetime import date

import pytest

from roles.loading import load_profiles
from roles.models import RoleLevel
from skills.models import SkillFramework
from tests.factories import (
    make_framework,
    make_grade,
    make_pay,
    make_qualification_requirement,
    make_requirement,
    make_role,
    make_role_level,
    make_section,
    make_skill,
    make_skill_level,
)

pytestmark = pytest.mark.django_db


def load(*levels):
    return load_profiles([(level.role.slug, level.slug) for level in levels])


def profile(level):
    (loaded,) = load(level)
    return loaded


def test_a_profile_holds_what_the_level_asks():
    skill = make_skill(title="Seeing the Big Picture", definition="What it is.")
    make_skill_level(skill, 3, [("Share", "Hide"), ("Listen", "")])
    make_skill_level(skill, 4, [("Lead", "Follow")])
    level = make_role_level({"Overview": ["First.", "Second."], "Responsibilities": ["Plan"]})
    make_requirement(level, skill, 3)
    loaded = profile(level)
    assert [s.type_slug for s in loaded.sections] == ["overview", "responsibilities"]
    assert [one.text for one in loaded.sections[0].statements] == ["First.", "Second."]
    (asked,) = loaded.required_skills
    assert (asked.title, asked.level, asked.definition) == (skill.title, "Level 3", "What it is.")
    assert [(p.effective, p.ineffective) for p in asked.indicators] == [
        ("Share", "Hide"),
        ("Listen", ""),
    ]


def test_a_statement_says_how_strongly_it_asks_and_for_what():
    level = make_role_level({"Skills": ["Be both degree and CIPD qualified.", "Write", "Read"]})
    both, write, _ = level.sections.get().statements.in_order()
    for title in ("Degree", "CIPD"):
        make_qualification_requirement(both, title, "required")
    write.strength = "ideal"
    write.save()
    loaded = profile(level)
    statements = loaded.sections[0].statements
    assert [one.asks for one in statements] == ["CIPD: required; Degree: required", "Ideal", ""]
    assert [one.slug for one in loaded.qualifications] == ["cipd", "degree"]


def test_a_qualification_asked_for_twice_is_named_once_as_most_strongly():
    level = make_role_level({"Skills": ["Ideally", "Be qualified", "Typically"]})
    said = zip(level.sections.get().statements.in_order(), ("ideal", "required", ""), strict=True)
    for statement, strength in said:
        make_qualification_requirement(statement, "CIPD", strength)
    assert [one.words for one in profile(level).qualifications] == ["CIPD: required"]


def test_how_skills_are_introduced_and_assessed():
    level = make_role_level(skills_introduction="At interview:")
    make_requirement(level, make_skill(), assessed="interview")
    loaded = profile(level)
    assert loaded.skills_introduction == "At interview:"
    assert [skill.assessed_words for skill in loaded.required_skills] == ["assessed at interview"]


def test_what_the_source_does_not_say_is_absent():
    loaded = profile(make_role_level())
    assert loaded.grade is None
    assert (loaded.pay, loaded.sections, loaded.required_skills) == ((), (), ())
    assert loaded.purpose is None


def test_a_section_without_statements_is_kept():
    level = make_role_level()
    make_section(level, "Overview")
    assert [section.statements for section in profile(level).sections] == [()]


def test_a_skill_without_a_level_has_no_indicators():
    skill = make_skill()
    make_skill_level(skill, 1, [("Share", "Hide")])
    level = make_role_level()
    make_requirement(level, skill, None)
    (asked,) = profile(level).required_skills
    assert (asked.level, asked.indicators) == (None, ())


def test_a_level_of_a_scale_in_no_known_order_has_no_place():
    framework = make_framework(levels_in_order=False)
    level = make_role_level()
    make_requirement(level, make_skill(framework=framework), 1)
    (asked,) = profile(level).required_skills
    assert (asked.level, asked.level_position, asked.scale) == ("Level 1", None, None)
    SkillFramework.objects.update(levels_in_order=True)
    (asked,) = profile(level).required_skills
    assert (asked.level_position, asked.scale) == (1, 1)


def test_a_skill_that_was_never_published_is_not_shown():
    level = make_role_level()
    make_requirement(level, make_skill(status="withdrawn"))
    assert profile(level).required_skills == ()


def test_the_newest_pay_that_has_begun_at_each_location():
    grade = make_grade()
    for number, day in enumerate((None, date(2015, 4, 1), date(2016, 4, 1), date(2999, 4, 1))):
        make_pay(grade, employer="Home Office", minimum=number, valid_from=day)
    make_pay(grade, employer="Home Office", location="National", minimum=4)
    make_pay(grade, employer="Home Office", location="", minimum=5)
    loaded = profile(make_role_level(grade=grade, employer="Home Office"))
    assert [(pay.location, pay.minimum) for pay in loaded.pay] == [
        *(("London", 2), ("National", 4), ("", 5)),
    ]


def test_pay_is_that_of_the_day_asked_for():
    grade = make_grade()
    for year in (2015, 2016):
        make_pay(grade, employer="Home Office", minimum=year, valid_from=date(year, 4, 1))
    level = make_role_level(grade=grade, employer="Home Office")

    def pay(*day):
        (loaded,) = load_profiles([(level.role.slug, level.slug)], on=date(*day))
        return [(each.minimum, each.valid_from) for each in loaded.pay]

    assert pay(2015, 3, 31) == []
    assert pay(2016, 3, 31) == [(2015, date(2015, 4, 1))]
    assert pay(2016, 4, 1) == [(2016, date(2016, 4, 1))]


def test_pay_of_another_employer_is_linked_not_its_own():
    grade = make_grade(title="Grade 7")
    make_pay(grade, employer="Home Office")
    make_pay(grade, employer="Cabinet Office", valid_from=date(2016, 4, 1))
    loaded = profile(make_role_level(grade=grade, employer="cabinet office"))
    assert ([pay.employer for pay in loaded.pay], loaded.grade_pay) == (["Cabinet Office"], ())
    loaded = profile(make_role_level(grade=grade, employer="Treasury"))
    assert loaded.pay == ()
    assert list(map(str, loaded.grade_pay)) == [
        "Salary of Grade 7 at Cabinet Office (from 1 April 2016)",
        "Salary of Grade 7 at Home Office (date not stated)",
    ]


def test_what_names_no_employer_is_nobodys_own():
    grade = make_grade(title="Grade 7")
    make_pay(grade)
    for employer in ("", "Home Office"):
        loaded = profile(make_role_level(grade=grade, employer=employer))
        assert (loaded.pay, [link.text for link in loaded.grade_pay]) == (
            (),
            ["Salary of Grade 7, employer not stated"],
        )


def test_pay_with_pence_by_the_hour_in_another_currency():
    grade = make_grade()
    unit = {"minimum": "12.45", "maximum": "13.10", "period": "hour", "currency": "EUR"}
    make_pay(grade, employer="Home Office", note="Reviewed each year.", **unit)
    loaded = profile(make_role_level(grade=grade, employer="Home Office"))
    assert [pay.amounts for pay in loaded.pay] == ["EUR 12.45 to EUR 13.10 an hour"]
    assert loaded.pay_notes == ("Reviewed each year.",)


def test_most_junior_first_whatever_the_alphabet_says():
    grades = [make_grade(title=title) for title in ("Zeta", "Eta", "Alpha")]
    for grade in reversed(grades):
        make_role_level(grade=grade, title=grade.title)
    make_role_level(title="No grade")
    loaded = load(*RoleLevel.objects.all())
    assert [level.level_title for level in loaded] == ["Zeta", "Eta", "Alpha", "No grade"]


@pytest.mark.parametrize("number", [1, 8])
def test_three_queries_however_many(number, django_assert_num_queries):
    for _ in range(number):
        make_requirement(make_role_level({"Overview": ["Text"]}, grade=make_grade()), make_skill())
    levels = list(RoleLevel.objects.select_related("role"))
    with django_assert_num_queries(3):
        assert len(load(*levels)) == number


@pytest.mark.parametrize("status", ["draft", "withdrawn"])
def test_what_readers_cannot_see_is_left_out(status):
    unseen = make_role_level(status=status), make_role_level(role=make_role(status=status))
    assert load(*unseen) == []
