"""A kind of file that leaves questions open, whatever is in it."""

from dataclasses import replace

from capframe.imports.kinds import IMPORT_KINDS
from capframe.plans.files.questions import Option, Question

GRADES = (Option("7", "Grade 7"), Option("-", "No grade", "The role level goes in without one."))


def question(key="g7", group="grades", *, is_required=True, **others):
    values = {"title": f"What is “{key}”?", "about": "It stands in the column grade."}
    values |= {"options": GRADES, "rows": 12, "examples": ("Analyst",), **others}
    return Question(key, group, is_required=is_required, **values)


def let_ask(monkeypatch, *questions):
    """Let files of roles leave these questions open; the answers that a check last had."""
    kind, had = IMPORT_KINDS["roles"], {}

    def plan_rows(file):
        had.clear()
        had.update({one.key: file.ask(one) for one in questions})
        kind.plan_rows(file)

    monkeypatch.setitem(IMPORT_KINDS, "roles", replace(kind, plan_rows=plan_rows))
    return had
