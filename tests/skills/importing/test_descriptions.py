import pytest
from hypothesis import given
from hypothesis import strategies as st

from skills.importing.descriptions import split_description


def test_it_works():
    description = split_description("Leads a team.\n\nYou will:\n- plan work\n- report on it")
    assert description.prose == "Leads a team.\n\nYou will:"
    assert description.lead_in == "You will:"
    assert description.before_lead_in == "Leads a team."
    assert description.lines(False) == ["plan work", "report on it"]
    assert description.lines(True) == ["- plan work", "- report on it"]
    assert not description.is_mixed


@pytest.mark.parametrize("mark", ["-", "•", "*", "–", "▪", "\uf0b7"])
def test_each_mark_makes_a_bullet(mark):
    assert split_description(f"Does:\n {mark}  this").lines(False) == ["this"]


@pytest.mark.parametrize("text", ["", "Plans work.\nReports.", "-5 degrees", "–\n-"])
def test_prose_has_no_parts(text):
    assert not split_description(text).parts


def test_numbers_that_run_on_make_bullets():
    description = split_description("You will:\n1. plan\n2. report\n\nIn all 3. parts.")
    assert description.lines(True) == ["- plan", "- report", "In all 3. parts."]


def test_text_after_the_bullets_keeps_its_dashes():
    description = split_description("• plan\nNotes:\n– as agreed")
    assert description.lines(False) == ["plan", "Notes:", "– as agreed"]


def test_a_line_that_leads_to_nothing_stays_prose():
    description = split_description("Leads a team.\n- plans")
    assert (description.lead_in, description.before_lead_in) == ("", "Leads a team.")


def test_a_lead_in_may_stand_above_an_empty_line():
    assert split_description("You will:\n\n- plan").lead_in == "You will:"


def test_a_lead_in_that_is_too_long_for_a_heading_stays_prose():
    text = "x" * 200 + ":"
    assert split_description(f"{text}\n- plan").before_lead_in == text


def test_prose_among_bullets_is_kept_in_its_place():
    description = split_description("You will:\n- plan\nand then\n- report\n\nSometimes both.")
    assert description.is_mixed
    assert description.lines(True) == ["- plan", "and then", "- report", "Sometimes both."]


words = st.text("ab:-•*– \n", max_size=40)


@given(words)
def test_no_word_is_lost(text):
    description = split_description(text)
    parts = [description.before_lead_in, description.lead_in, *description.lines(False)]
    kept = "".join(parts) if description.parts else text
    assert sorted(c for c in kept if c in "ab:") == sorted(c for c in text if c in "ab:")
