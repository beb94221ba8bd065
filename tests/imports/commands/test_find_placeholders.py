"""Placeholders that are stored already are listed, taken out as a plan, and put back."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from capframe.base.history.rows import find_gaps
from capframe.base.models import entry_models
from capframe.imports.management.commands.find_placeholders import REASON, UNDO_REASON
from capframe.plans.placeholders import is_its_text
from capframe.search.models import SearchEntry
from roles.models import FamilyStatement, Milestone, Role, Statement
from skills.models import Indicator, LeadershipExample
from tests.factories import (
    make_role,
    make_role_level,
    make_section,
    make_skill,
    make_skill_level,
)

pytestmark = pytest.mark.django_db

NOT_DEFINED = "This skill level is currently not defined."


def find(*options):
    out = StringIO()
    call_command("find_placeholders", *options, stdout=out)
    return out.getvalue()


def state():
    return {model: list(model.objects.order_by("pk").values()) for model in entry_models()}


def test_it_works(publisher):
    level = make_role_level(
        role=make_role(title="Adviser"), title="Junior", location="n/a", code="A1"
    )
    other = make_role_level(location="N/A", description="Text")
    section = make_section(level, "overview", ["Plan", "TBC"])
    skill_level = make_skill_level(make_skill(), 1, [("Do", "–")], description=NOT_DEFINED)
    before = state()
    said = find()
    assert "“n/a”: 2 texts" in said
    assert "location: emptied" in said
    assert "statement “TBC”, text: removed: it says nothing else" in said
    assert said.endswith("Nothing was changed. With --apply it makes 5 changes.\n")
    assert state() == before
    assert "Made 5 changes." in find("--apply", "--by", "publisher")
    for entry in (level, other, skill_level):
        entry.refresh_from_db()
    assert (level.location, level.code, other.location, other.description) == ("", "A1", "", "Text")
    assert [one.text for one in section.statements.all()] == ["Plan"]
    assert skill_level.description == ""
    assert skill_level.pairs == [("Do", "", "")]
    row = level.history.latest()
    assert (row.history_change_reason, row.history_user) == (REASON, publisher)
    assert not [gap for model in entry_models() for gap in find_gaps(model)]
    assert find() == "There is nothing to remove.\n"
    assert find("--undo") == "Took back 5 changes.\n"
    assert state() == before
    assert level.history.latest().history_change_reason == UNDO_REASON


def test_the_last_that_was_taken_out_comes_back_whatever_the_clock_said(monkeypatch):
    noon = timezone.now()
    level, other = make_role_level(location="TBC"), make_role_level()
    monkeypatch.setattr(timezone, "now", lambda: noon + timedelta(hours=1))
    find("--apply")
    monkeypatch.setattr(timezone, "now", lambda: noon)
    other.location = "n/a"
    other.save()
    find("--apply")
    assert find("--undo") == "Took back 1 change.\n"
    for entry in (level, other):
        entry.refresh_from_db()
    assert (level.location, other.location) == ("", "n/a")


def test_what_was_edited_since_is_left_where_it_is_taken_back():
    level, other = make_role_level(location="TBC"), make_role_level(location="TBC")
    find("--apply")
    level.refresh_from_db()
    level.location = "Leeds"
    level.save()
    said = find("--undo")
    assert "Left as it is: Role level" in said
    assert "Took back 1 change." in said
    level.refresh_from_db()
    other.refresh_from_db()
    assert (level.location, other.location) == ("Leeds", "TBC")


def test_without_anything_taken_out_nothing_is_put_back():
    assert "there is nothing to put back" in find("--undo")


def test_what_must_say_something_is_listed_and_left():
    role = make_role(title="MISSING")
    section = make_section(make_role_level(role=role), "overview", ["Plan"], heading="-")
    said = find("--apply")
    assert "Role “MISSING”, title: left, because it must say something: edit it" in said
    assert "section “-”, heading: left, because it must say something: edit it" in said
    assert said.endswith("There is nothing to remove.\n")
    section.refresh_from_db()
    assert (section.heading, Role.objects.get().title) == ("-", "MISSING")


@pytest.mark.parametrize(
    ("values", "words"),
    [({"note": "From 2020"}, "left, because more is said with it"), ({"note": "N/A"}, "removed")],
)
def test_a_statement_stays_where_a_note_says_more(values, words):
    section = make_section(make_role_level(), "overview", ["N/A"])
    Statement.objects.update(**values)
    assert f"text: {words}" in find("--apply")
    assert section.statements.exists() == (words != "removed")


def test_a_pair_of_behaviours_goes_where_neither_says_anything():
    level = make_skill_level(make_skill(), 1, [("N/A", ""), ("-", "TBC"), ("TBC", "Guess")])
    find("--apply")
    assert level.pairs == [("", "Guess", "")]


def test_search_forgets_what_is_taken_out():
    level = make_role_level()
    make_section(level, "overview", ["Missing"])
    assert SearchEntry.objects.filter(kind="statements").exists()
    find("--apply")
    assert not SearchEntry.objects.filter(kind="statements").exists()


def test_parts_that_are_nothing_but_a_text():
    models = {model for model in entry_models() if is_its_text(model)}
    assert models == {Statement, FamilyStatement, Indicator, LeadershipExample, Milestone}


def test_a_user_who_is_not_there_is_refused():
    with pytest.raises(CommandError, match="there is no user"):
        find("--by", "nobody")


def test_the_seeded_catalogue_has_none(catalogue):
    assert find() == "There is nothing to remove.\n"
