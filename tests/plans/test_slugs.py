from hypothesis import given
from hypothesis import strategies as st

from capframe.base.slugs import LONGEST_SLUG
from capframe.plans.slugs import Slugs


def test_it_works():
    assert Slugs().take("HR business partner") == "hr-business-partner"


def test_a_taken_slug_gets_a_number():
    slugs = Slugs([(None, "lead"), (None, "lead-2")])
    assert [slugs.take("Lead"), slugs.take("lead")] == ["lead-3", "lead-4"]


def test_what_is_taken_elsewhere_is_free():
    slugs = Slugs([(1, "lead")])
    assert slugs.take("Lead", within=2) == "lead"
    assert slugs.take("Lead", within=1) == "lead-2"


def test_a_title_without_letters_gets_the_other_slug():
    slugs = Slugs()
    assert slugs.take("…", otherwise="skill") == "skill"
    assert slugs.take("?", otherwise="skill") == "skill-2"


@given(st.lists(st.text(alphabet="ab -é1", min_size=95, max_size=120), max_size=12))
def test_slugs_fit_and_differ(titles):
    slugs = Slugs()
    made = [slugs.take(title) for title in titles]
    assert len(set(made)) == len(made)
    assert all(0 < len(slug) <= LONGEST_SLUG for slug in made)
