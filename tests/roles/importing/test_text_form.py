"""Rows whose texts are composed, and seen, in other ways than the catalogue's."""

import unicodedata

from roles.importing import ROLES
from roles.models import Role, RoleLevel, Statement
from tests.importing import carry_out, check

DUTY = {"job_family": "Études", "role": "Chargé d’études", "section": "Duties"}
JUNIOR = {**DUTY, "level": "Junior", "statement": "Préparer les réunions"}


def apart(row):
    """The row with its letters and accents apart."""
    return {column: unicodedata.normalize("NFD", text) for column, text in row.items()}


def test_it_works(db):
    carry_out(ROLES, apart(JUNIOR), {**DUTY, "level": "Ju\u00adnior", "statement": "Écrire"})
    level = RoleLevel.objects.get()
    assert (level.role.title, level.role.slug) == ("Chargé d’études", "charge-detudes")
    assert list(Statement.objects.values_list("text", flat=True)) == [
        "Préparer les réunions",
        "Écrire",
    ]


def test_the_same_in_another_composition_changes_nothing(db):
    carry_out(ROLES, JUNIOR)
    checked = check(ROLES, apart(JUNIOR))
    assert checked.errors == ()
    assert checked.plan.changes == []
    assert [one.message for one in checked.warnings] == [
        "Letters and their accents are apart, and are stored as one, in 3 cells."
    ]


def test_an_entry_that_holds_an_invisible_character_is_found(db):
    carry_out(ROLES, JUNIOR)
    Role.objects.update(title="Charge\u0301 d’études\u200b")
    assert check(ROLES, JUNIOR).plan.changes == []
