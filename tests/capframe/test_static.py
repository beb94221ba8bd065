"""The stylesheet, static files as production serves them, and templates that the CSP allows."""

import re

import pytest
from django.conf import settings
from django.core.management import call_command
from django.template.loader import render_to_string
from django.test import override_settings

BUILT = settings.BASE_DIR / "static" / "build" / "capframe.css"
TEMPLATES = sorted((settings.BASE_DIR / "templates").rglob("*.html"))
INLINE = re.compile(
    r"<script(?! src=\"{% static )|<style"
    r"|\s(?:style|on[a-z]+)\s*=|=\s*[\"']?(?:javascript|data):",
    re.I,
)


@pytest.fixture(scope="module")
def collected(tmp_path_factory):
    """The folder of collected static files, with the settings that production reads it by."""
    assert BUILT.exists(), "Run `npm run build` first: it compiles the stylesheet."
    root = tmp_path_factory.mktemp("staticfiles")
    storage = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    with override_settings(STATIC_ROOT=root, STORAGES=settings.STORAGES | {"staticfiles": storage}):
        call_command("collectstatic", interactive=False, verbosity=0)
        yield root


def test_files_are_named_by_content_and_compressed(collected):
    names = {path.name for path in collected.iterdir()}
    assert any(re.fullmatch(r"capframe\.[0-9a-f]{12}\.css", name) for name in names)
    assert any(re.fullmatch(r"capframe\.[0-9a-f]{12}\.css\.br", name) for name in names)
    assert any(re.fullmatch(r"capframe\.[0-9a-f]{12}\.css\.gz", name) for name in names)


def test_a_page_links_the_collected_stylesheet(collected):
    assert re.search(r'href="/static/capframe\.[0-9a-f]{12}\.css"', render_to_string("500.html"))


def test_the_stylesheets_source_is_not_served(collected):
    assert not list(collected.rglob("*.scss"))


def test_the_stylesheet_loads_nothing():
    css = BUILT.read_text()
    assert "url(" not in css
    assert "@import" not in css


def test_the_stylesheet_has_nothing_for_gov_uk_alone():
    css = BUILT.read_text().lower()
    for word in ("transport", "@font-face", "crest", "crown"):
        assert word not in css


@pytest.mark.parametrize(
    "template", TEMPLATES, ids=lambda path: str(path.relative_to(settings.BASE_DIR))
)
def test_a_template_has_no_inline_script_or_style(template):
    assert not INLINE.search(template.read_text())
