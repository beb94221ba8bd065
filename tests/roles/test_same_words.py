"""Sections that other levels of the family have word for word."""

from html import unescape

from roles.same_words import find_same_words
from tests.base.test_admin_actions import change_url
from tests.factories import make_family, make_role, make_role_level, make_section


def found(level):
    """The headings, with the levels that say the same."""
    return {one.heading: [other.title for other in one.levels] for one in find_same_words(level)}


def test_the_same_statements_at_other_levels_of_the_family(db):
    role = make_role(title="Officer")
    words = {"Purpose": ["Lead", "Plan"], "Duties": ["Advise"]}
    low = make_role_level(words, role=role, title="Low")
    make_role_level(words, role=role, title="Mid")
    other = make_role(family=role.family, title="Adviser")
    make_role_level({"Purpose": ["Lead", "Plan"]}, role=other, title="High")
    assert found(low) == {"Purpose": ["Adviser, High", "Officer, Mid"], "Duties": ["Officer, Mid"]}


def test_other_words_another_order_another_type_and_another_family_are_none(db):
    role = make_role()
    level = make_role_level({"Purpose": ["Lead", "Plan"]}, role=role)
    make_role_level({"Purpose": ["Lead", "Plan", "Advise"]}, role=role)
    make_role_level({"Purpose": ["Plan", "Lead"]}, role=role)
    make_role_level({"Duties": ["Lead", "Plan"]}, role=role)
    make_role_level({"Purpose": ["Lead", "Plan"]}, role=make_role(family=make_family()))
    assert found(level) == {}


def test_empty_sections_say_nothing(db):
    role = make_role()
    levels = [make_role_level(role=role) for _ in range(2)]
    for level in levels:
        make_section(level, "Purpose", [])
    assert found(levels[0]) == {}


def test_it_takes_the_same_number_of_queries(db, django_assert_num_queries):
    role = make_role()
    levels = [make_role_level({"Purpose": ["Lead"]}, role=role) for _ in range(2)]
    for _ in range(2):
        with django_assert_num_queries(5):
            found(levels[0])
        levels += [make_role_level({"Purpose": ["Lead"]}, role=role) for _ in range(6)]


def test_the_form_of_a_role_level_links_to_them(admin_client):
    role = make_role()
    low, high = (make_role_level({"Purpose": ["Lead"]}, role=role) for _ in range(2))
    page = unescape(admin_client.get(change_url(low)).content.decode())
    assert "Same words at other grades: 1 section" in " ".join(page.split())
    assert f'<a href="{change_url(high)}">{high}</a>' in page
