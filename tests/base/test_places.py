import pytest

from capframe.base.places import places_of
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
