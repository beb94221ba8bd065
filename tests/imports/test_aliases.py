"""Other names come in and go out with all three kinds that have them."""

from typing import Any, NamedTuple

import pytest

from capframe.plans.apply import Stale, apply
from capframe.plans.undo import invert
from grades.importing import GRADES
from roles.importing import ROLES
from skills.importing import SKILLS
from tests.factories import (
    make_family,
    make_framework,
    make_grade,
    make_role,
    make_role_level,
    make_skill,
    make_structure,
)
from tests.importing import carry_out, check, found

pytestmark = pytest.mark.django_db


class Kind(NamedTuple):
    """A kind of import, what a row of an entry called “First” or “Second” has, and such entries."""

    kind: Any
    row: dict[str, str]
    column: str
    make_whole: Any
    make: Any

    def rows(self, *said):
        """A row for each of these pairs of a title and other names."""
        for number, (title, aliases) in enumerate(said, start=10):
            row = self.row | {self.column: title, "aliases": aliases}
            yield row | ({"position": str(number)} if self.kind is GRADES else {})


def make_whole_role(**values):
    return make_role_level(role=make_role(**values), title="Junior").role


KINDS = {
    "grades": Kind(GRADES, {"grade_structure": "A"}, "grade", make_structure, make_grade),
    "skills": Kind(SKILLS, {"skill_framework": "A"}, "skill", make_framework, make_skill),
    "roles": Kind(
        ROLES, {"job_family": "A", "level": "Junior"}, "role", make_family, make_whole_role
    ),
}


@pytest.fixture(params=KINDS.values(), ids=KINDS)
def kind(request):
    return request.param


@pytest.fixture
def first(kind):
    kind.make_whole(title="A", slug="a")
    return kind.make(title="First", slug="first", aliases="One")


def errors(kind, *said):
    return found(check(kind.kind, *kind.rows(*said)).errors)


def test_they_come_in_one_a_line_and_go_out_again(kind, first):
    rows = kind.rows(("First", " 1st \r\n\r\n First  one"), ("Second", "Two"))
    carry_out(kind.kind, *rows)
    first.refresh_from_db()
    assert first.aliases == "1st\nFirst one"
    assert first.history.latest().aliases == first.aliases
    second = type(first).objects.get(title="Second")
    assert second.aliases == "Two"
    exported = list(kind.kind.export(True))
    assert [row["aliases"] for row in exported] == ["1st\nFirst one", "Two"]
    assert check(kind.kind, *exported).plan.changes == []


def test_a_blank_cell_leaves_them_alone(kind, first):
    plan = check(kind.kind, *kind.rows(("First", ""))).plan
    assert not [change for change in plan.changes if "aliases" in (change.after or {})]


def test_names_on_other_lines_are_other_names(kind, first):
    carry_out(kind.kind, *kind.rows(("First", "First one\nTwo")))
    carry_out(kind.kind, *kind.rows(("First", "First one Two")))
    first.refresh_from_db()
    assert first.aliases == "First one Two"


def test_an_import_is_undone_with_them(kind, first):
    plan = check(kind.kind, *kind.rows(("First", "Uno"))).plan
    back = invert(plan, apply(plan=plan, by=None, reason="Import"))
    apply(plan=back, by=None, reason="Undo")
    first.refresh_from_db()
    assert first.aliases == "One"


def test_what_another_has_is_a_fault_that_names_it(kind, first):
    noun = first._meta.verbose_name
    said = (("Second", "Two\nONE"), ("Third", "first"), ("Fourth", "two"), ("TWO", ""))
    assert errors(kind, *said) == [
        (2, "aliases", f"“ONE” is another name of the {noun} “First”."),
        (3, "aliases", f"“first” is what the {noun} “First” is called."),
        (4, "aliases", f"“two” is another name of the {noun} “Second”."),
        (5, kind.column, f"“TWO” is another name of the {noun} “Second”."),
    ]


def test_a_row_finds_an_entry_by_another_name(kind, first):
    carry_out(kind.kind, *kind.rows(("ONE", "")))
    assert [one.title for one in type(first).objects.all()] == ["First"]


def test_an_address_goes_before_another_name(kind, first):
    within = {first.names_unique_in: getattr(first, first.names_unique_in)}
    kind.make(title="Second", slug="one", **within)
    plan = check(kind.kind, *kind.rows(("one", "Eins"))).plan
    apply(plan=plan, by=None, reason="Import")
    assert type(first).objects.get(aliases="Eins").title == "Second"


def test_a_name_that_is_too_long_is_a_fault(kind, first):
    ((line, column, message),) = errors(kind, ("First", "Uno\n" + "x" * 201))
    assert (line, column) == (2, "aliases")
    assert message.endswith("has 201 characters; the limit is 200.")


def test_names_may_move_to_another_entry(kind, first):
    carry_out(kind.kind, *kind.rows(("First", "Uno"), ("Second", "One")))
    assert type(first).objects.get(title="Second").aliases == "One"


def test_the_same_name_may_stand_elsewhere(kind, first):
    elsewhere = {next(iter(kind.row)): "B"}
    rows = [row | elsewhere for row in kind.rows(("Second", "One"))]
    if kind.kind is GRADES:
        rows[0]["organisation"] = "Crown"
    carry_out(kind.kind, *rows)
    assert type(first).objects.filter(aliases="One").count() == 2


def test_no_plan_is_applied_that_would_share_a_name(kind, first):
    plan = check(kind.kind, *kind.rows(("First", "Uno"))).plan
    keys = apply(plan=plan, by=None, reason="Import")
    within = {first.names_unique_in: getattr(first, first.names_unique_in)}
    kind.make(title="Second", slug="second", aliases="ONE", **within)
    back = invert(plan, keys)
    with pytest.raises(Stale, match="“One” is another name of"):
        apply(plan=back, by=None, reason="Undo")
    first.refresh_from_db()
    assert first.aliases == "Uno"
