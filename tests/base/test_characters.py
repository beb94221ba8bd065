"""Characters that no text may hold, wherever somebody types one."""

import json
from io import StringIO

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from capframe.base.characters import find_problem, text_fields
from capframe.base.models import Source, entry_models
from capframe.fixtures import FIXTURES
from capframe.spreadsheets.characters import find_refused
from roles.models import JobFamily, RoleLevel, Statement
from tests.admin_forms import edit, load, send
from tests.factories import make_family, make_role_level, make_source

pytestmark = pytest.mark.django_db

REFUSED = [
    *("\x01", "\x0b", "\x0c", "\x1b", "\x7f", "\x85", "\x9f"),
    *("\u202a", "\u202b", "\u202c", "\u202d", "\u202e"),
    *("\u2066", "\u2067", "\u2068", "\u2069"),
    *("\ufdd0", "\ufdef", "\ufffe", "\uffff", "\U0001fffe", "\U0010ffff", "\ufeff", "\ufffd"),
]
SOME = ["\x0b", "\u202e", "\ufdd0"]
by_number = pytest.mark.parametrize("character", SOME, ids=lambda c: f"U+{ord(c):04X}")


def check_texts():
    """What it says, and its exit code."""
    said = StringIO()
    try:
        call_command("check_texts", stdout=said)
    except CommandError as error:
        return said.getvalue() + str(error), error.returncode
    return said.getvalue(), 0


def source_form(client, **values):
    address = "/admin/base/source/add/"
    return send(client, address, load(client, address), **values)


def test_it_works():
    assert find_problem("Lead\ta team\nof people – “é” 😀 \u05d0\u200f") == ""


@pytest.mark.parametrize("character", REFUSED, ids=lambda c: f"U+{ord(c):04X}")
def test_it_is_named(character):
    assert f"The text holds U+{ord(character):04X} (" in find_problem(f"a{character}b")


# What nobody sees, and how letters are composed


def test_an_entry_is_validated_and_stored_in_one_form(admin_client):
    source_form(admin_client, title="Charge\u0301 d’man\u00adagers\u200b", publisher="X", slug="x")
    assert Source.objects.get().title == "Chargé d’managers"


def test_what_a_script_needs_is_stored(admin_client):
    source_form(admin_client, title="می\u200cخواهم", publisher="👩\u200d💻", slug="x")
    source = Source.objects.get()
    assert (source.title, source.publisher) == ("می\u200cخواهم", "👩\u200d💻")


def test_a_text_of_nothing_else_is_none(admin_client):
    answer = source_form(admin_client, title="\u200b \u00ad", publisher="X", slug="x")
    assert answer.context["adminform"].form.errors == {"title": ["This field cannot be blank."]}


def test_fields_that_are_not_validated_are_left_alone():
    source = make_source(title="a\u200bb", publisher="c\u200bd")
    source.full_clean(exclude=["publisher"])
    assert (source.title, source.publisher) == ("ab", "c\u200bd")


def test_where_it_stands_and_what_to_do_is_said():
    assert find_problem("Lead a \u202eteam") == (
        "The text holds U+202E (right-to-left override), which no text may hold. "
        "Delete it there, after “Lead a”."
    )
    assert find_problem("\x01").endswith("Delete it there, at the beginning.")
    assert find_problem("Caf\ufffd").endswith("was lost. Put the letter back, after “Caf”.")


@given(st.text())
def test_the_rule_is_that_of_imports(text):
    assert bool(find_problem(text)) == bool(find_refused(text))


@pytest.mark.parametrize("model", entry_models())
def test_every_text_of_every_model_is_looked_at(model):
    for name in text_fields(model):
        with pytest.raises(ValidationError) as refused:
            model(**{name: "a\u202eb"}).clean_fields()
        assert name in refused.value.message_dict


def test_a_field_that_a_form_leaves_out_is_left_alone():
    source = make_source(title="Pack", editors_note="a\u202eb")
    source.full_clean(exclude=["editors_note"])


@by_number
def test_the_admin_refuses_it_in_one_line(admin_client, character):
    response = source_form(admin_client, title=f"Pa{character}ck", slug="pack", publisher="HO")
    assert f"U+{ord(character):04X}" in response.content.decode()
    assert not Source.objects.exists()


@by_number
def test_the_admin_refuses_it_in_several_lines(admin_client, character):
    text = f"One\r\ntw{character}o"
    values = {"title": "Pack", "slug": "pack", "publisher": "HO", "description": text}
    response = source_form(admin_client, **values)
    assert f"U+{ord(character):04X}" in response.content.decode()
    assert not Source.objects.exists()


