"""Two editors of the same entry: what both changed is merged, or asked about where it overlaps."""

from concurrent.futures import ThreadPoolExecutor
from html import unescape

import pytest
from django.core import signing
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from capframe.base.actions import delete
from capframe.base.admin.forms import SHOW_AGAIN
from capframe.base.admin.formsets import renumbered
from capframe.base.merging import Change
from capframe.base.models import Status
from grades.models import PayRange
from roles.models import QualificationRequirement, RoleLevel, Section, Statement
from roles.models.sections import SectionLayout
from skills.models import Indicator, SkillLevel
from tests.admin_forms import Fields, edit, load, problems, send
from tests.factories import (
    make_grade,
    make_pay,
    make_qualification_requirement,
    make_requirement,
    make_role_level,
    make_section,
    make_skill,
    make_skill_level,
    make_source,
    make_workstream,
    set_status,
)


def change_url(entry):
    meta = entry._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[entry.pk])


def text_of(response):
    return unescape(response.content.decode())


@pytest.fixture
def other(client, django_user_model):
    """Somebody else, signed in."""
    user = {"username": "ann", "first_name": "Ann", "last_name": "Other"}
    client.force_login(django_user_model.objects.create(**user, is_staff=True, is_superuser=True))
    return client


@pytest.fixture
def entry(db):
    return make_workstream(title="Old", issue="Few skills")


@pytest.fixture
def asked(admin_client, other, entry):
    """The answer to a save after somebody else’s, which renamed the entry too."""
    mine = load(admin_client, change_url(entry))
    edit(other, change_url(entry), title="Theirs of old", reason="As printed")
    return send(admin_client, change_url(entry), mine, title="Mine of old", issue="No skills")


def save(client, entry, asked, **choices):
    """Send the page that asks as a browser would, with these choices."""
    return send(client, change_url(entry), Fields(asked.content.decode()).values, **choices)


def meet(admin_client, other, entry, theirs, mine):
    """Both open the form; they save first, then I do. Returns the answer to mine."""
    typed = load(admin_client, change_url(entry))
    edit(other, change_url(entry), theirs)
    return send(admin_client, change_url(entry), typed, **mine)


def questions(answer):
    """What a page asks, by the keys of the choices."""
    return {one.key: one for one in answer.context["conflict"].decisions.questions}


def test_what_only_one_of_them_touched_is_kept_from_both(admin_client, other, entry):
    done = meet(admin_client, other, entry, {"title": "Theirs"}, {"issue": "No skills"})
    assert done.status_code == 302, problems(done)
    entry.refresh_from_db()
    assert (entry.title, entry.issue) == ("Theirs", "No skills")
    said = text_of(admin_client.get(done["Location"]))
    assert "Ann Other saved this while you were editing. What both of you changed is kept." in said


def test_what_both_changed_is_asked_about(asked, entry):
    page = text_of(asked)
    assert "<h1>Ann Other saved this while you were editing</h1>" in page
    for words in ("“As printed”", ">Old</span>", "Ann Other’s", "1 place: choose"):
        assert words in page
    question = questions(asked)["title"]
    assert "added: </span>Theirs of old" in question.theirs
    assert "added: </span>Mine of old" in question.mine
    assert "checked" not in page
    entry.refresh_from_db()
    assert (entry.title, entry.issue) == ("Theirs of old", "Few skills")


def test_what_is_kept_from_both_is_listed(asked):
    (kept,) = asked.context["conflict"].kept
    assert (kept.label, kept.is_theirs) == ("Issue to be addressed", False)
    assert "Kept from both" in text_of(asked)


def test_one_s_own_text_begins_with_mine(asked):
    assert Fields(asked.content.decode()).values["own-title"] == "Mine of old"


@pytest.mark.parametrize(
    ("choice", "title"),
    [("theirs", "Theirs of old"), ("mine", "Mine of old"), ("own", "A third")],
)
def test_the_choice_is_saved_with_what_needed_none(choice, title, asked, admin_client, entry):
    choices = {"choice-title": choice, "own-title": "A third", "reason": "Agreed"}
    done = save(admin_client, entry, asked, **choices)
    assert done.status_code == 302, problems(done)
    entry.refresh_from_db()
    assert (entry.title, entry.issue) == (title, "No skills")
    assert entry.history.first().history_change_reason == "Agreed"


