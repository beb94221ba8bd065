"""What is found, alike on SQLite and PostgreSQL."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from capframe.base.models import Status
from capframe.search.fulltext import match_all, match_any
from capframe.search.kinds import SEARCH_KINDS
from capframe.search.models import SearchEntry
from capframe.search.queries import Query
from roles.models import Statement
from tests.factories import (
    make_family,
    make_family_section,
    make_grade,
    make_role,
    make_role_level,
    make_section,
    make_skill,
    make_skill_level,
    make_structure,
    make_workstream,
)
from tests.search.asking import titles

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("managing", "manage"),
        ("policies", "policy"),
        ("policy", "policies"),
        ("café", "cafe"),
        ("cafe", "café"),
        ("cafe\u0301", "CAFÉ"),
        ("director’s", "directors'"),
        ("PAP14", "pap 14"),
        ("2e3e 0003e1", "2e3e"),
        ("PAP 14", "pap14"),
        ("working-level", "working level"),
        ("co-ordinates", "coordinate"),
        ("coordinating", "co-ordinate"),
        ("e‑mail", "email"),
        ("email", "e mail"),
        ("Well being", "wellbeing"),
        ("wellbeing", "well being"),
        ("up-to-date", "uptodate"),
        ("R&D", "r & d"),
        ("Łódź", "lodz"),
        ("Dŵr", "dwr"),
        ("Straßenbau", "strassenbau"),
        ("C++", "c++"),
        ("Microsoft .NET", ".Net"),
        ("日本語", "本語"),
        ("日本語", "日"),
        ("हिन्दी", "हिन्दी"),
        ("Управление", "управление"),
    ],
)
def test_finds_other_forms_of_a_word(written, asked):
    make_role_level(title=written, slug="level")
    make_role_level(title="Something else")
    assert len(titles(asked)["rolelevels"]) == 1


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("C", "C++"),
        ("C++", "C"),
        ("C#", "C++"),
        ("Net pay", ".NET"),
        ("Unit 14, PAP", "PAP14"),
        ("日語本", "日本語"),
        ("мои", "мой"),
    ],
)
def test_does_not_take_one_word_for_another(written, asked):
    make_role_level(title=written, slug="level")
    assert titles(asked) == {}


def test_finds_all_words_in_any_order():
    make_role(title="Finance Business Partner")
    make_role_level(role=make_role(title="HR Business Partner"), title="Grade 7", slug="grade-7")
    assert titles("partner 7 hr") == {"rolelevels": ["HR Business Partner, Grade 7"]}


def test_finds_every_kind():
    grade = make_grade(
        title="Zebra 7", structure=make_structure(title="Zoo"), full_title="Zebra Seven"
    )
    make_family(title="Zebras")
    make_skill(title="Zebra riding")
    make_workstream(title="More zebras")
    make_role_level(
        {"Duties": ["Feed the zebra."]}, role=make_role(title="Keeper"), title="I", grade=grade
    )
    assert titles("zebra") == {
        "rolelevels": ["Keeper, I"],
        "skills": ["Zebra riding"],
        "families": ["Zebras"],
        "grades": ["Zebra 7"],
        "workstreams": ["More zebras"],
        "statements": ["Keeper, I"],
    }


def test_finds_a_role_level_by_what_is_known_of_it():
    family = make_family(title="Keeping")
    role = make_role(family=family, title="Keeper", description="Minds the lions.")
    grade = make_grade(title="G7", full_title="Grade Seven", structure=make_structure(title="Zoo"))
    make_role_level(
        role=role,
        title="Senior",
        code="ZK14",
        grade=grade,
        location="London",
        description="Has seniority over tigers.",
    )
    for word in ("keeper senior zk14", "g7 seven", "zoo", "london tigers", "lions", "keeping"):
        assert titles(word)["rolelevels"] == ["Keeper, Senior"]


def test_finds_objects_by_what_belongs_to_them():
    skill = make_skill(title="Riding", definition="Sits well.")
    make_skill_level(skill, 1, [("Falls upwards", "Falls sideways")], description="Novices canter.")
    family = make_family(title="Stables")
    make_family_section(family, "Hay", ["Muck", "They whinny."])
    make_workstream(
        ["Fence by March"], title="Fields", issue="Mud", approach="Dig", participants="Moles"
    )
    assert titles("sits upwards sideways canter") == {"skills": ["Riding"]}
    assert titles("hay muck whinny") == {"families": ["Stables"]}
    assert titles("fence mud dig moles") == {"workstreams": ["Fields"]}


def test_finds_statements_by_their_own_words_and_their_heading():
    level = make_role_level(role=make_role(title="Keeper"))
    section = make_section(level, title="Duties")
    Statement.objects.create(section=section, text="Feed them.", note="Not the geese.")
    assert titles("feed geese") == {"statements": [level.full_title]}
    assert titles("duties feed") == {"statements": [level.full_title]}
    assert "statements" not in titles("keeper")


def test_finds_role_levels_by_the_headings_of_their_text():
    level = make_role_level({"Risk management": ["Feed them."]})
    make_role_level({"Risks": ["Management of geese."]})
    assert titles("risk management")["rolelevels"] == [level.full_title]


def test_finds_a_skill_by_its_level():
    make_skill_level(make_skill(title="Delivering at Pace"), 4)
    make_skill(title="Delivering", definition="At pace, on level ground.")
    assert titles("delivering at pace level 4") == {"skills": ["Delivering at Pace"]}


@pytest.mark.parametrize("text", ["", " ", "*", "🙂", "\x00", '""', "日本"])
def test_no_words_find_nothing(text):
    make_role_level()
    assert titles(text) == titles(text, match_any) == {}


@pytest.mark.parametrize(
    "text",
    [
        "AND OR NOT NEAR",
        "policy NEAR(adviser, 2) AND kind:skills",
        "title_stems : policy",
        "policy* ^policy -policy +policy",
        "policy & !adviser | (grade <-> pay):*A",
        "'policy':A' \\' \\\\ %s %(x)s {0} $1",
        '"policy" "" \'\'',
        "'; DROP TABLE search_searchentry; --",
        "policy\x00adviser",
    ],
)
def test_operators_are_words(text):
    make_role_level(title="Policy", slug="policy")
    match_all(Query.parse(text))
    assert "rolelevels" in titles(f"{text} policy", match_any)


@settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text() | st.text("ae13 \x00\"'*()^:-+&|!\\%éß", max_size=40))
def test_any_text_can_be_searched_for(db, text):
    match_all(Query.parse(text))
    match_any(Query.parse(text))


def test_a_kind_is_no_word_and_a_word_no_kind():
    make_skill(title="Riding")
    make_role_level(title="Skills", slug="skills")
    assert titles("skills") == {"rolelevels": [SearchEntry.objects.get(kind="rolelevels").title]}


def test_looks_in_the_kinds_asked_for():
    make_skill(title="Policy")
    make_family(title="Policy")
    assert titles("policy", kinds=[SEARCH_KINDS["families"]]) == {"families": ["Policy"]}


@pytest.mark.parametrize("hidden", [Status.DRAFT, Status.WITHDRAWN])
def test_readers_find_what_is_published_only(hidden):
    level = make_role_level({"Duties": ["Feed the zebra."]}, title="Zebra", slug="zebra")
    make_skill(title="Zebra")
    make_workstream(title="Zebra")
    make_family(title="Zebra")
    for queryset in (SEARCH_KINDS[kind].objects for kind in ("skills", "workstreams", "families")):
        queryset.model.objects.filter(title="Zebra").update(status=hidden)
    for entry in (level, level.role, level.family):
        assert list(titles("zebra")) == ["rolelevels", "statements"]
        type(entry).objects.filter(pk=entry.pk).update(status=hidden)
        assert titles("zebra") == titles("zebra", match_any) == {}
        type(entry).objects.filter(pk=entry.pk).update(status=Status.PUBLISHED)


def test_each_search_takes_one_query(django_assert_num_queries):
    make_role_level()
    with django_assert_num_queries(1):
        match_all(Query.parse("several words"))
    with django_assert_num_queries(1):
        match_any(Query.parse("one two three four five six seven eight nine ten eleven twelve"))
