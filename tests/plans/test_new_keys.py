import pytest

from capframe.plans.new_keys import NewKeys


@pytest.fixture
def keys():
    made = NewKeys(4)
    made.set([-1, -3], [70, 2**40])
    made.set([-4], [8])
    return made


def test_it_works(keys):
    assert keys == {-1: 70, -3: 2**40, -4: 8}
    assert list(keys) == [-1, -3, -4]
    assert len(keys) == 3


def test_it_is_kept_as_it_is(keys):
    assert NewKeys.unpack(keys.pack()) == keys
    assert NewKeys.unpack(b"") == {}


def test_what_is_no_number_of_the_plan_stands_for_itself(keys):
    assert [keys.get(value, value) for value in (-2, -5, 0, 7, None)] == [-2, -5, 0, 7, None]
    with pytest.raises(KeyError):
        keys[-2]
