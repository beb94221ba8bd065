"""Buttons of a form that only rearrange it."""

import pytest
from django.contrib.auth.models import Group
from django.http import QueryDict
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from capframe.base.admin.rearranging import Row, moved, rearranged
from roles.models import Section
from tests.admin_forms import Fields, load
from tests.factories import (
    make_family,
    make_family_section,
    make_framework,
    make_framework_section,
    make_grade,
    make_pay,
    make_proficiency,
    make_qualification,
    make_qualification_requirement,
    make_requirement,
    make_role_level,
    make_skill,
    make_skill_level,
    make_workstream,
)

numbers = st.lists(st.none() | st.integers(0, 9), min_size=1, max_size=8)


@given(numbers, st.data(), st.booleans())
def test_a_row_changes_places_with_its_neighbour_and_no_other(typed, data, up):
    rows = [Row(index, number) for index, number in enumerate(typed)]
    index = data.draw(st.sampled_from(range(len(rows))))
    given_numbers = moved(rows, index, up=up)
    after = [Row(row.index, given_numbers.get(row.index, row.number)) for row in rows]
    placed = sorted((row for row in rows if row.number is not None), key=lambda row: row.place)
    placed += [row for row in rows if row.number is None and row.index == index]
    order = [row.index for row in placed]
    here = order.index(index)
    there = here - 1 if up else here + 1
    if 0 <= there < len(order):
        order[here], order[there] = order[there], order[here]
        new = [row for row in after if row.number is not None]
        assert [row.index for row in sorted(new, key=lambda row: row.number)] == order
        assert len({row.number for row in new}) == len(new)
    else:
        assert after == rows


@given(st.lists(st.integers(0, 999), min_size=2, max_size=8, unique=True), st.data())
def test_down_takes_back_what_up_did(typed, data):
    rows = [Row(index, number) for index, number in enumerate(typed)]
    index = data.draw(st.sampled_from([row.index for row in rows if row.number > min(typed)]))
    up = [Row(row.index, moved(rows, index, up=True).get(row.index, row.number)) for row in rows]
    assert moved(up, index, up=False).items() <= dict(enumerate(typed)).items()


@pytest.mark.parametrize(
    "press",
    [
        *("", "sections", "sections-0", "sections-0-left", "sections-7-up", "others-0-up"),
        *("sections-99999999999999999999-up", "sections--1-up", "\0", "sections-٣-up"),
    ],
)
def test_what_no_button_sends_changes_nothing(press):
    data = QueryDict(mutable=True)
    data.update({"sections-0-position": "1", "sections-1-position": "2", "_rearrange": press})
    assert rearranged(data, "sections", 2) == data


def test_numbers_that_are_none_are_as_good_as_empty():
    data = QueryDict(mutable=True)
    typed = {"parts-0-position": "9" * 40, "parts-1-position": "one", "parts-2-position": "4"}
    data.update(typed | {"_rearrange": "parts-1-up"})
    found = rearranged(data, "parts", 3).dict()
    assert found == data.dict() | {"parts-1-position": "4", "parts-2-position": "5"}


def change_url(entry):
    meta = entry._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[entry.pk])


@pytest.fixture
def level(db):
    return make_role_level({"Duties": ["Lead"], "Know-how": ["Write"], "Contacts": ["All"]})


def press(client, entry, value, **changes):
    """The page after a button was pressed, and what its form would send."""
    address = change_url(entry)
    answer = client.post(address, load(client, address) | {"_rearrange": value} | changes)
    assert answer.status_code == 200
    return answer, Fields(answer.content.decode()).values


def order_on(page):
    """The sections as they stand on the page."""
    return [part.heading for part in page.context["page"].part_groups[0].parts]


def test_a_section_moves_on_the_form_alone(level, admin_client):
    typed = {"title": "As typed", "sections-0-statements": "Lead\nand more", "reason": "Why"}
    page, fields = press(admin_client, level, "sections-1-up", **typed)
    assert order_on(page) == ["Know-how", "Duties", "Contacts"]
    assert [fields[f"sections-{i}-position"] for i in range(3)] == ["2", "1", "3"]
    assert (fields["title"], fields["reason"]) == ("As typed", "Why")
    assert fields["sections-0-statements"] == "Lead\r\nand more"
    assert 'role="status">Nothing is saved yet.' in page.content.decode()
    level.refresh_from_db()
    assert level.title != "As typed"
    assert [section.heading for section in level.sections.order_by("position")] == [
        *("Duties", "Know-how", "Contacts"),
    ]
    assert level.history.count() == 1


def test_what_was_moved_is_saved_with_the_form(level, admin_client):
    _, fields = press(admin_client, level, "sections-2-up")
    assert admin_client.post(change_url(level), fields).status_code == 302
    found = Section.objects.filter(role_level=level).order_by("position")
    assert [section.heading for section in found] == ["Duties", "Contacts", "Know-how"]


def test_nothing_is_judged_yet(level, admin_client):
    page, fields = press(admin_client, level, "sections-0-down", title="", grade="x" * 40)
    assert not page.context["errors"]
    assert fields["title"] == ""
    assert "<title>Error" not in page.content.decode()


@pytest.mark.parametrize(
    "changes",
    [
        {"sections-TOTAL_FORMS": "9" * 40},
        {"sections-TOTAL_FORMS": "", "sections-INITIAL_FORMS": ""},
        {"sections-0-position": "\0", "sections-0-id": "9" * 40},
        {"sections-1-id": ""},
        {"history_version": "nonsense"},
    ],
)
def test_a_tampered_form_comes_back_too(changes, level, admin_client):
    press(admin_client, level, "sections-1-up", **changes)
    assert level.history.count() == 1


