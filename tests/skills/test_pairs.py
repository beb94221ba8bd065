"""The behaviours of all levels of a skill on one form."""

import pytest
from django.contrib.auth.models import Group
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext

from capframe.plans.models import UnpublishedChange
from skills.models import Indicator, SkillLevel
from tests.admin_forms import Fields, edit, load, send
from tests.factories import (
    make_framework,
    make_proficiency,
    make_requirement,
    make_role_level,
    make_skill,
    make_skill_level,
)
from tests.skills.test_admin import change_url

pytestmark = pytest.mark.django_db

PAIRS = [("Act", "Wait"), ("Listen", "Shout"), ("Share", "Hoard")]


@pytest.fixture
def level():
    """The fourth level of a skill, the only one of two levels that has pairs."""
    level = make_skill_level(make_skill(title="Pace"), 4, PAIRS)
    make_proficiency(level.skill.framework, 5)
    return level


@pytest.fixture
def address(level):
    return change_url(level.skill)


def prefix_of(level, position=4):
    return f"pairs_{level.skill.framework.levels.get(position=position).pk}"


def pairs_of(level):
    return list(level.indicators.in_order().values_list("effective", "ineffective"))


def group_of(answer, level, position=4):
    """The group of a level's pairs on the page."""
    groups = {group.formset.prefix: group for group in answer.context["page"].inner_groups}
    return groups[prefix_of(level, position)]


def typed_in(answer, level, position=4):
    """What the rows of a level hold on the page."""
    parts = group_of(answer, level, position).parts
    return [tuple(part.form[name].value() or "" for name in HALVES) for part in parts]


HALVES = ("effective", "ineffective")


def test_pairs_are_edited_with_their_skill(admin_client, level, address):
    prefix = prefix_of(level)
    typed = {f"{prefix}-1-ineffective": "Talk", f"{prefix}-0-DELETE": "on"}
    edit(admin_client, address, typed, reason="As printed")
    assert pairs_of(level) == [("Listen", "Talk"), ("Share", "Hoard")]
    rows = Indicator.history.filter(history_change_reason="As printed")
    assert sorted(row.history_type for row in rows) == ["-", "~"]


def test_unchanged_pairs_stay_themselves(admin_client, level, address):
    before = list(level.indicators.in_order().values_list("pk", flat=True))
    edit(admin_client, address, {f"{prefix_of(level)}-3-effective": "Plan"})
    after = list(level.indicators.in_order().values_list("pk", "position"))
    assert [pk for pk, _ in after][:3] == before
    assert after[-1][1] == 4
    assert Indicator.history.filter(history_type="~").count() == 0


def test_the_empty_pair_at_the_end_is_not_saved(admin_client, level, address):
    assert typed_in(admin_client.get(address), level) == [*PAIRS, ("", "")]
    edit(admin_client, address, {"definition": "Keeping pace."})
    assert pairs_of(level) == PAIRS
    assert SkillLevel.objects.count() == 1


def test_an_emptied_pair_is_refused_and_named(admin_client, level, address):
    prefix = prefix_of(level)
    emptied = {f"{prefix}-0-effective": "", f"{prefix}-0-ineffective": ""}
    answer = send(admin_client, address, load(admin_client, address), **emptied)
    (fault,) = answer.context["page"].faults
    assert fault.words == "Give an effective or an ineffective behaviour."
    assert fault.target == f"{prefix}-0"
    assert answer.context["page"].part_groups[0].parts[0].is_open
    assert pairs_of(level) == PAIRS


def test_pairs_at_a_level_that_is_not_there_add_it(admin_client, level, address):
    typed = {f"{prefix_of(level, 5)}-0-effective": "Lead"}
    edit(admin_client, address, typed, reason="Printed on page 9")
    added = level.skill.levels.get(level__position=5)
    assert pairs_of(added) == [("Lead", "")]
    assert (added.source, added.place) == (level.skill.source, level.skill.place)
    assert added.history.get().history_change_reason == "Printed on page 9"


def test_a_level_that_is_added_twice_in_one_form_is_added_once(admin_client, level, address):
    five = level.skill.framework.levels.get(position=5)
    typed = {f"pairs_{five.pk}-0-effective": "Lead", "levels-TOTAL_FORMS": "2"}
    edit(admin_client, address, typed | {"levels-1-level": five.pk, "levels-1-description": "Top"})
    added = level.skill.levels.get(level=five)
    assert (added.description, pairs_of(added)) == ("Top", [("Lead", "")])


def test_nothing_is_saved_at_a_level_that_the_form_removes(admin_client, level, address):
    typed = {"levels-0-DELETE": "on", f"{prefix_of(level)}-0-effective": "Move"}
    edit(admin_client, address, typed)
    assert not SkillLevel.objects.exists()
    assert not Indicator.objects.exists()


