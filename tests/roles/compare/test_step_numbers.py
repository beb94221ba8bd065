import pytest

from capframe.base.outcomes import Outcome
from roles.compare.comparison import compare
from roles.compare.step_numbers import count_step, read_sections
from roles.loading import load_profiles
from roles.models import RoleLevel
from tests.roles.plain import asking, profile, section


def count(before, after):
    return count_step(read_sections(profile(1, *before)), read_sections(profile(2, *after)))


def test_it_works():
    before = [section("overview", "Keeps the records", "Leads a team of ten people", "Files")]
    after = [section("overview", "Keeps the records", "Signs", "Leads a team of many people")]
    numbers = count(before, after)
    assert (numbers.kept, numbers.changed, numbers.not_stated) == (1, 1, 1)
    assert [one.text for one in numbers.new] == ["Signs"]
    assert numbers.unmatched == 0


def test_what_stands_under_a_heading_of_one_only_is_unmatched():
    before = [section("overview", "Leads"), section("responsibilities", "Plans", "Files")]
    after = [section("overview", "Leads"), section("risk-management", "Signs")]
    numbers = count(before, after)
    assert (numbers.kept, numbers.unmatched, numbers.new) == (1, 3, ())


def test_statements_that_ask_for_the_same_qualification_are_one_that_changed():
    before = [section("overview", asking("A certificate", cipd="ideal"), "Leads")]
    after = [section("overview", asking("Chartered", cipd="required"), "Leads")]
    assert count(before, after).changed == 1


def test_nothing_is_counted_where_neither_says_anything():
    numbers = count([], [])
    assert (numbers.kept, numbers.changed, numbers.not_stated, numbers.unmatched) == (0, 0, 0, 0)


@pytest.mark.django_db
def test_the_numbers_are_those_of_the_comparison(catalogue):
    """For every two role levels of the seeds that have an order, of one role or of two."""
    levels = RoleLevel.objects.published().values_list("role__slug", "slug")
    profiles = load_profiles(list(levels), with_order=False)
    counted = 0
    for one in profiles:
        for other in profiles:
            comparison = compare([one, other]) if one.pk < other.pk else None
            for step in comparison.steps if comparison else ():
                before, after = comparison.columns
                numbers = count_step(read_sections(before), read_sections(after))
                assert numbers.kept == step.kept
                assert numbers.changed == step.changed
                assert numbers.not_stated == step.not_stated
                assert numbers.unmatched == step.unmatched
                cells = (row.cells[1] for row in comparison.rows)
                new = tuple(cell.statement for cell in cells if cell.outcome is Outcome.NEW)
                assert numbers.new == new
                counted += 1
    assert counted > 30
