"""What DESIGN says of the code's structure, read from the code itself."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import Model

from capframe.base.models import Addressed, Sourced
from capframe.base.status import HasStatus

ROOT = Path(__file__).resolve().parents[1]
LAYERS = [
    *("capframe.spreadsheets", "capframe.base", "capframe.plans", "grades", "skills", "roles"),
    *("capframe.search", "capframe.imports", "capframe.previews", "capframe"),
]
# The rooms whose models are the catalogue's: no lower room names a field of theirs.
CATALOGUE = ("grades", "skills", "roles")
# Fields that entries of several rooms have in common, and what else goes by the same word.
SHARED_WORDS = {"id", "status", "aliases", "position", "note", "text", "currency"}
# Neither an app nor imported by one: what Django and the shell start from.
OUTSIDE = {"migrations"}
# What makes plain objects from plain objects.
PLAIN = [
    *("capframe.base.words", "capframe.base.worddiff", "capframe.base.pairing"),
    "capframe.base.likeness",
    *("capframe.base.alignment", "capframe.base.typography", "capframe.base.text_width"),
    *("capframe.base.withdrawal", "capframe.base.merging", "capframe.plans.plan"),
    *("capframe.base.outcomes", "grades.plain", "grades.salary_scale"),
    *("skills.behaviours", "skills.side_by_side", "roles.profiles", "roles.skill_matrix"),
    *("roles.compare.comparison", "roles.compare.words", "roles.compare.statement_rows"),
    *("roles.compare.level_increases", "roles.compare.additions", "roles.careers.career_map"),
    *("roles.compare.step_view", "roles.compare.skill_steps", "roles.compare.step_words"),
    *("roles.compare.bands", "roles.compare.runs", "roles.compare.steps", "roles.order_words"),
    *("roles.compare.glance", "roles.compare.glance_facts", "roles.compare.glance_sections"),
    *("roles.compare.glance_skills", "roles.compare.tiles"),
    *("roles.careers.map_layout", "roles.careers.ladders"),
    *("roles.step_up.qualifications", "roles.step_up.step", "roles.step_up.sheet"),
    *("roles.step_up.words", "roles.downloads.lines", "roles.downloads.step_lines"),
    "roles.downloads.glance_lines",
]


def layer(module: str) -> str | None:
    """The innermost layer that a module's dotted name belongs to."""
    holders = [name for name in LAYERS if module == name or module.startswith(f"{name}.")]
    return max(holders, key=len, default=None)


def imports_of(path: Path) -> set[str]:
    """The dotted names that a module imports."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module)
    return names


def modules_of(*folders: str) -> list[Path]:
    """Every module in these folders, but for migrations."""
    found = [path for folder in folders for path in (ROOT / folder).rglob("*.py")]
    return [path for path in found if not OUTSIDE & set(path.parts)]


@pytest.mark.parametrize(
    "path",
    modules_of("capframe", "grades", "skills", "roles"),
    ids=lambda path: str(path.relative_to(ROOT)),
)
def test_imports_go_one_way(path):
    own = layer(".".join(path.relative_to(ROOT).with_suffix("").parts))
    allowed = LAYERS[: LAYERS.index(own) + 1]
    imported = {layer(name) for name in imports_of(path)} - {None}
    assert imported <= set(allowed)


def names_by_layer() -> list[set[str]]:
    """For each layer, the names of its models, and those of its fields that are no shared words."""
    names: list[set[str]] = [set() for _ in LAYERS]
    for model in apps.get_models():
        if (own := layer(model.__module__)) is not None:
            names[LAYERS.index(own)] |= set(model_names(model))
            if own in (*CATALOGUE, "capframe.base"):
                names[LAYERS.index(own)] |= set(field_names(model))
    for abstract in (Addressed, HasStatus, Sourced):
        names[LAYERS.index("capframe.base")] |= set(field_names(abstract))
    return names


def model_names(model: type[Model]) -> Iterator[str]:
    meta = model._meta
    yield from (model.__name__, meta.model_name, meta.label, meta.label_lower)


def field_names(model: type[Model]) -> Iterator[str]:
    if hasattr(model, "instance_type"):  # a history table: its fields are its entry's
        return
    for field in model._meta.concrete_fields:
        yield from {field.name, field.attname} - SHARED_WORDS


def strings_in(path: Path) -> Iterator[str]:
    """The parts of every string of a module that is no docstring: lookups and lists of names."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and id(node) not in docstrings:
            yield from (str(node.value), *re.split(r"__|, *", str(node.value)))


@pytest.mark.parametrize("number", range(len(LAYERS) - 1), ids=LAYERS[:-1])
def test_a_lower_room_names_no_model_or_field_of_a_higher_one(number):
    names = names_by_layer()
    higher = set().union(*names[number + 1 :]) - set().union(*names[: number + 1])
    named = {
        (str(path.relative_to(ROOT)), text)
        for path in modules_of(LAYERS[number].replace(".", "/"))
        for text in strings_in(path)
        if text in higher
    }
    assert named == set()


def test_the_files_of_tables_know_no_django():
    known = {name for path in modules_of("capframe/spreadsheets") for name in imports_of(path)}
    assert not {name for name in known if name.split(".")[0] == "django"}


def test_template_tags_are_imported_by_templates_alone():
    modules = modules_of("capframe", "grades", "skills", "roles")
    imported = {name for path in modules for name in imports_of(path)}
    assert not {name for name in imported if "templatetags" in name.split(".")}


@pytest.mark.parametrize("name", PLAIN)
def test_what_is_plain_knows_no_request_no_query_and_no_template(name):
    known = imports_of(ROOT / f"{name.replace('.', '/')}.py")
    django = {module for module in known if module.startswith("django")}
    assert django <= {"django.urls"}
    assert not {module for module in known if module.endswith((".models", ".querysets"))}


def test_templates_extend_at_most_two_levels_deep():
    extends = {
        path.relative_to(ROOT / "templates"): line.split('"')[1]
        for path in (ROOT / "templates").rglob("*.html")
        for line in path.read_text(encoding="utf-8").splitlines()[:1]
        if line.startswith("{% extends ")
        # One that extends what has its own name adds to a template of Django's.
        if line.split('"')[1] != str(path.relative_to(ROOT / "templates"))
    }
    ours = {str(path): base for path, base in extends.items()}
    deep = {path for path, base in ours.items() if ours.get(ours.get(base, ""), "") in ours}
    assert deep == set()