@pytest.mark.parametrize("choice", ["", "nothing", "own\0"])
def test_saving_without_a_choice_is_an_error_at_that_place(choice, asked, admin_client, entry):
    page = save(admin_client, entry, asked, **{"choice-title": choice, "own-title": "A third"})
    assert '<a href="#choice-title-theirs">Title</a>' in text_of(page)
    assert "<li>Choose one of these.</li>" in text_of(page)
    assert Fields(page.content.decode()).values["own-title"] == "A third"
    entry.refresh_from_db()
    assert entry.title == "Theirs of old"


def test_the_first_time_nothing_is_wrong(asked):
    assert "errornote" not in text_of(asked)


def test_where_both_did_the_same_nothing_is_asked(admin_client, other, entry):
    done = meet(admin_client, other, entry, {"title": "Same"}, {"title": "Same", "issue": "No"})
    assert done.status_code == 302
    entry.refresh_from_db()
    assert (entry.title, entry.issue) == ("Same", "No")


def test_a_third_change_is_shown_before_it_is_saved_over(asked, admin_client, other, entry):
    edit(other, change_url(entry), title="Theirs again")
    choices = {"choice-title": "mine", "own-title": "A third"}
    page = save(admin_client, entry, asked, **choices)
    assert "Theirs again" in questions(page)["title"].theirs
    assert "errornote" not in text_of(page)
    typed = Fields(page.content.decode()).values
    assert "choice-title" not in typed
    assert typed["own-title"] == "A third"
    assert save(admin_client, entry, page, **{"choice-title": "mine"}).status_code == 302
    entry.refresh_from_db()
    assert entry.title == "Mine of old"


def test_a_third_change_elsewhere_is_kept_too(asked, admin_client, other, entry):
    edit(other, change_url(entry), issue="Fewer skills")
    page = save(admin_client, entry, asked, **{"choice-title": "mine"})
    assert set(questions(page)) == {"title", "issue"}


def test_what_is_wrong_otherwise_is_said_on_the_form_with_both_changes(
    asked, admin_client, other, entry
):
    make_workstream(title="A third")
    mistaken = save(admin_client, entry, asked, **{"choice-title": "own", "own-title": ""})
    typed = Fields(mistaken.content.decode()).values
    assert (typed["title"], typed["issue"]) == ("", "No skills")
    assert "Their changes are in this form beside yours" in text_of(mistaken)
    assert not [name for name in typed if name.startswith(("choice", "own-"))]
    edit_again = send(admin_client, change_url(entry), typed, title="Mine")
    assert edit_again.status_code == 302, problems(edit_again)


def test_a_text_that_cannot_be_kept_is_an_error_on_the_form(asked, admin_client, entry):
    page = save(admin_client, entry, asked, **{"choice-title": "own", "own-title": "A\0B"})
    assert page.status_code == 200
    assert page.context["adminform"].form.errors["title"]


def test_one_after_the_other_is_no_conflict(admin_client, other, entry):
    edit(other, change_url(entry), title="Theirs")
    edit(admin_client, change_url(entry), title="Mine")
    entry.refresh_from_db()
    assert entry.title == "Mine"


@pytest.mark.parametrize(
    "version",
    ["", "forged", "eyJhIjoxfQ:1:2", signing.dumps(["no version"])],
    ids=["none", "forged", "damaged", "of something else"],
)
def test_without_a_version_every_difference_is_asked_about(version, admin_client, entry):
    fields = load(admin_client, change_url(entry))
    page = send(admin_client, change_url(entry), fields, title="Mine", history_version=version)
    assert set(questions(page)) == {"title"}
    assert save(admin_client, entry, page, **{"choice-title": "mine"}).status_code == 302
    entry.refresh_from_db()
    assert entry.title == "Mine"


def test_a_status_set_for_many_is_kept(admin_client, entry):
    mine = load(admin_client, change_url(entry))
    set_status([entry], Status.DRAFT)
    assert send(admin_client, change_url(entry), mine, title="Mine").status_code == 302
    entry.refresh_from_db()
    assert (entry.title, entry.status) == ("Mine", Status.DRAFT)


