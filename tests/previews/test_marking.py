"""What is marked in a page, whatever the page is about."""

from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capframe.previews.marking import MOST_MARKS, mark_page
from capframe.previews.page_units import pieces_of

PAGE = """<title>Audit</title><header>Audit {0}</header><main id="main-content">{1}</main>
<footer>{0}</footer>"""


def main_of(*parts, outside=""):
    return PAGE.format(outside, "\n".join(parts))


def squeezed(words):
    return " ".join(words.split())


def item(text):
    return f"<li>\n  {escape(text)}\n</li>"


def test_equal_pages_have_no_marks():
    html = main_of("<h2>Duties</h2>", item("Audit"))
    marked = mark_page(html, html)
    assert (marked.html, marked.number, marked.places) == (html, 0, [])


def test_only_the_main_part_is_looked_at():
    today, there = main_of(item("Audit")), main_of(item("Audit"), outside="other")
    assert mark_page(today, there).html == there


def test_words_are_marked_within_their_text_below_its_heading():
    today = main_of("<h2>Duties & aims</h2>", item("Audit <all> accounts"), "<h2>Skills</h2>")
    there = main_of("<h2>Duties & aims</h2>", item("Audit <all> big accounts"), "<h2>Skills</h2>")
    marked = mark_page(today, there)
    assert marked.number == 1
    assert [(one.heading, one.anchor) for one in marked.places] == [("Duties & aims", "change-1")]
    assert '<li>\n  <span id="change-1">Audit &lt;all&gt; <ins class="cap-ins">' in marked.html
    assert "(end)</span></ins> accounts</span>\n</li>" in marked.html


GONE = '<span class="cap-preview__mark" id="change-1"><strong>Removed in this preview</strong>: '
ROW = '<tr><th scope="row"><a href="/{0}/">{0}</a></th><td>Grade 7</td></tr>'


def table_of(*titles):
    head = "<tr><th>Role</th><th>Grade</th></tr>"
    return main_of("<table>", head, *map(ROW.format, titles), "</table>")


@pytest.mark.parametrize(
    ("left", "order"),
    [
        (["Audit", "Report"], ["Lead", "Audit", "Report"]),
        (["Lead", "Report"], ["Lead", "Audit", "Report"]),
    ],
    ids=["first", "second"],
)
def test_an_item_that_is_gone_is_named_at_its_place(left, order):
    marked = mark_page(main_of(*map(item, order)), main_of(*map(item, left)))
    assert f"<li>{GONE}<del" in marked.html
    main = marked.html[marked.html.index("<main") :]
    assert sorted(order, key=main.index) == order
    assert marked.number == 1


def test_what_stands_in_a_table_comes_and_goes_by_rows():
    there = mark_page(table_of("Lead", "Audit", "Report"), table_of("Audit", "Report", "Riddle"))
    gone, new = there.html.split("</tr>")[1], there.html.split("</tr>")[4]
    assert gone.strip().startswith(f'<tr><td colspan="2">{GONE}')
    assert "Lead · Grade 7" in gone
    assert "Riddle</a><span" in new
    assert "New in this preview" in new
    assert there.number == 2
    assert [place.heading for place in there.places] == ["Lead", "Riddle"]


def test_what_leads_elsewhere_is_no_other_one_renamed():
    today = table_of("Auditor 12", "Auditor 13")
    renamed = table_of("Auditor 13").replace(">Auditor 13<", ">Auditor 14<")
    html = mark_page(today, renamed).html
    assert "removed: </span>Auditor 12 · Grade 7<" in html
    assert "removed: </span>13<" in html


def test_an_item_that_leads_elsewhere_is_no_other_one_renamed():
    today, there = (main_of(f'<li><a href="/{one}/">{one}</a></li>') for one in ("a", "b"))
    html = mark_page(today, there).html
    assert "Removed in this preview" in html
    assert '<ins class="cap-ins"><span class="govuk-visually-hidden">added: </span>b' in html


def test_where_words_are_marked_already_it_is_said_behind_them():
    cells = "<tr><td>{}</td><td>Lead <del>a <span>(end)</span></del><ins>{}</ins></td></tr>"
    today = main_of("<table>", cells.format("Audit accounts", "teams"), "</table>")
    there = main_of("<table>", cells.format("Audit big accounts", "teams").replace("a <", "b <"))
    marked = mark_page(today, there, is_marked_already=True)
    assert "<td>Audit big accounts<span class=" in marked.html
    assert "Changed in this preview</strong>: <del" in marked.html
    assert marked.number == 1
    more = main_of("<table>", cells.format("Audit accounts", "teams"), "<tr><td>Swim</td></tr>")
    assert "Swim<span" in mark_page(today, more, is_marked_already=True).html
    assert "Removed in this preview" in mark_page(more, today, is_marked_already=True).html


def test_without_words_the_places_alone_are_there():
    today, there = main_of(item("Audit")), main_of(item("Audit accounts"))
    marked = mark_page(today, there, with_words=False)
    assert '<span id="change-1">Audit accounts</span>' in marked.html
    assert (marked.number, marked.places[0].heading) == (1, "")


def test_choices_buttons_and_scripts_hold_no_marks():
    parts = "<select><option>{0}</option></select><button>{0}</button><script>{0}</script>"
    today, there = main_of(parts.format("a")), main_of(parts.format("b"))
    assert mark_page(today, there).html == there


def test_many_differences_are_told_and_not_marked():
    today, there = (main_of(*(item(f"{word} {n}") for n in range(MOST_MARKS + 1))) for word in "ab")
    marked = mark_page(today, there)
    assert (marked.html, marked.number, marked.places) == (there, MOST_MARKS + 1, [])


TEXTS = st.lists(st.text("ab <&'\"é", min_size=1, max_size=8), max_size=8)


@given(TEXTS, TEXTS)
def test_whatever_differs_the_page_says_the_same_but_for_its_marks(old, new):
    there = main_of(*map(item, new))
    marked = mark_page(main_of(*map(item, old)), there, with_words=False)
    rest = [one for one in pieces_of(marked.html) if not one.startswith(("<span id", "</span"))]
    assert "".join(rest) == there


@given(TEXTS, TEXTS)
def test_marks_are_there_where_and_only_where_something_differs(old, new):
    marked = mark_page(main_of(*map(item, old)), main_of(*map(item, new)))
    words = [[squeezed(text) for text in texts if text.strip()] for texts in (old, new)]
    assert bool(marked.number) == (words[0] != words[1] and bool(words[1]))
    for texts in pieces_of(marked.html):
        assert texts.count("<") <= 1
