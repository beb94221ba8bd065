import re
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capframe.search.words import stems_of
from tests.search.reading import joined, stemmed

# Texts with what makes trouble: markup, accents of both kinds, joiners, words that repeat.
TEXTS = st.text() | st.text("aesmnéß 7&<>\"'’-\u0301\u00ad_½ﬁ\n") | st.from_regex(r"([a-c]+ )*")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("manage", "managing"),
        ("policy", "policies"),
        ("café", "cafe"),
        ("cafe\u0301", "Café"),
        ("MANAGER", "manager"),
        ("director’s", "directors"),
        ("director's", "director"),
        ("man\u00adage", "manage"),
        ("ﬁnance", "finance"),
        ("Straße", "strasse"),
        ("𝐩𝐨𝐥𝐢𝐜𝐲", "policy"),
        ("Łódź", "lodz"),
        ("Ærø", "aero"),
        ("Đuro", "duro"),
        ("Ŵy", "wy"),
        ("authority‘s", "authority's"),
        ("हि\u200dन्दी", "हिन्दी"),
    ],
)
def test_forms_of_a_word_have_the_same_stem(one, other):
    assert stemmed(one) == stemmed(other) != ""


def test_threads_do_not_disturb_each_other():
    words = ("managing", "policies", "stakeholders", "responsibilities")
    expected = {word: stems_of(word) for word in words}
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(4) as threads:
            found = list(threads.map(stems_of.__wrapped__, words * 250))
    finally:
        sys.setswitchinterval(interval)
    assert found == [expected[word] for word in words * 250]


@pytest.mark.parametrize(
    ("text", "stems"),
    [
        ("Senior HR Business Partners", "senior hr busi partner"),
        ("PAP14", "pap 14"),
        ("£52,969", "52 969"),
        ("snake_case", "snake case"),
        ("½", "1 2"),
        ("🙂 — !", ""),
        ("C++, C# and ASP.NET", "cplusplus csharp and asp dotnet"),
        ("", ""),
    ],
)
def test_texts_have_stems_of_letters_or_digits(text, stems):
    assert stemmed(text) == stems


@given(TEXTS)
def test_stems_never_hold_anything_else(text):
    assert re.fullmatch("(([a-z]+|[0-9]+)( ([a-z]+|[0-9]+))*)?", stemmed(text))
    assert re.fullmatch("([a-z]+[0-9]*( [a-z]+[0-9]*)*)?", joined(text))


@pytest.mark.parametrize(
    ("text", "stems"),
    [
        ("co-ordinates", "coordin"),
        ("e‐mail, e–mail", "email"),
        ("PAP14 or PAP 14", "pap14"),
        ("up-to-date", "upto todat uptod"),
        ("well being", "wellb"),
        ("in form", ""),
        ("and/or", ""),
        ("2e3e", "e3"),
    ],
)
def test_words_are_one_however_they_are_written(text, stems):
    assert joined(text) == stems


def test_letters_of_unspaced_scripts_are_found_by_two():
    assert set(joined("日本語").split()) == set(stems_of("日本") + stems_of("本語")) - {
        *stemmed("日本語").split()
    }


def test_a_mark_stays_with_its_letter():
    assert stemmed("मि") != stemmed("म") != stemmed("мой") != stemmed("мои")