def test_a_choice_of_another_entry_is_asked_about_by_its_name(admin_client, other, entry):
    sources = [make_source(title=title) for title in ("First", "Second")]
    page = meet(admin_client, other, entry, *({"source": source.pk} for source in sources))
    question = questions(page)["source"]
    assert "First" in question.theirs
    assert "Second" in question.mine
    assert not question.takes_own_text
    assert save(admin_client, entry, page, **{"choice-source": "own"}).status_code == 200
    assert save(admin_client, entry, page, **{"choice-source": "theirs"}).status_code == 302
    entry.refresh_from_db()
    assert entry.source == sources[0]


@pytest.mark.parametrize("pk", ["9" * 40, "x", "-1", "\0"])
def test_what_names_no_entry_is_an_error_on_the_form(pk, admin_client, other, entry):
    source = make_source(title="First")
    page = meet(admin_client, other, entry, {"source": source.pk}, {"source": pk})
    done = save(admin_client, entry, page, **{"choice-source": "mine"})
    assert done.context["adminform"].form.errors["source"]


def test_another_entry_is_no_conflict(admin_client, other, entry):
    mine = load(admin_client, change_url(entry))
    edit(other, change_url(make_workstream()), title="Another")
    assert send(admin_client, change_url(entry), mine, title="Mine").status_code == 302


def test_a_form_from_before_signing_in_again_is_shown_with_both_changes(admin_client, other, entry):
    page = meet(
        admin_client, other, entry, {"title": "Theirs"}, {"issue": "No skills", SHOW_AGAIN: "yes"}
    )
    typed = Fields(page.content.decode()).values
    assert (typed["title"], typed["issue"]) == ("Theirs", "No skills")
    assert send(admin_client, change_url(entry), typed).status_code == 302


# Parts of an entry


def texts_of(level):
    return {
        section.heading: [one.text for one in section.statements.all()]
        for section in level.sections.all()
    }


def test_a_part_changed_on_a_page_of_its_own_is_asked_about(admin_client, other):
    pay = make_pay(make_grade())
    mine = load(admin_client, change_url(pay.grade))
    edit(other, change_url(pay), maximum="50000")
    typed = {"title": "Mine", "pay_ranges-0-maximum": "60000"}
    page = send(admin_client, change_url(pay.grade), mine, **typed)
    key = f"pay_ranges-{pay.pk}-maximum"
    assert set(questions(page)) == {key}
    done = save(admin_client, pay.grade, page, **{f"choice-{key}": "mine"})
    assert done.status_code == 302, problems(done)
    pay.refresh_from_db()
    assert (pay.maximum, pay.grade.title) == (60000, "Mine")


@pytest.mark.parametrize("choice", ["theirs", "mine"])
def test_a_part_that_they_removed_and_i_reworded_is_asked_about(choice, admin_client, other):
    level = make_role_level({"Overview": ["Lead"], "Duties": ["Plan"], "Skills": ["Write"]})
    gone = level.sections.get(heading="Overview")
    typed = {"sections-0-heading": "My overview", "sections-2-statements": "Write well"}
    page = meet(admin_client, other, level, {"sections-0-DELETE": "on"}, typed)
    (key,) = questions(page)
    assert key == f"sections-{gone.pk}-"
    assert "<strong>Deleted</strong>" in text_of(page)
    assert save(admin_client, level, page).status_code == 200
    done = save(admin_client, level, page, **{f"choice-{key}": choice})
    assert done.status_code == 302, problems(done)
    kept = {"My overview": ["Lead"]} if choice == "mine" else {}
    assert texts_of(level) == kept | {"Duties": ["Plan"], "Skills": ["Write well"]}


def save_with(entry, **values):
    """Give an entry what its form in the whole does not show."""
    for name, value in values.items():
        setattr(entry, name, value)
    entry.save()


def rows_of(*models):
    """Everything that the database has of these models."""
    return {model: list(model._base_manager.order_by("pk").values()) for model in models}


