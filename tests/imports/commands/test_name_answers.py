"""Options that answer what a file leaves open about names."""

import pytest

from capframe.base.models import Source
from capframe.imports.models import Import
from roles.models import JobFamily, Role
from tests.factories import make_family, make_source
from tests.imports.commands.running import answer, run

pytestmark = pytest.mark.django_db

ROWS = "job_family,role,level\nPolicy and performance,Adviser,Junior\n"


@pytest.fixture
def family():
    return make_family(title="Policy & Performance")


def families():
    return sorted(JobFamily.objects.values_list("title", flat=True))


def test_without_an_answer_a_near_duplicate_is_new_with_a_warning_of_both(family, file):
    code, told = answer("import_roles", file(ROWS))
    assert code == 0
    assert families() == ["Policy & Performance", "Policy and performance"]
    assert "Policy & Performance" in told["warnings"][0]["message"]
    assert answer("import_roles", file(ROWS), "--strict")[0] == 0


def test_one_option_answers_all(family, file):
    assert run("import_roles", file(ROWS), "--near-duplicates", "existing").code == 0
    assert families() == ["Policy & Performance"]
    assert list(Import.objects.get().answers.values()) == ["existing:policy-performance"]


def test_new_is_an_answer_too(family, file):
    code, told = answer("import_roles", file(ROWS), "--near-duplicates", "new", "--strict")
    assert (code, told["warnings"]) == (0, [])
    assert len(families()) == 2


def test_a_source_that_nobody_named_is_called_after_its_file(file):
    run("import_roles", file(ROWS, "staff.2027.csv"))
    source = Source.objects.get()
    assert (source.title, source.slug) == (
        "Imported file: staff.2027.csv",
        "imported-file-staff-2027-csv",
    )


def test_a_source_of_the_same_title_and_publisher_is_used_again(file):
    source = make_source(title="Job families", publisher="HR")
    named = ("--source-title", "JOB families", "--publisher", "hr")
    run("import_roles", file(ROWS), *named)
    assert JobFamily.objects.get().source == Source.objects.get() == source


@pytest.mark.parametrize(("meant", "number"), [("existing", 1), ("new", 2)])
def test_a_source_of_nearly_the_same_title_may_be_meant(meant, number, file):
    make_source(title="Job families", publisher="HR")
    run("import_roles", file(ROWS), "--source-title", "Job family", "--near-duplicates", meant)
    assert Source.objects.count() == number


def test_without_an_answer_a_near_source_is_new_with_a_warning_of_both(file):
    make_source(title="Job families", publisher="HR")
    code, told = answer("import_roles", file(ROWS), "--source-title", "Job families")
    assert (code, told["warnings"][0]["message"]) == (
        0,
        "The new source “Job families” (Not stated) is nearly “Job families” (HR). If it is the "
        "same, choose that one.",
    )
    assert {source.slug for source in Source.objects.all()} == {"job-families", "job-families-2"}


LEVELS = """job_family,role,level,section,statement
Audit,{},Junior,Duties,Keeps the accounts of several offices in good order.
Audit,{},Junior,Duties,Answers the questions that auditors have of them.
"""


def test_one_that_was_renamed_is_found_by_its_new_name_at_its_old_address(file, browser):
    run("import_roles", file(LEVELS.format("Keeper", "Keeper")))
    renamed = file(LEVELS.format("Bookkeeping", "Bookkeeping"))
    code, told = answer("import_roles", renamed, "--check")
    assert code == 0
    assert "“Keeper”" in told["warnings"][0]["message"]
    assert told["created"]["roles.role"] == 1
    code, told = answer("import_roles", renamed, "--renames", "renamed", "--strict")
    assert (code, told["created"], told["changed"]) == (0, {}, {"roles.role": 1})
    assert "Bookkeeping" in browser.get("/roles/keeper/").content.decode()
    assert "Bookkeeping" in browser.get("/search/?q=bookkeeping").content.decode()
    assert "Keeper" not in browser.get("/search/?q=keeper").content.decode()
    history = Role.objects.get().history.first()
    assert (history.title, history.history_type) == ("Bookkeeping", "~")


@pytest.mark.parametrize(("meant", "title"), [("existing", "Keeper"), ("new", "Keepers")])
def test_a_near_name_that_may_be_a_new_one_is_answered_as_near(meant, title, file):
    run("import_roles", file(LEVELS.format("Keeper", "Keeper")))
    run("import_roles", file(LEVELS.format("Keepers", "Keepers")), "--near-duplicates", meant)
    assert Role.objects.latest("pk").title == title
    assert next(iter(Import.objects.latest("made_at").answers.values())).startswith(meant)
