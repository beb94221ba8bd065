"""HTML in the cells of a file."""

from html import escape

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from capframe.spreadsheets.characters import find_refused
from capframe.spreadsheets.faults import Remark
from capframe.spreadsheets.html_markup import decode_html, find_html, take_html
from capframe.spreadsheets.report import Report
from capframe.spreadsheets.table import Record, Records
from tests.importing import found

PIECES = ("<p>", "</p>", "<br/>", "<li>", "</ul>", "&amp;", "&#39;", "&nbsp;", "&lt;", "a", " ")
marked = st.lists(st.sampled_from(PIECES), max_size=8).map("".join)


@pytest.mark.parametrize(
    ("text", "decoded"),
    [
        ("Research &amp; Archives", "Research & Archives"),
        ("Research &amp;amp; Archives", "Research & Archives"),
        ("staff&nbsp;budgets &lt;£10k &#8211; the team&#39;s", "staff budgets <£10k – the team's"),
        (
            "<p>Leads the team.</p><ul><li>Plan</li><li>Do</li></ul>",
            "Leads the team.\n\n- Plan\n- Do",
        ),
        ("<ul><li>Plan</li></ul>", "Plan"),
        ("Lead<br>Plan<BR />Do", "Lead\nPlan\nDo"),
        ('<span style="color:red">Lead</span> a <b>team</b>', "Lead a team"),
        ("&lt;p&gt;Lead&lt;/p&gt;", "Lead"),
        ("<div>One</div>\n<div>Two</div>", "One\n\nTwo"),
    ],
)
def test_it_works(text, decoded):
    assert find_html(text)
    assert decode_html(text) == decoded


@pytest.mark.parametrize(
    "text",
    [
        *("R&D; HR", "AT&T", "a < b > c", "<name>", "x <£10k", "&notify;", "C&copy2", "<3", "&;"),
        *("<paid>", "< p >", "&#12345678;"),
    ],
)
def test_other_texts_are_none(text):
    assert find_html(text) == ""
    assert decode_html(text) == text


@pytest.mark.parametrize("text", ["a&#0;b", "&#x202E;Lead", "<p>&#65279;</p>", "&#xD800;"])
def test_what_no_text_may_hold_does_not_come_in_by_its_number(text):
    assert find_html(text)
    assert decode_html(text) == text


@given(st.text(alphabet=st.sampled_from("aé<>&;'\"£ bp/"), min_size=1))
def test_what_was_escaped_comes_back(text):
    plain = text.strip()
    if find_html(plain) or not find_html(escape(plain)):
        return
    assert decode_html(escape(plain)) == plain


@given(marked | st.text())
@example("<li>&nbsp;&amp;")
def test_nothing_comes_in_that_no_text_may_hold(text):
    decoded = decode_html(text)
    assert not find_refused(decoded) or decoded == text
    assert decoded == text if not find_html(text) else decoded == decoded.strip() or decoded == text


def taken(*rows, is_decoded=False):
    """The values of each row, and what is said of them."""
    records = [Record(line, row) for line, row in enumerate(rows, start=2)]
    report = Report({"role": "Role", "statement": "Statement"})
    left = take_html(Records(records, report.headings), is_decoded=is_decoded, report=report)
    assert report.errors == []
    assert {warning.remark for warning in report.warnings} <= {Remark.NOTE}
    return [record.values for record in left], report.warnings


ROWS = (
    {"role": "Archivist", "statement": "R&amp;D"},
    {"role": "R&D", "statement": "<p>R&amp;D</p>"},
)


def test_it_is_kept_and_warned_of_once():
    values, warnings = taken(*ROWS)
    assert values == list(ROWS)
    assert found(warnings) == [(2, "Statement", "HTML such as “&amp;” is kept as text in 2 cells.")]
    assert "choose to decode HTML" in warnings[0].remedy


def test_it_is_decoded_where_that_is_wanted():
    values, warnings = taken(*ROWS, is_decoded=True)
    assert [row["statement"] for row in values] == ["R&D", "R&D"]
    message = "HTML is decoded to what a browser shows in 2 cells."
    assert found(warnings) == [(2, "Statement", message)]


def test_a_cell_of_tags_alone_is_empty():
    values, _ = taken({"role": "Archivist", "statement": "<p></p>"}, is_decoded=True)
    assert values == [{"role": "Archivist"}]


def test_of_a_file_without_any_nothing_is_said():
    assert taken({"role": "R&D", "statement": "a < b"}) == (
        [{"role": "R&D", "statement": "a < b"}],
        [],
    )