def test_a_section_that_they_removed_and_i_keep_comes_back_whole(admin_client, other):
    models = (Section, Statement, QualificationRequirement)
    level = make_role_level({"Overview": ["Lead", "Plan"], "Duties": ["Check"]})
    first = Statement.objects.get(text="Lead")
    save_with(first, note="As printed", strength="required")
    save_with(first.section, place="Page 9", editors_note="Sic")
    make_qualification_requirement(first)
    before = rows_of(*models)
    typed = {"sections-0-heading": "My overview", "sections-0-statements": "Lead\nPlan ahead"}
    page = meet(admin_client, other, level, {"sections-0-DELETE": "on"}, typed)
    (key,) = questions(page)
    refused = save(admin_client, level, page, **{f"choice-{key}": "mine"}, title="")
    assert refused.status_code == 200
    again = Fields(refused.content.decode()).values | {"title": level.title}
    done = send(admin_client, change_url(level), again)
    assert done.status_code == 302, problems(done)
    Section.objects.filter(heading="My overview").update(heading="Overview")
    Statement.objects.filter(text="Plan ahead").update(text="Plan")
    assert rows_of(*models) == before


def a_noted_line(admin_client, other):
    """A level, its rows, and the page that asks about a line that they removed and I reworded."""
    level = make_role_level({"Duties": ["Lead a small team", "Plan the work", "Check it"]})
    second = Statement.objects.get(text="Plan the work")
    save_with(second, note="As printed")
    make_qualification_requirement(second)
    before = rows_of(Statement, QualificationRequirement)
    theirs = {"sections-0-statements": "Lead a small team\nCheck it"}
    mine = {"sections-0-statements": "Lead a small team\nPlan all the “work”\nCheck it"}
    return level, before, meet(admin_client, other, level, theirs, mine)


def assert_same_but_for_words(before):
    Statement.objects.filter(text="Plan all the “work”").update(text="Plan the work")
    assert rows_of(Statement, QualificationRequirement) == before


@pytest.mark.parametrize("times_refused", [0, 1, 2])
def test_a_line_that_they_removed_and_i_reworded_keeps_what_it_had(
    times_refused, admin_client, other
):
    level, before, page = a_noted_line(admin_client, other)
    choices = {f"choice-{key}": "mine" for key in questions(page)}
    assert len(choices) == 1
    for _ in range(times_refused):
        page = save(admin_client, level, page, **choices, title="")
        assert page.status_code == 200
    done = save(admin_client, level, page, **choices, title=level.title)
    assert done.status_code == 302, problems(done)
    assert_same_but_for_words(before)


def test_lines_that_they_remove_one_after_the_other_both_keep_what_they_had(admin_client, other):
    level, before, page = a_noted_line(admin_client, other)
    choices = {f"choice-{key}": "mine" for key in questions(page)}
    refused = save(admin_client, level, page, **choices, title="")
    assert refused.status_code == 200
    edit(other, change_url(level), {"sections-0-statements": "Lead a small team"})
    lines = "Lead a small team\nPlan all the “work”\nCheck all of it"
    typed = {"sections-0-statements": lines, "title": level.title}
    page = save(admin_client, level, refused, **typed)
    done = save(admin_client, level, page, **{f"choice-{key}": "mine" for key in questions(page)})
    assert done.status_code == 302, problems(done)
    Statement.objects.filter(text="Check all of it").update(text="Check it")
    assert_same_but_for_words(before)


def a_pay_range():
    pay = make_pay(make_grade(), place="Page 9")
    return pay.grade, pay, "pay_ranges", {"maximum": "90000"}


def a_requirement():
    level = make_role_level()
    requirement = make_requirement(level, make_skill(), place="Page 9")
    return level, requirement, "skill_requirements", {"assessed": "interview"}


def a_pair():
    level = make_skill_level(make_skill(), pairs=[("Asks", "Tells")], place="Page 9")
    save_with(level.indicators.get(), editors_note="Sic")
    return level.skill, level.indicators.get(), f"pairs_{level.level_id}", {"effective": "Asks us"}


@pytest.mark.parametrize("removed", ["part", "what it stands in"])
@pytest.mark.parametrize(
    "make", [a_pay_range, a_requirement, a_pair], ids=lambda make: make.__name__
)
def test_a_part_that_they_removed_and_i_keep_is_itself_again(make, removed, admin_client, other):
    whole, part, prefix, typed = make()
    models = type(part), SkillLevel
    before = rows_of(*models)
    mine = load(admin_client, change_url(whole))
    is_pair = isinstance(part, Indicator)
    gone = part.skill_level if is_pair and removed != "part" else part
    delete(entry=type(gone).objects.get(pk=gone.pk), by=None, reason="")
    changes = {f"{prefix}-0-{name}": value for name, value in typed.items()}
    page = send(admin_client, change_url(whole), mine, **changes)
    choices = {f"choice-{key}": "mine" for key in questions(page)}
    done = save(admin_client, whole, page, **choices)
    assert done.status_code == 302, problems(done)
    after = rows_of(*models)
    (now,) = after[type(part)]
    (then,) = before[type(part)]
    assert {name for name in now if now[name] != then[name]} == set(typed)
    assert after[SkillLevel] == before[SkillLevel]


