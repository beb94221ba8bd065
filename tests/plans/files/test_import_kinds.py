import json

import pytest

from capframe.imports.kinds import IMPORT_KINDS
from capframe.plans.files.choices import Choices
from tests.importing import check


def test_choices_that_were_kept_are_read_back():
    defaults, flags = {"job_family": 7}, frozenset(["withdraw_missing"])
    chosen = Choices(3, status="draft", defaults=defaults, flags=flags)
    assert Choices.from_json(json.loads(json.dumps(chosen.as_json()))) == chosen


def test_choices_of_imports_made_before_kinds_named_their_own_are_read():
    kept = {
        "source": None,
        "source_title": "Our roles",
        "publisher": "Home Office",
        "skill_framework": None,
        "job_family": 1,
        "grade_structure": None,
        "withdraw_missing": True,
        "status": "published",
    }
    read = Choices.from_json(kept)
    assert (read.source, read.source_title, read.publisher) == (None, "Our roles", "Home Office")
    assert (read.status, read.defaults) == ("published", {"job_family": 1})
    assert read.flags == {"withdraw_missing"}
    assert Choices.from_json(kept | {"withdraw_missing": False, "job_family": None}) == Choices(
        source_title="Our roles", publisher="Home Office"
    )


def test_values_that_were_chosen_are_read_back():
    chosen = Choices(3, defaults={"job_family": 7}, values={"order_from": "source"})
    assert Choices.from_json(json.loads(json.dumps(chosen.as_json()))) == chosen


@pytest.mark.parametrize("kind", IMPORT_KINDS.values(), ids=list(IMPORT_KINDS))
def test_each_kind_takes_placeholders_for_empty_cells_unless_they_are_kept(db, kind):
    for column in kind.columns:
        if column.required:
            (fault,) = faults_of(kind, column.name)
            assert (fault.value, "placeholder" in fault.message) == ("TBC", True)
            kept = faults_of(kind, column.name, keep_placeholders=True)
            assert not any("placeholder" in fault.message for fault in kept)


def faults_of(kind, column, **choices):
    """The faults of the kind's example where the first row has a placeholder there."""
    row = {**kind.example[0], column: "TBC"}
    errors = check(kind, row, **choices).errors
    return [fault for fault in errors if (fault.line, fault.column) == (2, column)]


@pytest.mark.parametrize("kind", IMPORT_KINDS.values(), ids=list(IMPORT_KINDS))
def test_each_kind_takes_texts_in_one_form_and_says_so(db, kind):
    name = kind.columns[0].name
    row = kind.example[0]
    plain = check(kind, row)
    checked = check(kind, {**row, name: f"\u200b{row[name]}\u00ad"})
    said = [one.message for one in checked.warnings if one not in plain.warnings]
    assert len(said) == 2
    assert said[0].startswith("U+200B (zero width space), which nobody sees, is taken out of 1")
    assert said[1].startswith("U+00AD (soft hyphen)")
    assert checked.plan.changes == plain.plan.changes


@pytest.mark.parametrize("kind", IMPORT_KINDS.values(), ids=list(IMPORT_KINDS))
def test_each_kind_decodes_html_where_that_is_wanted(db, kind):
    name = kind.columns[0].name
    row = {**kind.example[0], name: "R&amp;D"}
    assert any("HTML such as “&amp;” is kept" in one.message for one in check(kind, row).warnings)
    decoded = check(kind, row, decode_html=True)
    assert any(
        one.message == "HTML is decoded to what a browser shows in 1 cell."
        for one in decoded.warnings
    )
    assert decoded.plan.changes == check(kind, {**row, name: "R&D"}).plan.changes


@pytest.mark.parametrize("kind", IMPORT_KINDS.values(), ids=list(IMPORT_KINDS))
def test_each_kind_warns_of_names_that_excel_has_changed(db, kind):
    row = {**kind.example[0], kind.columns[0].name: "01-Mar"}
    assert any("of which Excel makes a month" in one.message for one in check(kind, row).warnings)
