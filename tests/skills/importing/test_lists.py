"""Lists in the cells of behaviours."""

from skills.importing import SKILLS
from skills.models import Indicator
from tests.importing import carry_out, check

LEVEL = {"skill_framework": "Archives", "skill": "Cataloguing", "level": "Level 1"}


def pairs():
    return list(Indicator.objects.order_by("position").values_list("effective", "ineffective"))


def test_it_works(db):
    row = {**LEVEL, "effective": "• Lists all\n• Checks", "ineffective": "• Forgets\n• Guesses"}
    checked = carry_out(SKILLS, row)
    assert pairs() == [("Lists all", "Forgets"), ("Checks", "Guesses")]
    assert "The list mark “•” is taken off in 2 cells." in [one.message for one in checked.warnings]
    assert check(SKILLS, row).plan.changes == []


def test_numbers_run_on_from_row_to_row(db):
    carry_out(SKILLS, *({**LEVEL, "effective": text} for text in ("1) Lists", "2) Checks", "x")))
    assert pairs() == [("Lists", ""), ("Checks", ""), ("x", "")]


def test_lists_of_unequal_length_are_not_paired(db):
    carry_out(SKILLS, {**LEVEL, "effective": "• Lists\n• Checks", "ineffective": "Forgets"})
    assert pairs() == [("Lists", ""), ("Checks", ""), ("", "Forgets")]
