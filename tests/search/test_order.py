"""What comes first, and how much is looked at."""

import pytest

from capframe.base.models import Status
from capframe.search import dialects
from capframe.search.fulltext import CAP, REPEATS, match_all, match_any
from capframe.search.index import rebuild
from capframe.search.queries import Query
from roles.models import Statement
from skills.models import Skill
from tests.factories import make_role, make_role_level, make_section, make_skill
from tests.search.asking import texts, titles

pytestmark = pytest.mark.django_db


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
    assert matches.groups[0][0].title == "Zebra"
    assert matches.in_title
    assert matches.capped


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


def test_what_is_hidden_pushes_nothing_out():
    section = make_section(make_role_level(status=Status.WITHDRAWN))
    Statement.objects.bulk_create(
        Statement(section=section, position=n, text="Zebra") for n in range(300)
    )
    make_role_level({"Duties": ["A zebra that is seen.", "Another zebra."]})
    rebuild()
    assert texts("zebra") == ["Another zebra.", "A zebra that is seen."]
    assert texts("zebra camel", match_any) == ["Another zebra.", "A zebra that is seen."]


@pytest.fixture(
    params=[(0, 0), (0, CAP * CAP), (CAP * CAP, CAP * CAP)], ids=["parts", "sample", "whole"]
)
def ways(request, monkeypatch):
    """Each way in which PostgreSQL reads entries, be they few or many."""
    for name, number in zip(("FEW", "MANY"), request.param, strict=True):
        monkeypatch.setattr(dialects, name, number)


def test_the_short_are_looked_at_first_in_whichever_way_they_are_read(ways):
    section = make_section(make_role_level())
    written = [f"Zebra {n}" + " and" * (n % 2 * 40) for n in range(REPEATS * CAP * 3)]
    Statement.objects.bulk_create(
        Statement(section=section, position=n, text=text) for n, text in enumerate(written)
    )
    rebuild()
    found = texts("zebra")
    assert len(found) == CAP
    assert set(found) <= set(written[::2])
    assert found == sorted(found, key=written.index)


def test_all_are_found_once_and_phrases_first_in_whichever_way_they_are_read(ways):
    section = make_section(make_role_level())
    phrases = [f"Zebra camel {n}" for n in range(CAP // 2)]
    others = [f"Camel of a zebra {n}" for n in range(CAP // 2)]
    Statement.objects.bulk_create(
        Statement(section=section, position=n, text=text) for n, text in enumerate(others + phrases)
    )
    rebuild()
    assert texts("zebra camel") == phrases + others


def test_a_sentence_that_stands_everywhere_leaves_others_in():
    section = make_section(make_role_level())
    written = ["Zebra"] * (REPEATS * CAP * 8)
    written[5::9] = [f"Of a zebra {n} of the herd" for n in range(len(written[5::9]))]
    Statement.objects.bulk_create(
        Statement(section=section, position=n, text=text) for n, text in enumerate(written)
    )
    rebuild()
    assert len(texts("zebra")) > 10
