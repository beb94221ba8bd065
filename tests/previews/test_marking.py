"""What is marked in a page, whatever the page is about."""

from html import escape

from hypothesis import given
from hypothesis import strategies as st

from capframe.previews.marking import MOST_MARKS, mark_page, pieces_of

PAGE = """<title>Audit</title><header>Audit {0}</header><main id="main-content">{1}</main>
<footer>{0}</footer>"""


def main_of(*parts, outside=""):
    return PAGE.format(outside, "\n".join(parts))


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


def test_what_is_gone_stands_behind_what_was_before_it():
    marked = mark_page(main_of(item("Audit"), item("Report")), main_of(item("Audit")))
    assert '<li>\n  <span id="change-1">Audit <del class="cap-del">' in marked.html
    assert "Report" in marked.html
    assert marked.number == 1


def test_what_is_gone_from_the_beginning_stands_behind_the_first():
    marked = mark_page(main_of(item("Audit"), item("Report")), main_of(item("Report")))
    assert marked.html.index("Report") < marked.html.index("Audit", marked.html.index("<main"))


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
    words = [[text.strip() for text in texts if text.strip()] for texts in (old, new)]
    assert bool(marked.number) == (words[0] != words[1] and bool(words[1]))
    for texts in pieces_of(marked.html):
        assert texts.count("<") <= 1
