import pytest
from django.template.loader import render_to_string

from capframe.base.places import places_by_source, places_of
from tests.factories import make_grade, make_source

pytestmark = pytest.mark.django_db


def test_each_place_is_named_once_in_order():
    second, first, again = (make_grade(place=place) for place in ("Annex B", "Annex A", "Annex B"))
    assert places_of([second, first, again]) == [second, first]


def test_the_same_place_in_another_document_is_another():
    grades = [make_grade(source=make_source()) for _ in range(2)]
    assert places_of(grades) == grades


def test_an_editors_note_is_never_lost():
    grades = [make_grade(), make_grade(editors_note="Printed as “09”.")]
    assert places_of(grades) == grades
    assert places_of([]) == []


def test_the_parts_of_a_page_by_source():
    pack, guide = make_source(), make_source()
    parts = [
        ("The Role", make_grade(source=pack, place="Annex D, The Role")),
        ("Leading", make_grade(source=pack, place="Annex D, Competencies")),
        ("Vision", make_grade(source=guide, place="Page 3")),
        ("Changing", make_grade(source=pack, place="Annex D, Competencies")),
    ]
    assert [(one.source, one.places) for one in places_by_source(parts)] == [
        (
            pack,
            (("Annex D, The Role", ()), ("Annex D, Competencies", ("Leading", "Changing"))),
        ),
        (guide, (("Page 3", ("Vision",)),)),
    ]
    assert places_by_source([]) == ()


def test_the_disclosure_of_places_names_each_source():
    parts = [("Leading", make_grade(place="Annex D, Competencies"))]
    html = render_to_string("components/places.html", {"places": places_by_source(parts)})
    assert "Where in the documents" in html
    assert "Annex D, Competencies: Leading" in html
    assert "Home Office" in html
    assert not render_to_string("components/places.html", {"places": ()}).strip()
