"""What holds of every template."""

import re
from pathlib import Path

import pytest

TEMPLATES = Path(__file__).resolve().parents[1] / "templates"
PAGES = [path for path in TEMPLATES.rglob("*.html") if "admin" not in path.parts]
# ?level={{ … }}, &amp;to={% … %}: they are made by capframe.base.addresses.with_query.
QUERY_IN_PIECES = re.compile(r"[?&;]\w+=\{[{%]|\?\{\{")


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_no_address_with_a_query_is_put_together_in_a_template(path):
    assert not QUERY_IN_PIECES.search(path.read_text(encoding="utf-8"))


def test_the_base_template_alone_draws_the_breadcrumbs():
    text = "components/breadcrumbs.html"
    drawing = [path.name for path in PAGES if text in path.read_text(encoding="utf-8")]
    assert drawing == ["base.html"]
