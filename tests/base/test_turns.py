"""Files are made a few at a time, and nobody who has to wait takes the last thread."""

import runpy
from concurrent.futures import ThreadPoolExecutor
from threading import Event, Semaphore

import pytest
from django.conf import settings

from capframe.base.http import Refused
from capframe.base.turns import FILES, TRY_AGAIN_SECONDS, Turns


def fill(turns, pool, *, at_once):
    """Have all turns taken until the event given is set."""
    begun, over = Semaphore(0), Event()

    def take():
        with turns.turn():
            begun.release()
            over.wait()

    taken = [pool.submit(take) for _ in range(at_once)]
    for _ in taken:
        begun.acquire()
    return over, taken


@pytest.fixture
def pool():
    with ThreadPoolExecutor() as executor:
        yield executor


def test_whoever_comes_has_a_turn():
    turns = Turns(at_once=1, waiting=0, patience=0)
    for _ in range(3):
        with turns.turn():
            pass


def test_a_turn_that_failed_is_free_again():
    turns = Turns(at_once=1, waiting=0, patience=0)
    with pytest.raises(ZeroDivisionError), turns.turn():
        raise ZeroDivisionError
    with turns.turn():
        pass


def test_one_waits_for_a_turn_and_has_it(pool):
    turns = Turns(at_once=1, waiting=1, patience=60)
    over, _ = fill(turns, pool, at_once=1)

    def wait():
        with turns.turn():
            return over.is_set()

    waiting = pool.submit(wait)
    over.set()
    assert waiting.result()


@pytest.mark.parametrize("waiting", [0, 1], ids=["no room to wait", "waited for nothing"])
def test_others_are_told_to_try_again(pool, waiting):
    turns = Turns(at_once=2, waiting=waiting, patience=0)
    over, taken = fill(turns, pool, at_once=2)
    with pytest.raises(Refused) as refused, turns.turn():
        pass
    assert refused.value.status == 503
    assert refused.value.headers == {"Retry-After": str(TRY_AGAIN_SECONDS)}
    over.set()
    for each in taken:
        each.result()
    with turns.turn():
        pass


def test_readers_have_threads_left_when_nobody_more_may_wait():
    configuration = runpy.run_path(settings.BASE_DIR / "gunicorn.conf.py")
    assert FILES.most < configuration["threads"]
