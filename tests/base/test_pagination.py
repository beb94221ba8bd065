import pytest

from capframe.base.http import Refused
from capframe.base.pagination import page_of


def page(rf, query):
    return page_of(rf.get(f"/?{query}"), range(60))


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("", 1),
        ("page=", 1),
        ("page=+", 1),
        ("page=1", 1),
        ("page=3", 3),
        ("page=x&page=2", 2),
        ("page=003", 3),
    ],
)
def test_the_page_that_is_asked_for(rf, query, number):
    assert page(rf, query).number == number


@pytest.mark.parametrize("text", ["x", "-1", "+1", "1.0", "1e9", "1_0", " 1", "٣", "²", "1\0"])
def test_what_is_no_number_is_refused(rf, text):
    with pytest.raises(Refused, match="is not a page number") as refused:
        page_of(rf.get("/", {"page": text}), range(60))
    assert refused.value.status == 400


@pytest.mark.parametrize("text", ["0", "4", "1000000000", "9" * 7000, "0" * 7000])
def test_a_page_that_is_not_there_is_said_to_be_missing(rf, text):
    with pytest.raises(Refused, match=r"There is no page \d+: the last page is 3") as refused:
        page(rf, f"page={text}")
    assert refused.value.status == 404
    assert len(refused.value.problem) < 200


def test_a_long_text_is_not_repeated_whole(rf):
    with pytest.raises(Refused) as refused:
        page(rf, "page=" + "x" * 7000)
    assert len(refused.value.problem) < 200
