"""docs/deployment.md says what the server does, and gives a configuration that nginx takes."""

import re
import runpy
import shutil
import subprocess

import pytest
from django.conf import settings

from capframe.base.turns import FILES, TRY_AGAIN_SECONDS
from capframe.serving import connections, incoming, worker
from tests.benchmarks import served
from tests.programs import NGINX

DOC = served.DEPLOYMENT.read_text(encoding="utf-8")
CONFIGURATION = runpy.run_path(settings.BASE_DIR / "gunicorn.conf.py")
MEGABYTES = incoming.MOST_SENT // incoming.MEGABYTE


def test_the_limits_are_those_of_the_code():
    table = DOC.partition("| what | at most |")[2].partition("\n\n")[0]
    rows = dict(re.findall(r"^\| ([a-z][^|]+) \| ([^|]+) \|", table, re.MULTILINE))
    assert rows == {
        "the first line of a request, and each header": f"{incoming.LONGEST_LINE:,} characters",
        "the headers of a request together": f"{incoming.LONGEST_HEAD:,} characters",
        "what a request sends": f"{MEGABYTES} MB",
        "the headers of a request, from its first character to their end": (
            f"{connections.HEAD_SECONDS} seconds"
        ),
        "what a request sends, to its end": f"{connections.BODY_SECONDS // 60} minutes",
        "taking an answer, from when it is made": f"{connections.ANSWER_SECONDS // 60} minutes",
        "an open connection on which nothing is asked": f"{connections.IDLE_SECONDS} seconds",
    }


@pytest.mark.parametrize(
    "said",
    [
        f"up to {CONFIGURATION['worker_connections']:,} of them",
        f"one of {CONFIGURATION['threads']} threads",
        f"has up to {incoming.MOST_PASSED_OVER // incoming.MEGABYTE} MB is read past",
        f"up to {worker.MOST_IN_MEMORY // 1024} KB, then in a temporary file",
        f"below {CONFIGURATION['worker_connections'] + worker.OTHER_FILES:,} it holds fewer",
        f"up to {FILES.patience} seconds",
        f"`Retry-After: {TRY_AGAIN_SECONDS}`",
        f"client_max_body_size {MEGABYTES}m;",
    ],
)
def test_so_are_the_other_numbers(said):
    assert f"{said}" in DOC.replace("ten seconds", "10 seconds")


@pytest.mark.skipif(shutil.which("nginx") is None, reason=NGINX)
def test_nginx_takes_the_configuration(tmp_path):
    certificate, key = tmp_path / "certificate.pem", tmp_path / "key.pem"
    served.make_certificate(certificate, key)
    main = served.write_configuration(tmp_path, served.documented_site(1, 2, certificate, key))
    ran = subprocess.run(
        ["nginx", "-t", "-c", str(main)], capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    assert "warn" not in ran.stderr
