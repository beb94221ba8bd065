import unicodedata

import pytest
from django.core.validators import validate_slug
from django.utils.text import slugify
from hypothesis import given
from hypothesis import strategies as st

from capframe.base.slugs import LONGEST_SLUG, make_slug


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("HR Business Partner", "hr-business-partner"),
        ("Główny księgowy w Łodzi", "glowny-ksiegowy-w-lodzi"),
        ("Leiter:in Straßenbau", "leiterin-strassenbau"),
        ("Swyddog Tŷ a Dŵr, Ŵ", "swyddog-ty-a-dwr-w"),
        ("Chargé d’études", "charge-detudes"),
        ("Confirmé·e", "confirme-e"),
        ("Аналітик політики", "analitik-politiki"),
        ("Ελληνικά", "ellinika"),
        ("محلل السياسات", "mhll-lsyst"),
        ("政策分析師", "zhengcefenxishi"),
        ("Grade\u200b 7", "grade-7"),
        ("Policy and Perfor\u00admance", "policy-and-performance"),
        ("1–3 years", "1-3-years"),
        ("R&D Lead (C++ / .NET)", "rd-lead-c-net"),
        ("…", ""),
        ("?", ""),
    ],
)
def test_it_works(title, slug):
    assert make_slug(title) == slug


@given(st.text(max_size=LONGEST_SLUG + 50))
def test_what_it_makes_can_stand_in_an_address(title):
    slug = make_slug(title)
    assert len(slug) <= LONGEST_SLUG
    if slug:
        validate_slug(slug)
    assert make_slug(slug) == slug


@given(st.text(alphabet=st.sampled_from("éŵłÅ한ạ̈ ab-")))
def test_composed_and_decomposed_letters_make_the_same(title):
    made = {make_slug(unicodedata.normalize(form, title)) for form in ("NFC", "NFD")}
    assert len(made) == 1


@given(st.text(alphabet=st.characters(max_codepoint=127), max_size=LONGEST_SLUG))
def test_plain_titles_have_the_addresses_that_django_gives_them(title):
    assert make_slug(title) == slugify(title)