@pytest.mark.parametrize("choice", ["theirs", "mine"])
def test_a_part_that_i_removed_and_they_reworded_is_asked_about(choice, admin_client, other):
    level = make_role_level({"Overview": ["Lead"], "Duties": ["Plan"]})
    removed = {"sections-0-DELETE": "on"}
    page = meet(admin_client, other, level, {"sections-0-statements": "Lead well"}, removed)
    (key,) = questions(page)
    done = save(admin_client, level, page, **{f"choice-{key}": choice})
    assert done.status_code == 302, problems(done)
    kept = {"Overview": ["Lead well"]} if choice == "theirs" else {}
    assert texts_of(level) == kept | {"Duties": ["Plan"]}


@pytest.mark.parametrize("mine_first", [True, False])
def test_a_part_that_one_removed_and_the_other_left_alone_goes(mine_first, admin_client, other):
    level = make_role_level({"Overview": ["Lead"], "Duties": ["Plan"]})
    removed, reworded = {"sections-0-DELETE": "on"}, {"sections-1-statements": "Plan well"}
    changes = (removed, reworded) if mine_first else (reworded, removed)
    done = meet(admin_client, other, level, *changes)
    assert done.status_code == 302, problems(done)
    assert texts_of(level) == {"Duties": ["Plan well"]}


def test_a_part_that_both_removed_stays_removed(admin_client, other):
    pay = make_pay(make_grade())
    removed = {"pay_ranges-0-DELETE": "on"}
    done = meet(admin_client, other, pay.grade, removed, removed)
    assert done.status_code == 302, problems(done)
    assert not PayRange.objects.exists()


@pytest.fixture
def locked(admin_client, other):
    """A role level’s form as it was before a statement of it ran over several lines."""
    level = make_role_level({"Duties": ["Lead", "Plan"]})
    opened = load(admin_client, change_url(level))
    edit(other, change_url(level.sections.get()), {"statements-1-text": "Plan:\n- ahead"})
    return level, opened


def test_lines_typed_where_they_cannot_be_saved_any_more_are_shown_again(admin_client, locked):
    level, opened = locked
    typed = {"sections-0-statements": "Lead well\nPlan", "location": "Matlock"}
    page = send(admin_client, change_url(level), opened, **typed)
    assert page.status_code == 200
    assert "<li>Lead well</li><li>Plan</li>" in page.content.decode()
    assert not RoleLevel.objects.filter(location="Matlock").exists()
    again = Fields(page.content.decode()).values
    assert send(admin_client, change_url(level), again).status_code == 302
    assert RoleLevel.objects.get().location == "Matlock"
    texts = Statement.objects.values_list("text", flat=True)
    assert list(texts) == ["Lead", "Plan:\n- ahead"]


def test_lines_that_nobody_typed_are_not_asked_about(admin_client, locked):
    level, opened = locked
    done = send(admin_client, change_url(level), opened, location="Matlock")
    assert done.status_code == 302, problems(done)
    assert Statement.objects.filter(text="Plan:\n- ahead").exists()


def test_a_part_added_meanwhile_stays(admin_client, other):
    level = make_role_level({"Duties": ["Plan"]})
    mine = load(admin_client, change_url(level))
    make_section(level, "Overview", ["Lead"], position=0)
    done = send(admin_client, change_url(level), mine, **{"sections-0-statements": "Plan well"})
    assert done.status_code == 302, problems(done)
    assert texts_of(level) == {"Overview": ["Lead"], "Duties": ["Plan well"]}


def new_section(title, section_type):
    return {
        "sections-TOTAL_FORMS": "2",
        "sections-1-heading": title,
        "sections-1-section_type": str(section_type.pk),
        "sections-1-layout": SectionLayout.BULLETS,
        "sections-1-statements": f"{title} well",
    }


