"""Addresses below a path, and as ever outside of it, whichever was asked for first."""

import pytest
from django.urls import get_script_prefix, reverse

from capframe.base.addresses import address, below

NAMES = [("home",), ("roles:role", "auditor"), ("roles:level", "auditor", "grade-7")]


@pytest.mark.parametrize("named", NAMES)
def test_an_address_stands_below_the_path(named):
    with below("/one/two/"):
        inside = address(*named)
    assert inside == f"/one/two{address(*named)}"
    assert address(*named) == reverse(named[0], args=named[1:])


def test_the_prefix_comes_back_after_an_error():
    with pytest.raises(ZeroDivisionError), below("/one/"):
        raise ZeroDivisionError
    assert get_script_prefix() == "/"
