"""axe-core's WCAG 2.2 AA rules on an open page."""

from functools import cache
from pathlib import Path

from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@cache
def axe_source() -> str:
    """The text of axe-core, which `make setup` puts into node_modules."""
    root = Path(__file__).resolve().parents[2]
    return (root / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")


def violations(page: Page, scope: str = "body") -> list[str]:
    """What axe finds wrong, a line each: rule, what it asks, and where."""
    page.axe_runs = True
    page.evaluate(axe_source())
    options = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
    found = page.evaluate("([scope, options]) => axe.run(scope, options)", [scope, options])
    return [
        f"{rule['id']}: {rule['help']}: {node['html'][:200]}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]