def test_what_each_of_them_added_is_kept(admin_client, other):
    level = make_role_level({"Duties": ["Plan"]})
    types = [make_section(make_role_level({}), title).section_type for title in ("Lead", "Write")]
    both = [new_section(one.title, one) for one in types]
    done = meet(admin_client, other, level, *both)
    assert done.status_code == 302, problems(done)
    assert list(texts_of(level)) == ["Duties", "Lead", "Write"]


def test_what_both_added_alike_is_there_once(admin_client, other):
    level = make_role_level({"Duties": ["Plan"]})
    added = new_section("Lead", make_section(make_role_level({}), "Lead").section_type)
    done = meet(admin_client, other, level, added, added)
    assert done.status_code == 302, problems(done)
    assert list(texts_of(level)) == ["Duties", "Lead"]


def test_what_both_added_where_one_may_be_is_an_error_that_keeps_both(admin_client, other):
    level = make_role_level({"Duties": ["Plan"]})
    section_type = make_section(make_role_level({}), "Lead").section_type
    both = [new_section(title, section_type) for title in ("Theirs", "Mine")]
    page = meet(admin_client, other, level, *both)
    typed = Fields(page.content.decode()).values
    assert typed["sections-1-heading"] == "Theirs"
    assert typed["sections-2-heading"] == "Mine"
    assert "This role level has a section of this type already" in text_of(page)
    removed = send(admin_client, change_url(level), typed, **{"sections-2-DELETE": "on"})
    assert removed.status_code == 302, problems(removed)
    assert list(texts_of(level)) == ["Duties", "Theirs"]


def test_parts_that_both_moved_are_put_in_an_order_that_fits_both(admin_client, other):
    level = make_role_level({title: [title] for title in "ABCD"})
    places = [f"sections-{number}-position" for number in range(4)]
    done = meet(
        admin_client,
        other,
        level,
        dict(zip(places, "2134", strict=True)),
        dict(zip(places, "1243", strict=True)),
    )
    assert done.status_code == 302, problems(done)
    assert list(texts_of(level)) == ["B", "A", "D", "C"]


@pytest.mark.parametrize(
    "tampered",
    [
        {"sections-TOTAL_FORMS": "99"},
        {"sections-TOTAL_FORMS": "0"},
        {"sections-TOTAL_FORMS": "x"},
        {"sections-INITIAL_FORMS": "5"},
        {"sections-0-id": ""},
        {"sections-0-id": "9" * 40},
        {"sections-0-id": "\0"},
        {"sections-1-id": "1"},
        {"sections-0-position": "9" * 40},
        {"sections-0-position": "first"},
        {"sections-0-section_type": "9" * 40},
        {"sections-0-layout": "\0"},
    ],
    ids=str,
)
def test_a_form_that_somebody_tampered_with_never_fails(tampered, admin_client, other):
    level = make_role_level({"Duties": LINES, "Skills": ["Write"]})
    theirs = {"sections-0-position": "3", "sections-0-statements": "Lead a large team"}
    mine = {"sections-0-statements": "Lead a team of six"}
    page = meet(admin_client, other, level, theirs, mine | tampered)
    if page.status_code == 200 and "conflict" in page.context:
        chosen = {f"choice-{key}": "mine" for key in questions(page)}
        assert save(admin_client, level, page, **chosen).status_code in (200, 302)
    assert level.sections.filter(heading="Skills").exists()


def test_a_form_that_is_only_rearranged_comes_back_with_both_changes(admin_client, other):
    level = make_role_level({"Overview": ["Lead"], "Duties": ["Plan"], "Skills": ["Write"]})
    typed = {"sections-1-statements": "Plan well", "_rearrange": "sections-2-up"}
    page = meet(admin_client, other, level, {"sections-0-DELETE": "on"}, typed)
    assert "Their changes are in this form beside yours" in text_of(page)
    assert texts_of(level) == {"Duties": ["Plan"], "Skills": ["Write"]}
    done = send(admin_client, change_url(level), Fields(page.content.decode()).values)
    assert done.status_code == 302, problems(done)
    assert sorted(texts_of(level).items()) == [("Duties", ["Plan well"]), ("Skills", ["Write"])]


# The lines of a section


LINES = ["Lead a small team", "Manage the budget", "Report on progress", "Travel widely"]


def meet_in_lines(admin_client, other, theirs, mine):
    level = make_role_level({"Duties": LINES})
    both = ({"sections-0-statements": "\r\n".join(lines)} for lines in (theirs, mine))
    return level, meet(admin_client, other, level, *both)


