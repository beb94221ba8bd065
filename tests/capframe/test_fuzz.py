"""A sample of what ``python -m tests.benchmarks.fuzz`` asks for at length."""

import pytest

from roles.models import RoleLevel
from tests.capframe.test_permissions import NAMELESS, addresses
from tests.fuzzing.addresses import all_addresses
from tests.fuzzing.requests import Fuzz
from tests.fuzzing.world import add_what_seeds_lack

SEED, REQUESTS = 1, 300


@pytest.fixture
def fuzz(shared_catalogue, settings):
    settings.IMPORTS_IN_BACKGROUND = False
    sessions = add_what_seeds_lack()
    return Fuzz(SEED, all_addresses(), sessions)


def test_nothing_that_is_asked_for_fails(fuzz):
    before = RoleLevel.objects.count(), RoleLevel.history.count()
    answers = [fuzz.run(number) for number in range(REQUESTS)]
    assert [f"{answer.request}\n{answer.problem}" for answer in answers if answer.problem] == []
    assert {answer.request.address.kind for answer in answers} == set(fuzz.kinds)
    assert {200, 302, 400, 403, 404, 405} <= {answer.status for answer in answers}
    assert (RoleLevel.objects.count(), RoleLevel.history.count()) == before


def test_each_request_is_made_from_its_number_alone(fuzz):
    assert str(fuzz.run(5).request) == str(fuzz.run(5).request) != str(fuzz.run(6).request)


def test_every_address_is_asked_for_with_what_is_there(fuzz):
    assert {address.name for address in fuzz.addresses} == set(addresses())
    nothing_there = {
        address.name for address in fuzz.addresses if "<" in address.route and not address.known
    }
    assert nothing_there == {"password_reset_confirm", *NAMELESS}


def test_what_fails_is_found(fuzz, monkeypatch):
    def fail(*args, **kwargs):
        raise ValueError("found")

    monkeypatch.setattr("capframe.home.render", fail)
    home = [address for address in fuzz.addresses if address.name == "home"]
    problems = [Fuzz(SEED, home, fuzz.sessions).run(number).problem for number in range(3)]
    assert all("ValueError: found" in problem for problem in problems)
