"""The stylesheets, static files as production serves them, and templates that the CSP allows."""

import re

import pytest
from django.conf import settings
from django.core.management import call_command
from django.template.loader import render_to_string
from django.test import override_settings

STATIC = settings.BASE_DIR / "static"
BUILT = sorted(STATIC / "build" / f"{path.stem}.css" for path in STATIC.glob("src/[!_]*.scss"))
TEMPLATES = sorted((settings.BASE_DIR / "templates").rglob("*.html"))
sheets = pytest.mark.parametrize("sheet", BUILT, ids=lambda path: path.stem)
INLINE = re.compile(
    r"<script(?! src=\"{% static )|<style"
    r"|\s(?:style|on[a-z]+)\s*=|=\s*[\"']?(?:javascript|data):",
    re.I,
)


@pytest.fixture(scope="module")
def collected(tmp_path_factory):
    """The folder of collected static files, with the settings that production reads it by."""
    missing = [path.name for path in BUILT if not path.exists()]
    assert not missing, "Run `npm run build` first: it compiles the stylesheets."
    root = tmp_path_factory.mktemp("staticfiles")
    storage = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    with override_settings(STATIC_ROOT=root, STORAGES=settings.STORAGES | {"staticfiles": storage}):
        call_command("collectstatic", interactive=False, verbosity=0)
        yield root


def test_files_are_named_by_content_and_compressed(collected):
    names = {path.name for path in collected.iterdir()}
    for sheet in (path.stem for path in BUILT):
        for ending in ("", ".br", ".gz"):
            named = re.compile(rf"{sheet}\.[0-9a-f]{{12}}\.css{re.escape(ending)}")
            assert any(map(named.fullmatch, names))


def test_a_page_links_the_collected_stylesheet(collected):
    assert re.search(r'href="/static/capframe\.[0-9a-f]{12}\.css"', render_to_string("500.html"))


def test_the_stylesheets_source_is_not_served(collected):
    assert not list(collected.rglob("*.scss"))


@sheets
def test_a_stylesheet_loads_nothing(sheet):
    css = sheet.read_text()
    assert "url(" not in css
    assert "@import" not in css


@sheets
def test_a_stylesheet_has_nothing_for_gov_uk_alone(sheet):
    css = sheet.read_text().lower()
    for word in ("transport", "@font-face", "crest", "crown"):
        assert word not in css


@pytest.mark.parametrize(
    "template", TEMPLATES, ids=lambda path: str(path.relative_to(settings.BASE_DIR))
)
def test_a_template_has_no_inline_script_or_style(template):
    assert not INLINE.search(template.read_text())
