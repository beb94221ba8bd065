import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capframe.base.markup import prose

PARAGRAPH = '<p class="govuk-body">{}</p>'
LIST = '<ul class="govuk-list govuk-list--bullet">{}</ul>'


def test_a_paragraph():
    assert prose("One sentence.") == PARAGRAPH.format("One sentence.")


def test_a_blank_line_ends_a_paragraph():
    assert prose("One.\n\nTwo.") == PARAGRAPH.format("One.") + PARAGRAPH.format("Two.")


def test_a_broken_line_stays_in_its_paragraph():
    assert prose("One\ntwo.") == PARAGRAPH.format("One two.")


def test_bullets():
    assert prose("- one\n- two") == LIST.format("<li>one</li><li>two</li>")


def test_bullets_between_paragraphs():
    assert prose("You will:\n- lead\n- follow\nAnd rest.") == (
        PARAGRAPH.format("You will:")
        + LIST.format("<li>lead</li><li>follow</li>")
        + PARAGRAPH.format("And rest.")
    )


def test_a_hyphen_inside_a_line_is_no_bullet():
    assert prose("Grade 7 - London") == PARAGRAPH.format("Grade 7 - London")


@pytest.mark.parametrize("nothing", ["", "\n", "  \n\n "])
def test_nothing_gives_nothing(nothing):
    assert prose(nothing) == ""


def test_markup_is_escaped():
    text = prose("<script>alert('x')</script>\n- <b>&")
    assert "<script" not in text
    assert "<li>&lt;b&gt;&amp;</li>" in text


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("- \n<&"))))
def test_no_text_is_lost(text):
    read = unescape(re.sub(r"</?(?:p|ul|li)\b[^>]*>", "", prose(text)))
    assert letters(read) == letters(text)


def letters(text: str) -> list[str]:
    """Every character but white space and the hyphens that bullets lose."""
    return [c for c in text if not c.isspace() and c != "-"]
