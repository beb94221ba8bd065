"""The filters of ``{% load capframe %}``, and the components built on them."""

from types import SimpleNamespace

import pytest
from django.core.paginator import Paginator
from django.template import RequestContext, Template
from django.template.loader import render_to_string

from capframe.base.templatetags.capframe import absence, stated, thousands
from capframe.base.templatetags.components import options, page_numbers, page_range


def test_page_numbers_leave_out_far_pages():
    assert list(page_numbers(Paginator(range(100), 5).page(10))) == [1, "…", 9, 10, 11, "…", 20]


def pagination(request, page):
    template = Template("{% load components %}{% pagination page %}")
    return template.render(RequestContext(request, {"page": page}))


def test_pagination_keeps_the_other_parameters(rf):
    page = Paginator(range(100), 25).page(2)
    html = pagination(rf.get("/roles/?grade=a&grade=b&page=2"), page)
    assert 'href="?grade=a&amp;grade=b&amp;page=3" rel="next"' in html
    assert 'href="?grade=a&amp;grade=b&amp;page=1" rel="prev"' in html
    assert html.count("aria-current") == 1


def test_a_single_page_has_no_pagination(rf):
    page = Paginator(range(5), 25).page(1)
    assert pagination(rf.get("/"), page).strip() == ""


def test_options_are_escaped_and_the_chosen_one_is_selected():
    html = options([("a", "A & B"), ('"', "<b>")], "a")
    assert html.splitlines() == [
        '<option value="a" selected>A &amp; B</option>',
        '<option value="&quot;">&lt;b&gt;</option>',
    ]


def test_an_error_links_to_what_is_wrong():
    errors = [("Choose a grade.", "#id_grade"), ("Too many.", "")]
    html = render_to_string("components/error_summary.html", {"errors": errors})
    assert '<a href="#id_grade">Choose a grade.</a>' in html
    assert "<li>Too many.</li>" in html


def test_thousands_are_set_apart():
    assert [thousands(number) for number in (0, 999, 14_000)] == ["0", "999", "14,000"]
    assert page_range(Paginator(range(14_000), 1000).page(2)) == "1,001 to 2,000 of 14,000"


def test_stated_gives_the_text():
    assert stated("Croydon", "location") == "Croydon"


def test_stated_says_what_the_source_does_not_give():
    shown = stated("", "<pay>")
    assert shown == '<span class="cap-not-stated">The source gives no &lt;pay&gt;.</span>'


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        (["Croydon", ""], "Where no location is shown, the source gives none."),
        (["", ""], "The source gives no location."),
        (["Croydon"], ""),
    ],
)
def test_an_absence_is_said_once_for_all_that_lack_it(texts, said):
    entries = [SimpleNamespace(location=text) for text in texts]
    assert said in absence(entries, "location", "location")
    assert bool(said) == bool(absence(entries, "location", "location"))


def test_what_is_missing_together_is_said_together():
    entries = [SimpleNamespace(a=1, b="", c="", d=""), SimpleNamespace(a=1, b="x", c="x", d="")]
    said = "Where no b or c is shown, the source gives none. The source gives no d."
    names = ("a", "a", "b", "b", "c", "c", "d", "d")
    assert absence(entries, *names) == f'<p class="govuk-body cap-not-stated">{said}</p>'
