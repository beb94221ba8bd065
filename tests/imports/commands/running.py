"""Commands run as somebody types them."""

import json
from io import StringIO
from types import SimpleNamespace

from django.core.management import call_command

from capframe.imports.models import Import
from roles.models import JobFamily


def run(command, *args):
    """The exit code, standard output and standard error of a command."""
    out, err = StringIO(), StringIO()
    code = 0
    try:
        call_command(command, *args, stdout=out, stderr=err)
    except SystemExit as ended:
        code = ended.code
    return SimpleNamespace(code=code, out=out.getvalue(), err=err.getvalue())


def answer(command, *args):
    """The exit code and the one object that a command answers with."""
    ran = run(command, *args, "--json")
    return ran.code, json.loads(ran.out)


def refusal(*args, command="import_roles"):
    """What a command that writes nothing says is wrong."""
    ran = run(command, *args)
    assert ran.code == 1
    assert not Import.objects.exists()
    assert not JobFamily.objects.filter(title="Audit").exists()
    return ran.err