def test_line_ends_and_tabulators_are_kept(admin_client):
    text = "One\r\n\ttwo"
    values = {"title": "Pack", "slug": "pack", "publisher": "HO", "description": text}
    assert source_form(admin_client, **values).status_code == 302
    assert Source.objects.get().description == "One\n\ttwo"


@by_number
def test_the_admin_refuses_it_in_a_part(admin_client, character):
    level = make_role_level({"Duties": ["Plan"]})
    address = f"/admin/roles/rolelevel/{level.pk}/change/"
    fields = load(admin_client, address)
    (name,) = (name for name in fields if name.endswith("-0-statements"))
    response = send(admin_client, address, fields, **{name: f"Plan\r\nLe{character}ad"})
    assert f"U+{ord(character):04X}" in response.content.decode()
    assert list(Statement.objects.values_list("text", flat=True)) == ["Plan"]


@by_number
def test_a_reason_is_refused(admin_client, character):
    level = make_role_level()
    address = f"/admin/roles/rolelevel/{level.pk}/change/"
    fields = load(admin_client, address)
    response = send(admin_client, address, fields, code="A1", reason=f"Be{character}cause")
    assert f"U+{ord(character):04X}" in response.content.decode()
    assert RoleLevel.objects.get().code == ""


def test_a_reason_for_an_action_is_refused(admin_client):
    family = make_family()
    action = {"action": "withdraw", "_selected_action": family.pk, "reason": "a\x00b"}
    response = admin_client.post("/admin/roles/jobfamily/", action)
    assert response.status_code == 400
    assert "U+0000" in response.content.decode()
    assert JobFamily.objects.get().status == "published"


def test_a_reason_for_a_deletion_is_refused(admin_client):
    family = make_family()
    address = f"/admin/roles/jobfamily/{family.pk}/delete/"
    response = admin_client.post(address, {"post": "yes", "reason": "a\u202eb"})
    assert response.status_code == 400
    assert JobFamily.objects.exists()


@by_number
def test_a_name_of_an_account_or_a_group_is_refused(admin_client, admin_user, character):
    address = f"/admin/auth/user/{admin_user.pk}/change/"
    fields = load(admin_client, address)
    response = send(admin_client, address, fields, first_name=f"E{character}dith")
    assert f"U+{ord(character):04X}" in response.content.decode()
    response = admin_client.post("/admin/auth/group/add/", {"name": f"E{character}ditors"})
    assert f"U+{ord(character):04X}" in response.content.decode()
    admin_user.refresh_from_db()
    assert admin_user.first_name == ""
    assert not Group.objects.filter(name__endswith="ditors").exists()


def test_a_fixture_is_refused_and_nothing_of_it_is_loaded(tmp_path):
    rows = [
        {"model": "base.source", "fields": {"slug": slug, "title": title, "publisher": "HO"}}
        for slug, title in (("a", "Pack"), ("b", "Pa\u2066ck"))
    ]
    file = tmp_path / "pack.json"
    file.write_text(json.dumps(rows))
    with pytest.raises(CommandError, match=r"Source “Pa ck”, title: .* U\+2066 .* Nothing was"):
        call_command("loaddata", str(file), verbosity=0)
    assert not Source.objects.exists()


def test_what_is_stored_already_is_listed():
    assert check_texts() == ("No text holds characters that it may not hold.\n", 0)
    statement = make_role_level({"Duties": ["Plan"]}).sections.get().statements.get()
    Statement.objects.update(text="Plan \u202eahead")
    said, code = check_texts()
    assert code == 1
    assert said == (
        f"Statement “Plan  ahead”, number {statement.pk}, text: The text holds U+202E "
        "(right-to-left override), which no text may hold. Delete it there, after “Plan”.\n"
        "1 text holds characters that no text may hold: edit them."
    )


def test_what_is_stored_already_can_be_put_right(admin_client):
    source = make_source(title="Pa\u202eck")
    address = f"/admin/base/source/{source.pk}/change/"
    response = send(admin_client, address, load(admin_client, address), publisher="Another")
    assert "U+202E" in response.content.decode()
    edit(admin_client, address, {"title": "Pack"})
    assert check_texts()[1] == 0


def test_the_transcription_holds_none(catalogue):
    assert FIXTURES
    assert check_texts()[1] == 0