def test_lines_that_only_one_of_them_touched_are_kept_from_both(admin_client, other):
    theirs = ["Lead a large team", *LINES[1:], "Write minutes"]
    mine = [LINES[0], "Manage the whole budget", LINES[3]]
    level, done = meet_in_lines(admin_client, other, theirs, mine)
    assert done.status_code == 302, problems(done)
    expected = ["Lead a large team", "Manage the whole budget", "Travel widely", "Write minutes"]
    assert texts_of(level) == {"Duties": expected}


def test_a_line_that_both_reworded_is_asked_about_alone(admin_client, other):
    theirs = ["Lead a large team", *LINES[1:]]
    mine = ["Lead a team of six", LINES[1], "Report on progress well", LINES[3]]
    level, page = meet_in_lines(admin_client, other, theirs, mine)
    section = level.sections.get()
    ((key, question),) = questions(page).items()
    assert question.label == "Section “Duties”, statement 1"
    pks = set(section.statements.values_list("pk", flat=True))
    choices = {f"choice-{key}": "own", f"own-{key}": "Lead a large team of six"}
    done = save(admin_client, level, page, **choices)
    assert done.status_code == 302, problems(done)
    assert texts_of(level) == {"Duties": ["Lead a large team of six", *mine[1:]]}
    assert set(section.statements.values_list("pk", flat=True)) == pks


@pytest.mark.parametrize("choice", ["theirs", "mine"])
@pytest.mark.parametrize("i_removed", [True, False])
def test_a_line_that_one_removed_and_the_other_reworded(i_removed, choice, admin_client, other):
    less, reworded = LINES[1:], ["Lead a large team", *LINES[1:]]
    changes = (reworded, less) if i_removed else (less, reworded)
    level, page = meet_in_lines(admin_client, other, *changes)
    assert "<strong>Deleted</strong>" in text_of(page)
    (key,) = questions(page)
    assert save(admin_client, level, page, **{f"choice-{key}": choice}).status_code == 302
    assert texts_of(level) == {"Duties": changes[choice == "mine"]}


@pytest.mark.parametrize("choice", ["theirs", "mine"])
def test_a_note_that_i_never_saw_does_not_go_with_the_line_that_i_removed(
    choice, admin_client, other
):
    level = make_role_level({"Duties": LINES})
    statement = Statement.objects.get(text=LINES[0])
    mine = load(admin_client, change_url(level))
    edit(other, change_url(statement), note="Only in London")
    page = send(
        admin_client, change_url(level), mine, **{"sections-0-statements": "\n".join(LINES[1:])}
    )
    ((key, question),) = questions(page).items()
    assert "Note: Only in London" in question.theirs
    assert not question.takes_own_text
    assert save(admin_client, level, page, **{f"choice-{key}": choice}).status_code == 302
    assert texts_of(level) == {"Duties": LINES if choice == "theirs" else LINES[1:]}
    notes = [] if choice == "mine" else ["Only in London"]
    assert list(Statement.objects.exclude(note="").values_list("note", flat=True)) == notes


def test_a_note_that_i_never_saw_does_not_go_with_the_section_that_i_removed(admin_client, other):
    level = make_role_level({"Duties": LINES})
    mine = load(admin_client, change_url(level))
    edit(other, change_url(Statement.objects.get(text=LINES[0])), note="Only in London")
    page = send(admin_client, change_url(level), mine, **{"sections-0-DELETE": "on"})
    ((key, question),) = questions(page).items()
    assert question.change == Change(
        "", "Statement “Lead a small team”: Note: Only in London", None
    )
    assert save(admin_client, level, page, **{f"choice-{key}": "theirs"}).status_code == 302
    assert texts_of(level) == {"Duties": LINES}


def test_lines_that_moved_are_listed_and_not_asked_about(admin_client, other):
    theirs = ["Lead a large team", *LINES[1:]]
    mine = [LINES[1], "Lead a team of six", *LINES[2:]]
    _, page = meet_in_lines(admin_client, other, theirs, mine)
    (moved,) = page.context["conflict"].decisions.moved
    assert moved.label.endswith("moved")
    assert not moved.is_theirs


