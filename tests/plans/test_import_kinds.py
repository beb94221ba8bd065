import json

from capframe.plans.import_kinds import Choices


def test_choices_that_were_kept_are_read_back():
    defaults, flags = {"job_family": 7}, frozenset(["withdraw_missing"])
    chosen = Choices(3, status="draft", defaults=defaults, flags=flags)
    assert Choices.from_json(json.loads(json.dumps(chosen.as_json()))) == chosen


def test_choices_of_imports_made_before_kinds_named_their_own_are_read():
    kept = {
        "source": None,
        "source_title": "Our roles",
        "publisher": "Home Office",
        "skill_framework": None,
        "job_family": 1,
        "grade_structure": None,
        "withdraw_missing": True,
        "status": "published",
    }
    read = Choices.from_json(kept)
    assert (read.source, read.source_title, read.publisher) == (None, "Our roles", "Home Office")
    assert (read.status, read.defaults) == ("published", {"job_family": 1})
    assert read.flags == {"withdraw_missing"}
    assert Choices.from_json(kept | {"withdraw_missing": False, "job_family": None}) == Choices(
        source_title="Our roles", publisher="Home Office"
    )


def test_values_that_were_chosen_are_read_back():
    chosen = Choices(3, defaults={"job_family": 7}, values={"order_from": "source"})
    assert Choices.from_json(json.loads(json.dumps(chosen.as_json()))) == chosen
