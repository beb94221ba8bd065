from io import BytesIO

import pytest
from django.test import RequestFactory

from capframe.imports import uploads
from capframe.imports.uploads import CUT_SHORT, TOO_LARGE, find_upload_problem

LIMIT = 1000


@pytest.fixture(autouse=True)
def small_limits(monkeypatch):
    monkeypatch.setattr(uploads, "MOST_BYTES", LIMIT)
    monkeypatch.setattr(uploads, "MOST_BESIDE", 2 * LIMIT)


@pytest.fixture
def request_with():
    """Makes requests with files of these sizes, and closes them in the end, as the server does."""
    made = []

    def make(*sizes, **extra):
        files = {f"file{n}": BytesIO(b"x" * size) for n, size in enumerate(sizes)}
        for name, file in files.items():
            file.name = f"{name}.csv"
        made.append(RequestFactory().post("/", {"token": "t", **files}, **extra))
        return made[-1]

    yield make
    for request in made:
        request.close()


@pytest.mark.parametrize("in_memory", [LIMIT, LIMIT - 1])
def test_a_file_of_the_limit_is_taken(request_with, monkeypatch, in_memory):
    monkeypatch.setattr(uploads, "MOST_IN_MEMORY", in_memory)
    request = request_with(LIMIT)
    assert find_upload_problem(request) == ""
    file = request.FILES["file0"]
    assert (file.size, file.read()) == (LIMIT, b"x" * LIMIT)
    assert file.file._rolled == (in_memory < LIMIT)
    assert not hasattr(file, "temporary_file_path")
    assert request.POST["token"] == "t"


@pytest.mark.parametrize("sizes", [[LIMIT + 1], [600, 600]])
def test_what_is_too_large_is_counted_while_it_is_read(request_with, sizes):
    request = request_with(*sizes)
    assert find_upload_problem(request) == TOO_LARGE
    assert all(file.size <= LIMIT for file in request.FILES.values())


def test_what_says_that_it_is_too_large_is_read_past_and_never_kept(request_with):
    request = request_with(4 * LIMIT)
    assert find_upload_problem(request) == TOO_LARGE
    assert request.read() == b""
    assert not hasattr(request, "_files")


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"nonsense", "multipart/form-data"),
        (b"nonsense", "multipart/form-data; boundary="),
        (b"nonsense", "multipart/form-data; boundary=x\xe9"),
    ],
)
def test_what_is_broken_is_said(body, kind):
    request = RequestFactory().post("/", body, content_type=kind)
    assert find_upload_problem(request) == CUT_SHORT


def test_a_connection_that_breaks_off_is_said(request_with):
    class Broken(BytesIO):
        def read(self, *args):
            raise OSError("gone")

    request = request_with(10)
    request._stream = request.META["wsgi.input"] = Broken()
    assert find_upload_problem(request) == CUT_SHORT
