"""What is found, alike on SQLite and PostgreSQL."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from capframe.base.models import Status
from capframe.search.fulltext import CAP, REPEATS, match_all, match_any
from capframe.search.index import rebuild
from capframe.search.kinds import SEARCH_KINDS
from capframe.search.models import SearchEntry
from capframe.search.queries import Query
from roles.models import Statement
from skills.models import Skill
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

pytestmark = pytest.mark.django_db


def titles(text, search=match_all, **options):
    """The titles found, by kind, best first."""
    entries = SearchEntry.objects.in_bulk()
    return {
        matches.kind.name: [entries[group[0]].title for group in matches.groups]
        for matches in search(Query.parse(text), **options)
    }


def texts(text, search=match_all):
    """The texts of the statements found, best first."""
    entries = SearchEntry.objects.in_bulk()
    (matches,) = search(Query.parse(text), [SEARCH_KINDS["statements"]])
    return [entries[group[0]].text for group in matches.groups]


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


def test_the_same_sentence_at_several_levels_is_one_result():
    role = make_role(title="Keeper")
    for title in ("K1", "K2", "K3"):
        make_role_level({"Duties": ["Feed the zebra."]}, role=role, title=title, slug=title.lower())
    make_role_level({"Duties": ["Feeding the zebra."]}, role=role, title="K4", slug="k4")
    (matches,) = match_all(Query.parse("feed zebra"))
    assert list(map(len, matches.groups)) == [3, 1]


def test_the_phrase_comes_first_then_words_near_each_other():
    make_skill(
        title="Apart",
        definition="Risk is one thing, and quite another what it is that management is.",
    )
    make_skill(title="Near", definition="Taking a risk, as good management has to, in all of it.")
    make_skill(title="Phrase", definition="All that people do in what they call risk management.")
    assert titles("risk management")["skills"] == ["Phrase", "Near", "Apart"]


def test_a_phrase_is_not_lost_among_many_that_have_its_words():
    section = make_section(make_role_level())
    phrase = "It all has to do with risk management."
    written = [*(f"Management {n} risk" for n in range(REPEATS * CAP + 1)), phrase]
    Statement.objects.bulk_create(
        Statement(section=section, position=n, text=text) for n, text in enumerate(written)
    )
    rebuild()
    assert texts("risk management")[0] == phrase


def test_titles_come_first_then_words_together_then_the_short():
    def skill(title, definition):
        make_skill(title=title, definition=definition)

    skill("Third", "Managing this and that, and a project at times, and so on.")
    skill("Second", "Of project management one may say much more than of other things here.")
    skill("First", "Project management.")
    skill("The management of a project", "Nothing.")
    skill("Project management", "Nothing else.")
    skill("Risk", "Managing risk.")
    assert titles("project management")["skills"] == [
        "Project management",
        "The management of a project",
        "First",
        "Second",
        "Third",
    ]


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


def test_some_words_find_those_with_the_most_of_them_then_the_rarest():
    make_skill(title="Ponies", definition="Common words.")
    make_skill(title="Camels", definition="Common words.")
    make_skill(title="Zebras", definition="Rarely said in so many words, which are many more.")
    make_skill(title="Both", definition="Common, rarely.")
    make_skill(title="None", definition="Nothing of it.")
    assert titles("common rare missing") == {}
    assert titles("common rarely missing", match_any)["skills"] == [
        "Both",
        "Zebras",
        "Ponies",
        "Camels",
    ]


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


def test_what_is_hidden_pushes_nothing_out():
    section = make_section(make_role_level(status=Status.WITHDRAWN))
    Statement.objects.bulk_create(
        Statement(section=section, position=n, text="Zebra") for n in range(300)
    )
    make_role_level({"Duties": ["A zebra that is seen.", "Another zebra."]})
    rebuild()
    assert texts("zebra") == ["Another zebra.", "A zebra that is seen."]
    assert texts("zebra camel", match_any) == ["Another zebra.", "A zebra that is seen."]


def test_counting_stops_at_the_cap():
    section = make_section(make_role_level())
    Statement.objects.bulk_create(
        Statement(section=section, position=n, text=f"Zebra {n}") for n in range(CAP + 1)
    )
    rebuild()
    (matches,) = match_all(Query.parse("zebra"))
    assert (len(matches.groups), matches.capped, matches.number) == (CAP, True, f"more than {CAP}")
    Statement.objects.first().delete()
    (matches,) = match_all(Query.parse("zebra"))
    assert (len(matches.groups), matches.capped, matches.number) == (CAP, False, str(CAP))


def test_titles_are_found_though_bodies_are_many():
    other = make_skill(title="Other")
    Skill.objects.bulk_create(
        Skill(
            framework=other.framework,
            source=other.source,
            place=other.place,
            status=other.status,
            title=f"Common {number}",
            slug=f"common-{number}",
            definition="Zebra",
        )
        for number in range(CAP + 1)
    )
    rebuild()
    make_skill(title="Zebra")
    (matches,) = match_all(Query.parse("zebra"))
    assert SearchEntry.objects.get(pk=matches.groups[0][0]).title == "Zebra"
    assert matches.in_title
    assert matches.capped


def test_each_search_takes_one_query(django_assert_num_queries):
    make_role_level()
    with django_assert_num_queries(1):
        match_all(Query.parse("several words"))
    with django_assert_num_queries(1):
        match_any(Query.parse("one two three four five six seven eight nine ten eleven twelve"))
