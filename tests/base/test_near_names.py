"""Names that are nearly the same, by table."""

import pytest

from capframe.base.near_names import fold_nearly

ALIKE = [
    ("Policy & Performance", "Policy and Performance"),
    ("Policy&Performance", "policy AND performance"),
    ("Business Partner", "Business Partners"),
    ("Policy", "Policies"),
    ("Process", "Processes"),
    ("Branch", "Branches"),
    ("Tax", "Taxes"),
    ("Service design", "Services design"),
    ("Manager’s skills", "Managers' skill"),
    ("Team-work", "team work"),
    ("Team work", "Teamwork"),
    ("Plan 1–3", "Plan 1-3"),
    ("Head of “Digital”", 'Head of "Digital"'),
    ("Perfor\u00admance", "Performance"),
    ("Re\u0301sume\u0301", "Résumé"),
    ("Café manager", "Cafe manager"),
    ("Straße", "Strasse"),
    ("ﬁnance", "Finance"),
    ("Policy, performance.", "Policy performance"),
    ("Grade 07", "Grade-07"),
    ("C++", "C#"),
]
APART = [
    ("Grade 6", "Grade 7"),
    ("Level 1.5", "Level 15"),
    ("1-3 years", "13 years"),
    ("Policy and Performance", "Policy or Performance"),
    ("Policy and Performance", "Policy Performance"),
    ("Analysis", "Analyst"),
    ("Business", "Busines"),
    ("Status", "Statu"),
    ("Gas", "Ga"),
    ("Data analysis", "Analysis of data"),
    ("政策", "财务"),
]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_names_nearly_the_same_have_the_same(one, other):
    assert fold_nearly(one) == fold_nearly(other) != ""


@pytest.mark.parametrize(("one", "other"), APART)
def test_others_do_not(one, other):
    assert fold_nearly(one) != fold_nearly(other)


@pytest.mark.parametrize("name", ["", "?", "–"])
def test_without_letters_and_figures_there_is_nothing_in_common(name):
    assert fold_nearly(name) == ""
