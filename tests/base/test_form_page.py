"""The form of an entry in groups that fold, and what is wrong in each."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.admin_forms import load
from tests.factories import (
    make_family,
    make_grade,
    make_requirement,
    make_role_level,
    make_section,
    make_skill,
    make_skill_level,
    make_source,
    make_workstream,
)


def change_url(entry):
    meta = entry._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[entry.pk])


@pytest.fixture
def level(db):
    grade = make_grade(title="Grade 12")
    level = make_role_level({"Duties": ["Lead", "Plan"]}, title="PAP12", grade=grade)
    make_section(level, "Purpose", ["To lead a team."], layout="prose")
    return level


def page_of(client, entry, **changes):
    """The page of an entry's form, as it is or as it comes back."""
    address = change_url(entry)
    answer = client.post(address, load(client, address) | changes) if changes else None
    return (answer or client.get(address)).context["page"]


def test_a_folded_group_says_what_its_fields_hold(level, admin_client):
    group, *_, origin = page_of(admin_client, level).field_groups
    assert group.heading == "Name, grade and place"
    assert group.values[-3:] == ["PAP12", "Published", str(level.grade)]
    assert origin.values == [str(level.source), "Page 1"]


def test_a_number_is_shown_with_what_it_is(db, admin_client):
    group, *_ = page_of(admin_client, make_skill(position=7)).field_groups
    assert "position 7" in group.values


def test_a_folded_section_says_how_much_is_in_it_and_how_it_begins(level, admin_client):
    sections, *_ = page_of(admin_client, level).part_groups
    assert [(part.heading, part.counted, part.beginning) for part in sections.parts] == [
        ("Duties", "2 statements", "Lead"),
        ("Purpose", "1 paragraph", "To lead a team."),
    ]


def test_a_folded_table_says_what_is_in_it(level, admin_client):
    make_requirement(level, make_skill(title="Writing"), None)
    assert page_of(admin_client, level).part_groups[-1].values == ["Writing"]


def test_a_part_is_called_without_its_whole(db, admin_client):
    skill = make_skill(title="Writing")
    make_skill_level(skill, description="Writes plainly.")
    (part,) = page_of(admin_client, skill).part_groups[0].parts
    assert (part.heading, part.beginning) == ("Level 1", "Writes plainly.")


def test_all_begins_folded(level, admin_client):
    page = page_of(admin_client, level)
    assert all(group.folds and not group.is_open for group in page.field_groups)
    assert not any(part.is_open for group in page.part_groups for part in group.parts)


def test_a_new_entry_has_nothing_to_unfold(db, admin_client):
    page = admin_client.get(reverse("admin:roles_rolelevel_add")).context["page"]
    assert not any(group.folds for group in page.field_groups)


def test_an_entry_without_parts_has_nothing_to_unfold(db, admin_client):
    page = page_of(admin_client, make_source())
    assert not any(group.folds for group in page.field_groups)


def test_the_levels_of_a_role_are_listed_in_sight(level, admin_client):
    page = page_of(admin_client, level.role)
    assert [group.folds for group in page.field_groups if "related_entries" in group.names] == [
        False
    ]


def test_what_holds_a_fault_is_open_and_counts_it(level, admin_client):
    page = page_of(admin_client, level, title="", **{"sections-0-heading": ""})
    name, *_ = page.field_groups
    sections, *_ = page.part_groups
    assert (name.is_open, len(name.faults)) == (True, 1)
    assert [(part.is_open, len(part.faults)) for part in sections.parts] == [(True, 1), (False, 0)]
    assert [(fault.label, fault.target) for fault in page.faults] == [
        ("Title", "id_title"),
        ("Section “Duties”, Heading", "id_sections-0-heading"),
    ]


def test_the_page_links_to_each_fault_above_its_title(level, admin_client):
    address = change_url(level)
    typed = load(admin_client, address) | {"title": "", "sections-0-heading": ""}
    page = admin_client.post(address, typed).content.decode()
    assert page.index("2 faults: nothing is saved yet") < page.index("<h1>")
    assert '<a href="#id_sections-0-heading">Section “Duties”, Heading: ' in page
    assert page.count("1 fault</span>") == 3  # the fields, the sections, and the one of them


def test_a_fault_of_a_whole_part_leads_to_it(level, admin_client):
    address = change_url(level)
    fields = load(admin_client, address)
    same = {"sections-1-section_type": fields["sections-0-section_type"]}
    page = admin_client.post(address, fields | same).context["page"]
    assert page.faults
    assert all(fault.target for fault in page.faults)


def test_where_something_was_typed_it_stays_open(level, admin_client):
    typed = {"sections-1-statements": "More", "title": ""}
    sections, *_ = page_of(admin_client, level, **typed).part_groups
    assert [part.is_open for part in sections.parts] == [False, True]


def test_a_number_alone_opens_nothing(level, admin_client):
    pressed = {"_rearrange": "sections-1-up"}
    sections, *_ = page_of(admin_client, level, **pressed).part_groups
    assert [part.is_open for part in sections.parts] == [False, False]


def test_where_a_part_comes_from_is_said_in_a_line(level, admin_client):
    other = make_source(title="Other document")
    first, second = level.sections.all()
    type(first).objects.filter(pk=first.pk).update(source=other, editors_note="As printed")
    type(second).objects.filter(pk=second.pk).update(place="Page 7")
    sections, *_ = page_of(admin_client, level).part_groups
    assert [part.origin_in_words for part in sections.parts] == [
        f"{other}; with a note of editors",
        "as the role level; place “Page 7”",
    ]


def test_many_columns_stand_below_each_other(level, admin_client):
    *_, skills = page_of(admin_client, level).part_groups
    assert not skills.are_long
    make_requirement(level, make_skill(), None)
    *_, skills = page_of(admin_client, level).part_groups
    assert skills.columns == ["Skill", "Level", "Assessed", "Order", "Source and place", "Delete"]


def test_parts_without_places_have_no_buttons_to_move_them(db, admin_client):
    workstream = make_workstream(milestones=["One", "Two"])
    assert page_of(admin_client, workstream).part_groups[0].has_places
    family = make_family()
    assert not page_of(admin_client, family).part_groups[0].has_places


def test_more_sections_cost_no_more_queries_than_their_choices(level, admin_client):
    """Each part asks for its section type and its source as they are chosen, and nothing else."""

    def count():
        admin_client.get(change_url(level))
        with CaptureQueriesContext(connection) as queries:
            admin_client.get(change_url(level))
        return len(queries)

    before = count()
    other = make_source()
    for title in ("One", "Two", "Three"):
        make_section(level, title, ["Statement"], source=other)
    assert count() == before + 3 * 2


def test_the_bar_has_the_reason_and_folds_other_ways_to_save(level, admin_client):
    page = admin_client.get(change_url(level)).content.decode()
    bar = page[page.index('class="capframe-bar"') :]
    assert bar.index('name="reason"') < bar.index('value="Save"') < bar.index("More</summary>")
    more = bar[bar.index("More</summary>") :]
    for name in ("_continue", "_addanother", "/copy/", "/delete/"):
        assert name in more
