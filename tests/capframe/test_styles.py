"""The stylesheets: what each page links, and that no rule is for nothing."""

import re
from functools import cache

import brotli
import pytest
from django.conf import settings

from capframe.page_cache.compression import BROTLI, compress
from roles.models import RoleLevel
from tests.addresses import public_addresses

STATIC = settings.BASE_DIR / "static"
ADMIN_SHEETS = sorted(STATIC.glob("assets/admin/*.css"))
SHEETS = sorted(STATIC / "build" / f"{path.stem}.css" for path in STATIC.glob("src/[!_]*.scss"))
TEMPLATES = settings.BASE_DIR / "templates"
PAGES = sorted(
    path.relative_to(TEMPLATES).as_posix()
    for path in TEMPLATES.rglob("*.html")
    if "admin" not in path.relative_to(TEMPLATES).parts and "{% extends" in path.read_text()
)
VIEWS = ["glance", "steps", "adds", "full"]
# Names of classes, and beginnings of names that a template or a function finishes.
NAME = re.compile(r"\bcap(?:frame)?-[\w-]+")
LINKED = re.compile(r"[\"'](?:/static/)?(\w+)\.css[\"']")
JOINED = re.compile(r"{% (?:include|extends) \"([^\"]+)\"")
# What the first round trips of a connection bring, the design system's share left out: what is
# imported of it takes 9,313 bytes by brotli when it is compiled alone.
MOST_BYTES = 14_336
DESIGN_SYSTEM = 9_313


@cache
def sheets_of():
    """The sheets that have rules for each class of ours."""
    found = {}
    for path in SHEETS:
        for name in re.findall(r"\.(cap-[\w-]+)", path.read_text()):
            found.setdefault(name, set()).add(path.stem)
    return found


def unstyled(names, linked):
    return sorted(name for name in names if not sheets_of().get(name, linked) & linked)


@cache
def text_with_parts(template):
    """A page's template with all that it is built on and includes by name."""
    text = (TEMPLATES / template).read_text()
    return text + "".join(map(text_with_parts, JOINED.findall(text)))


@pytest.mark.parametrize("template", PAGES)
def test_a_page_links_the_rules_of_its_templates(template):
    text = text_with_parts(template)
    linked = set(LINKED.findall(text))
    assert "capframe" in linked
    assert len(linked) <= 2
    assert unstyled(NAME.findall(text), linked) == []


def test_a_page_links_the_rules_of_what_it_shows(client, catalogue):
    chosen = RoleLevel.objects.published()[:2]
    comparison = "/compare/?" + "&".join(f"level={level.reference}" for level in chosen)
    addresses = [*public_addresses().values(), *(f"{comparison}&view={view}" for view in VIEWS)]
    missing, styled = {}, 0
    for address in addresses:
        response = client.get(address)
        if response.headers.get("Content-Type", "").startswith("text/html"):
            linked = set(LINKED.findall(response.text))
            styled += "capframe" in linked
            if names := "capframe" in linked and unstyled(NAME.findall(response.text), linked):
                missing[address] = names
    assert styled > len(VIEWS)
    assert missing == {}


def test_every_class_with_rules_is_written_somewhere():
    written = set()
    for folder in ("templates", "capframe", "roles", "skills", "grades"):
        for path in (settings.BASE_DIR / folder).rglob("*.*"):
            if path.suffix in (".html", ".py"):
                written |= set(NAME.findall(path.read_text()))
    beginnings = tuple(name for name in written if name.endswith(("-", "_")))
    of_admin = (re.findall(r"\.(capframe-[\w-]+)", path.read_text()) for path in ADMIN_SHEETS)
    unwritten = set(sheets_of()).union(*of_admin) - written
    assert sorted(name for name in unwritten if not name.startswith(beginnings)) == []


def test_a_role_level_is_short_beside_the_design_system(client, catalogue):
    longest = 0
    for level in RoleLevel.objects.published():
        response = client.get(level.get_absolute_url())
        html = compress(response.content, BROTLI, kept=True)
        longest = max(longest, len(html))
    linked = LINKED.findall(response.text)
    styles = sum(len(brotli.compress(path.read_bytes())) for path in SHEETS if path.stem in linked)
    assert longest + styles - DESIGN_SYSTEM <= MOST_BYTES
