"""docs/importing.md says what the code reads."""

import re

import pytest
from django.conf import settings
from django.core.management import BaseCommand, load_command_class

from capframe.imports.kinds import IMPORT_KINDS
from capframe.spreadsheets import limits
from roles.models import SkillRequirement, Statement
from skills.models import Indicator
from tests.factories import make_framework, make_proficiency
from tests.imports.commands.running import run

FRAMEWORK = ("--skill-framework", "digital-and-data")
DOC = (settings.BASE_DIR / "docs" / "importing.md").read_text(encoding="utf-8")


def table_of(kind):
    """The cells of each row in the table of a kind."""
    part = DOC.split(f"\n### {kind.title}\n")[1].split("\n##")[0]
    rows = [line for line in part.splitlines() if line.startswith("| `")]
    return [[cell.strip() for cell in row.strip("|").split(" | ")] for row in rows]


@pytest.mark.parametrize("kind", IMPORT_KINDS.values(), ids=list(IMPORT_KINDS))
def test_every_column_is_named_with_its_aliases(kind):
    assert [row[:2] for row in table_of(kind)] == [
        [f"`{column.name}`" + " *" * column.required, ", ".join(column.aliases)]
        for column in kind.columns
    ]


@pytest.mark.parametrize("kind", IMPORT_KINDS.values(), ids=list(IMPORT_KINDS))
def test_what_stands_in_each_column_is_said_as_on_the_page(kind):
    for (_, _, about), column in zip(table_of(kind), kind.columns, strict=True):
        longest = f" At most {column.longest} characters." if column.longest else ""
        assert about.removesuffix(" |") == column.about + longest


def test_the_limits_are_those_of_the_code():
    found = dict(re.findall(r"^\| ([a-zA-Z ,]+) \| ([\d,]+)", DOC, re.M))
    assert found == {
        "file": str(limits.MOST_BYTES // limits.MEGABYTE),
        "rows": f"{limits.MOST_ROWS:,}",
        "columns": f"{limits.MOST_COLUMNS:,}",
        "characters in a cell": f"{limits.LONGEST_CELL:,}",
        "XLSX and ODS, unpacked": str(limits.MOST_UNPACKED // limits.MEGABYTE),
    }
    assert f"in {limits.MOST_ENTRIES:,} entries" in DOC


def test_every_option_is_named():
    parsers = [load_command_class("capframe.imports", f"import_{kind}") for kind in IMPORT_KINDS]
    usages = [parser.create_parser("manage.py", "import").format_help() for parser in parsers]
    own = {option for usage in usages for option in re.findall(r"--[a-z-]+", usage)}
    everywhere = BaseCommand().create_parser("manage.py", "import")
    common = set(re.findall(r"--[a-z-]+", everywhere.format_help()))
    assert {option for option in own - common if f"`{option}" not in DOC} == set()


def test_the_three_examples_go_in_one_after_the_other(db, tmp_path):
    framework = make_framework(slug="digital-and-data", title="Digital and Data")
    for position, title in enumerate(("Awareness", "Working", "Practitioner", "Expert"), start=1):
        make_proficiency(framework, position, title=title)
    section = DOC.partition("## Three files")[2].partition("## Columns")[0]
    blocks = re.findall(r"```(csv|sh)\n(.*?)```", section, re.DOTALL)
    files = [text for language, text in blocks if language == "csv"]
    assert len(files) == 3
    for text, others in zip(files, (("--order-from", "source"), FRAMEWORK, FRAMEWORK), strict=True):
        path = tmp_path / "file.csv"
        path.write_text(text)
        ran = run("import_roles", str(path), *others)
        assert ran.code == 0, ran.err
    asked = SkillRequirement.objects.order_by("role_level__title")
    assert [(one.role_level.title, one.level.title) for one in asked] == [
        ("Auditor", "Working"),
        ("Senior auditor", "Practitioner"),
        ("Senior data engineer", "Working"),
    ]
    assert Indicator.objects.count() == 2
    assert Statement.objects.count() == 5
