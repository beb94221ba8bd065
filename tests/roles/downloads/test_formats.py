from dataclasses import replace

import pytest

from roles.compare.comparison import compare
from roles.downloads.formats import FORMATS, file_name
from tests.roles.plain import profile


def named(*titles):
    """What a comparison of the role levels with these titles is saved as."""
    columns = (replace(profile(n), title=text) for n, text in enumerate(titles, start=1))
    return file_name(compare(columns), "csv")


def test_it_works():
    ladder = "Policy, PPP07", "Policy, PAP08", "Policy, PAP14"
    assert named(*ladder) == "comparison-of-3-role-levels-policy-ppp07-to-policy-pap14.csv"


@pytest.mark.parametrize("title", ["é“/../ü/x", 'a/"b"\r\nSet-Cookie', "x" * 300 + "/y"])
def test_the_name_is_short_and_plain(title):
    name = named(title, "a/b")
    assert len(name) <= 104
    assert name.isascii()
    assert name.removesuffix(".csv").replace("-", "").isalnum()


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_comparison_makes_the_same_bytes(name):
    columns = [profile(1), profile(2)]
    assert FORMATS[name](compare(columns)) == FORMATS[name](compare(columns))


@pytest.mark.parametrize("name", FORMATS)
def test_no_temporary_file_is_needed(full_temporary_folder, name):
    assert FORMATS[name](compare([profile(1), profile(2)]))