def test_a_level_is_not_added_while_the_skill_moves_to_another_framework(admin_client, level):
    skill = make_skill(title="Sails", framework=level.skill.framework)
    prefix, other = prefix_of(level, 5), make_framework()
    fields = load(admin_client, change_url(skill)) | {"framework": other.pk}
    answer = send(admin_client, change_url(skill), fields | {f"{prefix}-0-effective": "Lead"})
    assert "is not a level of" in group_of(answer, level, 5).formset.non_form_errors()[0]
    assert typed_in(answer, level, 5)[0] == ("Lead", "")
    assert not skill.levels.exists()


def test_buttons_move_a_pair_and_save_nothing(admin_client, level, address):
    prefix = prefix_of(level)
    fields = load(admin_client, address) | {f"{prefix}-0-effective": "Act now"}
    answer = admin_client.post(address, fields | {"_rearrange": f"{prefix}-0-down"})
    assert [one for one, _ in typed_in(answer, level)] == ["Listen", "Act now", "Share", ""]
    assert pairs_of(level) == PAIRS


def test_a_button_adds_a_row(admin_client, level, address):
    fields = load(admin_client, address)
    answer = admin_client.post(address, fields | {"_rearrange": f"{prefix_of(level)}-add"})
    assert len(group_of(answer, level).parts) == 5
    assert answer.context["page"].part_groups[0].parts[0].is_open


def test_a_framework_without_pairs_has_one_field_a_row(admin_client):
    level = make_skill_level(make_skill(), 1, [("Codes", "")])
    prefix, address = prefix_of(level, 1), change_url(level.skill)
    assert f"{prefix}-0-ineffective" not in load(admin_client, address)
    edit(admin_client, address, {f"{prefix}-1-effective": "Tests"})
    assert pairs_of(level) == [("Codes", ""), ("Tests", "")]
    answer = send(
        admin_client, address, load(admin_client, address), **{f"{prefix}-0-effective": ""}
    )
    assert answer.context["page"].faults[0].target == f"id_{prefix}-0-effective"


def test_marks_of_lists_and_what_nobody_sees_are_taken_off(admin_client, level, address):
    typed = {f"{prefix_of(level)}-3-effective": "•\tLead the\u200b team"}
    answer = edit(admin_client, address, typed)
    assert pairs_of(level)[-1] == ("Lead the team", "")
    said = [str(message) for message in get_messages(answer.wsgi_request)]
    assert "Marks of lists taken off at Level 4: “•”." in said
    assert any("U+200B" in one for one in said)


def test_it_says_who_asks_for_each_level(admin_client, level, address):
    wanted = make_requirement(make_role_level(title="Pilot"), level.skill, 4).role_level
    make_requirement(make_role_level(), level.skill, None)
    (used,) = group_of(admin_client.get(address), level).opts.asked_by
    assert (used.words, [link.url for link in used.links]) == ("1 role level", [change_url(wanted)])
    assert group_of(admin_client.get(address), level, 5).opts.asked_by == []


def test_a_new_skill_has_no_pairs_before_it_is_saved(admin_client):
    page = admin_client.get("/admin/skills/skill/add/").context["page"]
    assert page.inner_groups == []


def test_what_others_change_meanwhile_in_other_pairs_is_kept(admin_client, level, address):
    fields = load(admin_client, address)
    prefix = prefix_of(level)
    edit(admin_client, address, {f"{prefix}-2-effective": "Give"})
    send(admin_client, address, fields, **{f"{prefix}-0-effective": "Act now"})
    assert [one for one, _ in pairs_of(level)] == ["Act now", "Listen", "Give"]


def test_the_same_pair_changed_twice_is_asked_about(admin_client, level, address):
    fields, prefix = load(admin_client, address), prefix_of(level)
    edit(admin_client, address, {f"{prefix}-0-effective": "Act soon"})
    answer = send(admin_client, address, fields, **{f"{prefix}-0-effective": "Act now"})
    (question,) = answer.context["conflict"].decisions.questions
    assert (question.change.theirs, question.change.mine) == ("Act soon", "Act now")


def test_a_level_that_others_removed_stays_removed_where_it_was_not_touched(
    admin_client, level, address
):
    fields = load(admin_client, address)
    edit(admin_client, address, {"levels-0-DELETE": "on"})
    send(admin_client, address, fields, definition="Keeping pace.")
    assert not SkillLevel.objects.exists()
    level.skill.refresh_from_db()
    assert level.skill.definition == "Keeping pace."


def test_a_step_added_to_the_scale_meanwhile_stands_in_nobodys_way(admin_client, level, address):
    fields = load(admin_client, address)
    make_proficiency(level.skill.framework, 6)
    answer = send(admin_client, address, fields, **{f"{prefix_of(level)}-0-effective": "Act now"})
    assert answer.status_code == 302
    assert pairs_of(level)[0] == ("Act now", "Wait")