def test_choices_come_ten_a_page_and_none_is_lost_between_them(admin_client, other):
    level = make_role_level({"Duties": [f"Manage the {word} budget" for word in "abcdefghijkl"]})
    both = (
        {
            "sections-0-statements": "\n".join(
                f"{whose} the {word} budget" for word in "abcdefghijkl"
            )
        }
        for whose in ("Lead", "Watch")
    )
    page = meet(admin_client, other, level, *both)
    keys = list(questions(page))
    assert len(page.context["conflict"].page) == 10
    first = {f"choice-{key}": "theirs" for key in keys[:9]}
    own = {f"choice-{keys[9]}": "own", f"own-{keys[9]}": "My words"}
    page = save(admin_client, level, page, **first, **own, choices_page="2")
    assert len(page.context["conflict"].page) == 2
    assert "errornote" not in text_of(page)
    refused = save(admin_client, level, page, **{f"choice-{keys[10]}": "mine"})
    assert [one.key for one in refused.context["conflict"].missing] == [keys[11]]
    done = save(admin_client, level, refused, **{f"choice-{keys[11]}": "mine"})
    assert done.status_code == 302, problems(done)
    saved = ["Lead the {} budget"] * 9 + ["My words"] + ["Watch the {} budget"] * 2
    words = [text.format(word) for text, word in zip(saved, "abcdefghijkl", strict=True)]
    assert texts_of(level) == {"Duties": words}


@pytest.mark.parametrize("page", ["0", "x", "9" * 40, "-1"])
def test_a_page_of_choices_that_is_not_there_is_another(page, asked, admin_client, entry):
    answer = save(admin_client, entry, asked, **{"choice-title": "mine", "choices_page": page})
    assert set(questions(answer)) == {"title"}


def test_choices_that_nobody_asked_for_are_nothing(asked, admin_client, entry):
    more = {
        "choice-sections-1-": "mine",
        "own-": "x",
        "choice-": "theirs",
        "choice-issue": "theirs",
    }
    assert save(admin_client, entry, asked, **more, **{"choice-title": "mine"}).status_code == 302
    entry.refresh_from_db()
    assert entry.issue == "No skills"


def test_what_was_removed_altogether_leads_back_to_the_list(admin_client, entry):
    mine = load(admin_client, change_url(entry))
    address = change_url(entry)
    entry.delete()
    answer = admin_client.post(address, mine, follow=True)
    assert "Perhaps it was deleted?" in text_of(answer)


@pytest.mark.parametrize("changes", [{"sections-TOTAL_FORMS": "x"}, {"sections-INITIAL_FORMS": ""}])
def test_a_form_without_its_numbers_is_an_error_not_a_crash(changes, admin_client):
    level = make_role_level({"Duties": ["Plan"]})
    fields = load(admin_client, change_url(level))
    assert send(admin_client, change_url(level), fields, **changes).status_code == 200
    assert Section.objects.count() == 1


def test_renumbering_takes_every_field_of_a_form_along():
    data = QueryDict("p-0-a=1&p-0-DELETE=on&p-1-a=2&p-TOTAL_FORMS=2&other-0-a=3")
    assert renumbered(data, "p", [1, 0]).dict() == {
        "p-0-a": "2",
        "p-1-a": "1",
        "p-1-DELETE": "on",
        "p-TOTAL_FORMS": "2",
        "other-0-a": "3",
    }


# At the same moment


@pytest.mark.usefixtures("groups_come_back")
@pytest.mark.django_db(transaction=True)
def test_of_two_at_the_same_moment_one_is_refused(django_user_model):
    level = make_role_level({"Duties": ["Plan"]})
    clients = [Client(), Client()]
    for number, one in enumerate(clients):
        user = django_user_model.objects.create(
            username=f"editor{number}", is_staff=True, is_superuser=True
        )
        one.force_login(user)
    forms = [load(one, change_url(level)) for one in clients]

    def save(number):
        try:
            typed = {"sections-0-statements": f"Plan {number}", "location": f"Place {number}"}
            return send(clients[number], change_url(level), forms[number], **typed).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        answers = list(threads.map(save, range(2)))
    assert sorted(answers) == [200, 302]
    winner = answers.index(302)
    saved = RoleLevel.objects.get()
    assert saved.location == f"Place {winner}"
    assert saved.sections.get().statements.get().text == f"Plan {winner}"