@pytest.mark.parametrize("row", [{}, {"sections-1999-heading": "Far off"}])
def test_no_more_forms_are_made_than_were_sent(row, level, admin_client):
    page, _ = press(admin_client, level, "sections-open", **row, **{"sections-TOTAL_FORMS": "2000"})
    assert len(page.context["page"].part_groups[0].parts) <= 8


def test_a_new_section_moves_among_the_others(level, admin_client):
    address = change_url(level)
    _, fields = press(admin_client, level, "sections-add")
    typed = fields | {"sections-3-heading": "New", "_rearrange": "sections-3-up"}
    page = admin_client.post(address, typed)
    assert order_on(page) == ["Duties", "Know-how", "New section", "Contacts"]


def test_the_first_and_the_last_go_no_further(level, admin_client):
    page = admin_client.get(change_url(level))
    parts = page.context["page"].part_groups[0].parts
    assert [part.can_go_up for part in parts] == [False, True, True]
    assert [part.can_go_down for part in parts] == [True, True, False]
    page, _ = press(admin_client, level, "sections-add")
    *_, last, new = page.context["page"].part_groups[0].parts
    assert (last.can_go_down, new.can_go_up, new.can_go_down) == (False, False, False)


def test_all_are_opened_on_demand(level, admin_client):
    page = admin_client.get(change_url(level)).content.decode()
    opened, _ = press(admin_client, level, "sections-open")
    assert opened.content.decode().count("<details open") == page.count("<details open") + 3


def with_a_skill():
    level = make_role_level()
    make_requirement(level, make_skill())
    return level


def with_a_qualification():
    level = make_role_level({"Duties": ["Lead"]})
    statement = level.sections.get().statements.get()
    make_qualification_requirement(statement, make_qualification())
    return level


def with_pay():
    grade = make_grade()
    make_pay(grade)
    return grade


def with_a_framework_section():
    framework = make_framework()
    make_framework_section(framework)
    make_proficiency(framework)
    return framework


def with_a_family_section():
    family = make_family()
    make_family_section(family)
    return family


def with_a_skill_level():
    skill = make_skill()
    make_skill_level(skill)
    return skill


@pytest.mark.parametrize(
    ("make", "prefix"),
    [
        (lambda: make_role_level({"Duties": ["Lead"]}), "sections"),
        (with_a_skill, "skill_requirements"),
        (with_a_qualification, "qualification_requirements"),
        (with_pay, "pay_ranges"),
        (with_a_framework_section, "sections"),
        (with_a_framework_section, "levels"),
        (with_a_family_section, "sections"),
        (with_a_skill_level, "levels"),
        (lambda: make_workstream(milestones=["Models by 2011"]), "milestones"),
    ],
)
def test_an_added_part_that_stays_empty_is_not_saved(make, prefix, db, admin_client):
    entry = make()
    before = load(admin_client, change_url(entry))
    _, fields = press(admin_client, entry, f"{prefix}-add")
    total = int(before[f"{prefix}-TOTAL_FORMS"])
    assert fields[f"{prefix}-TOTAL_FORMS"] == str(total + 1)
    assert f"{prefix}-{total}-id" in fields
    answer = admin_client.post(change_url(entry), fields)
    assert answer.status_code == 302, answer.context["errors"]
    assert load(admin_client, change_url(entry))[f"{prefix}-TOTAL_FORMS"] == str(total)


def test_an_added_part_is_saved_in_the_last_place(level, admin_client):
    address = change_url(level)
    _, fields = press(admin_client, level, "sections-add")
    kind = level.sections.first().section_type
    level.sections.first().delete()
    fields = load(admin_client, address) | {"_rearrange": "sections-add"}
    fields = Fields(admin_client.post(address, fields).content.decode()).values
    typed = {"sections-2-heading": "Last", "sections-2-section_type": str(kind.pk)}
    answer = admin_client.post(address, fields | typed)
    assert answer.status_code == 302, answer.context["errors"]
    assert level.sections.order_by("position").last().heading == "Last"


def test_a_part_is_added_to_a_new_entry(db, admin_client):
    address = reverse("admin:roles_rolelevel_add")
    fields = load(admin_client, address) | {"title": "As typed", "_rearrange": "sections-add"}
    page = admin_client.post(address, fields)
    fields = Fields(page.content.decode()).values
    # One waits to be filled in from the beginning.
    assert (fields["title"], fields["sections-TOTAL_FORMS"]) == ("As typed", "2")
    assert 'formaction="#sections-1"' in page.content.decode()


def test_the_first_button_of_the_form_saves_it(level, admin_client):
    page = admin_client.get(change_url(level)).content.decode()
    form = page[page.index('id="rolelevel_form"') :]
    first = min(form.index(kind) for kind in ('type="submit"', "<button"))
    assert form[first:].startswith('type="submit" name="_save"')


def test_who_may_not_change_has_no_such_buttons(level, client, django_user_model):
    viewer = django_user_model.objects.create_user("viewer", is_staff=True)
    viewer.groups.add(Group.objects.get(name="Viewer"))
    client.force_login(viewer)
    page = client.get(change_url(level)).content.decode()
    assert 'name="_rearrange"' not in page
    assert 'name="_save"' not in page
    sent = {"_rearrange": "sections-1-up", "sections-TOTAL_FORMS": "3"}
    assert client.post(change_url(level), sent).status_code == 403
