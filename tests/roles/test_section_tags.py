"""What ``{% load sections %}`` writes."""

import re

import pytest

from roles.section_texts import StatementText
from roles.templatetags.sections import indicator_table, statements
from skills.behaviours import IndicatorPair
from tests.roles.plain import asking, section


def written(section):
    return statements(section).replace("\n", "")


def test_it_works():
    html = written(section("overview", "Leads <b>", StatementText("Plans", note="A & B")))
    assert html == (
        '<ul class="govuk-list govuk-list--bullet"><li>Leads &lt;b&gt;</li>'
        '<li>Plans <span class="cap-note">Note: A &amp; B</span></li></ul>'
    )


def test_what_all_ask_alike_is_said_once():
    texts = [StatementText(text, strength="ideal") for text in ("Leads", "Plans")]
    html = statements(section("overview", *texts))
    assert html.startswith('<p class="govuk-body-s cap-asks">Ideal:</p>')
    assert html.count("Ideal") == 1


def test_a_qualification_is_said_with_its_statement_all_the_same():
    ideal = (StatementText(text, strength="ideal") for text in ("Leads", "Plans"))
    html = statements(section("overview", *ideal, asking("A degree", degree="required")))
    assert '<li>A degree <span class="cap-asks">DEGREE: required</span></li>' in html


def test_one_that_asks_by_itself_says_so():
    html = written(section("overview", StatementText("Leads", strength="ideal"), "Plans"))
    assert '<li>Leads <span class="cap-asks">Ideal</span></li><li>Plans</li>' in html


def test_a_missing_behaviour_keeps_its_note():
    html = indicator_table([IndicatorPair("", "Work <alone>", "Cut off.")])
    assert "Work &lt;alone&gt;" in html
    assert "Editors’ note:</strong> Cut off." in html


@pytest.mark.parametrize(
    ("pairs", "heads"),
    [
        ([("Plan", "", "")], ["Effective behaviour"]),
        ([("", "Guess", "")], ["Ineffective behaviour"]),
        ([("Plan", "", ""), ("", "Guess", "")], ["Effective behaviour", "Ineffective behaviour"]),
    ],
)
def test_an_empty_column_goes(pairs, heads):
    html = indicator_table(IndicatorPair(*pair) for pair in pairs)
    assert re.findall(r">(\w+ behaviour)</th>", html) == heads
