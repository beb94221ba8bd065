"""What the options of the commands choose."""

import pytest
from django.core.management import CommandError, call_command

from capframe.base.models import Source, Status
from capframe.imports.models import Import
from roles.models import Role, RoleLevel, Statement
from tests.factories import (
    make_family,
    make_framework,
    make_requirement,
    make_role,
    make_role_level,
    make_skill,
    make_source,
    make_structure,
    withdraw,
)
from tests.imports.commands.running import answer, refusal, run
from tests.imports.files import ROLES

pytestmark = pytest.mark.django_db


def test_what_is_chosen_is_used(file, publisher):
    source = make_source(slug="pack")
    path = file()
    ran = run(
        *("import_roles", path, "--source", "pack", "--draft"),
        *("--by", "publisher", "--reason", "From the pack"),
    )
    assert ran.code == 0, ran.err
    level = RoleLevel.objects.get()
    assert (level.source, level.status) == (source, Status.DRAFT)
    row = level.history.get()
    assert (row.history_user, row.history_change_reason) == (publisher, "From the pack")
    assert Import.objects.get().by == publisher


def test_a_new_document_is_named(file):
    run("import_roles", file(), "--source-title", "Our roles", "--publisher", "Home Office")
    source = Source.objects.get()
    assert (source.title, source.publisher) == ("Our roles", "Home Office")


def test_what_is_missing_is_withdrawn_if_somebody_says_so(file):
    run("import_roles", file())
    other = ROLES.replace("Senior", "Junior")
    code, said = answer("import_roles", file(other), "--withdraw-missing")
    assert (code, said["withdrawn"]) == (0, {"roles.rolelevel": 1})
    assert RoleLevel.objects.get(title="Senior").status == Status.WITHDRAWN


@pytest.mark.parametrize(
    ("option", "known", "make"),
    [
        ("--source", "home-office", make_source),
        ("--family", "finance", make_family),
        ("--skill-framework", "digital", make_framework),
        ("--grade-structure", "civil-service", make_structure),
    ],
)
def test_an_unknown_name_is_refused_with_what_it_may_mean(file, option, known, make):
    make(slug=known)
    words = refusal(file(), option, f"{known}s")
    assert f"{option}: there is no" in words
    assert f"Did you mean “{known}”?" in words


def test_an_unknown_user_is_refused(file):
    assert "--by: there is no user “nobody”. The catalogue has none yet." in refusal(
        file(), "--by", "nobody"
    )


def test_names_are_listed_where_none_comes_near(file):
    make_family(slug="finance")
    assert "There are finance." in refusal(file(), "--family", "qq")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--source", "pack", "--publisher", "x"], "Give one or the other."),
        (["--source-title", "x" * 301], "the limit is 300"),
        (["--publisher", "x" * 201], "the limit is 200"),
        (["--reason", "x" * 501], "the limit is 500"),
        (["--reason", "a\udcffb"], "characters that cannot be kept"),
    ],
)
def test_an_option_that_cannot_be_followed_is_refused(file, options, words):
    make_source(slug="pack")
    assert words in refusal(file(), *options)


def test_each_kind_has_the_options_that_it_has_a_use_for():
    with pytest.raises(TypeError, match="withdraw_missing"):
        call_command("import_grades", "x.csv", withdraw_missing=True)
    with pytest.raises(TypeError, match="draft"):
        call_command("import_grades", "x.csv", draft=True)


def test_who_states_an_order_is_editors_or_what_is_said(file):
    rows = "job_family,role,level,level_order\nAudit,Auditor,Senior,2\n"
    assert run("import_roles", file(rows)).code == 0
    assert Role.objects.get().order_from == "editors"
    ran = run("import_order", file(rows.replace("2", "1")), "--order-from", "source")
    assert ran.code == 0, ran.err
    assert (Role.objects.get().order_from, RoleLevel.objects.get().level_order) == ("source", 1)


def test_a_kind_that_makes_nothing_asks_for_no_document(file):
    with pytest.raises(TypeError, match="publisher"):
        call_command("import_order", "x.csv", publisher="Home Office")


@pytest.mark.parametrize("kind", ["roles", "skills"])
def test_nothing_that_was_withdrawn_comes_back_unless_somebody_says_so(kind, tmp_path):
    level, skill = make_role_level(role=make_role(title="Auditor"), title="Senior"), make_skill()
    make_requirement(level, skill)
    path = str(tmp_path / "export.csv")
    call_command(f"export_{kind}", path)
    entry = withdraw(skill if kind == "skills" else level)
    noun, title = ("skill", str(skill)) if kind == "skills" else ("role level", "Auditor, Senior")
    for options in ((), ("--check",)):
        ran = run(f"import_{kind}", path, *options)
        assert ran.code == 1
        assert f"The {noun} “{title}” was withdrawn on 3 March 2026 and comes back." in ran.err
        assert "Say --bring-back if it is to" in ran.err
    assert not Import.objects.exists()
    assert run(f"import_{kind}", path, "--bring-back").code == 0
    entry.refresh_from_db()
    assert (entry.status, entry.withdrawn_on) == (Status.PUBLISHED, None)


def test_what_has_no_status_cannot_come_back(tmp_path):
    with pytest.raises(CommandError, match="--bring-back"):
        run("import_grades", str(tmp_path / "grades.csv"), "--bring-back")


def test_placeholders_are_kept_if_somebody_says_so(file):
    text = ROLES.replace("Write reports", "TBC")
    code, said = answer("import_roles", file(text), "--check")
    assert (code, said["created"]["roles.statement"]) == (0, 1)
    assert [one["value"] for one in said["warnings"] if "placeholder" in one["message"]] == ["TBC"]
    code, said = answer("import_roles", file(text), "--keep-placeholders")
    assert (code, said["created"]["roles.statement"]) == (0, 2)
    assert not any("placeholder" in one["message"] for one in said["warnings"])


def test_html_is_decoded_if_somebody_says_so(file):
    text = ROLES.replace("Write reports", "R&amp;D")
    code, said = answer("import_roles", file(text), "--check")
    assert any("HTML such as “&amp;” is kept" in one["message"] for one in said["warnings"])
    code, said = answer("import_roles", file(text), "--decode-html")
    assert code == 0
    assert Statement.objects.filter(text="R&D").exists()
