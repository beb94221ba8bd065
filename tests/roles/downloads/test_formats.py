from dataclasses import replace

import pytest

from roles.compare.comparison import compare
from roles.downloads.formats import FORMATS, file_name
from tests.roles.plain import profile


def named(*references):
    """What a comparison of the role levels with these references is saved as."""
    columns = (replace(profile(n), reference=text) for n, text in enumerate(references, start=1))
    return file_name(compare(columns), "csv")


def test_it_works():
    ladder = "policy/ppp07", "policy/pap08", "policy/pap14"
    assert named(*ladder) == "compare-policy-ppp07-pap14.csv"


def test_two_roles_are_both_named():
    assert named("auditor/seo", "partner/seo") == "compare-auditor-seo-partner.csv"


@pytest.mark.parametrize("reference", ["é“/../ü/x", 'a/"b"\r\nSet-Cookie', "x" * 300 + "/y"])
def test_the_name_is_short_and_plain(reference):
    name = named(reference, "a/b")
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