@pytest.mark.parametrize("value", ["9" * 40, "-1", "a\x00b", ""])
@pytest.mark.parametrize("name", ["0-id", "0-skill_level", "0-position", "TOTAL_FORMS"])
def test_tampered_rows_are_no_error(admin_client, level, address, name, value):
    fields = load(admin_client, address) | {f"{prefix_of(level)}-{name}": value}
    assert admin_client.post(address, fields).status_code in (200, 302)


def fill(client, level, address, effective, ineffective="", **changes):
    """The form as it comes back once this was pasted."""
    prefix = prefix_of(level)
    pasted = {f"{prefix}-paste-effective": effective, f"{prefix}-paste-ineffective": ineffective}
    fields = load(client, address) | pasted | changes
    return client.post(address, fields | {"_rearrange": f"{prefix}-fill"})


def test_two_columns_are_filled_in_and_nothing_is_saved(admin_client, level, address):
    answer = fill(admin_client, level, address, "Plan\tDrift\r\nHelp\tHinder\r\n")
    new = [("Plan", "Drift"), ("Help", "Hinder")]
    assert typed_in(answer, level) == [*PAIRS, *new, ("", "")]
    assert group_of(answer, level).formset.paste_form["effective"].value() == ""
    assert "Nothing is saved yet." in answer.content.decode()
    assert pairs_of(level) == PAIRS


def test_what_was_filled_in_is_saved_with_the_form(admin_client, level, address):
    answer = fill(admin_client, level, address, "Plan\nHelp", "Drift\nHinder")
    sent = Fields(answer.content.decode()).values
    assert admin_client.post(address, sent).status_code == 302
    assert pairs_of(level) == [*PAIRS, ("Plan", "Drift"), ("Help", "Hinder")]


def test_what_was_pasted_and_not_filled_in_is_not_lost(admin_client, level, address):
    pasted = {f"{prefix_of(level)}-paste-effective": "Plan"}
    answer = send(admin_client, address, load(admin_client, address), **pasted)
    (fault,) = answer.context["page"].faults
    assert "Press “Fill in the pairs”" in fault.words
    assert group_of(answer, level).formset.paste_form["effective"].value() == "Plan"


def test_too_many_pairs_at_once_are_refused_and_kept(admin_client, level, address):
    answer = fill(admin_client, level, address, "\n".join(map(str, range(201))))
    group = group_of(answer, level)
    assert "Paste at most 200 pairs at once" in group.formset.non_form_errors()[0]
    assert typed_in(answer, level) == [*PAIRS, ("", "")]
    assert group.formset.paste_form["effective"].value().startswith("0\n1")


@pytest.mark.parametrize(
    ("group", "status"),
    [
        ("Viewer", 403),
        ("Editor", 302),
        ("Publisher of imports", 302),
        ("Preparer", 403),
        ("Account manager", 403),
    ],
)
def test_who_may_change_skills_changes_their_pairs(
    client, django_user_model, admin_client, level, address, group, status
):
    person = django_user_model.objects.create_user("someone", is_staff=True)
    person.groups.add(Group.objects.get(name=group))
    client.force_login(person)
    typed = load(admin_client, address) | {f"{prefix_of(level)}-0-effective": "Act now"}
    assert client.post(address, typed).status_code == status
    assert pairs_of(level)[0][0] == ("Act now" if status == 302 else "Act")


def test_who_may_only_look_sees_pairs_without_fields(client, django_user_model, level, address):
    person = django_user_model.objects.create_user("someone", is_staff=True)
    person.groups.add(Group.objects.get(name="Viewer"))
    client.force_login(person)
    page = client.get(address).content.decode()
    assert "Listen" in page
    assert prefix_of(level) + "-0-effective" not in page
    assert "Paste many lines" not in page


def test_pairs_are_kept_unpublished_with_a_level_that_is_added(admin_client, level, address):
    typed = {f"{prefix_of(level, 5)}-0-effective": "Lead", "_keep": "1", "reason": "Plain words"}
    edit(admin_client, address, typed)
    assert level.skill.levels.count() == 1
    change = UnpublishedChange.objects.get()
    opened = admin_client.get(f"{address}?unpublished={change.pk}")
    assert typed_in(opened, level, 5) == [("Lead", ""), ("", "")]


def test_queries_are_as_many_however_many_pairs(
    admin_client, level, address, django_assert_num_queries
):
    admin_client.get(address)
    with CaptureQueriesContext(connection) as few:
        admin_client.get(address)
    for place in range(4, 24):
        level.indicators.create(position=place, effective=f"Do {place}", ineffective="Rest")
    with django_assert_num_queries(len(few)):
        admin_client.get(address)
