"""What stands above a comparison: links to its views, and what can be done with it."""

from typing import Any
from urllib.parse import quote, urlencode

from django.http import HttpRequest

from roles.addresses import comparison_address, step_up_address
from roles.compare.comparison import FEWEST, MOST, Comparison
from roles.compare.words import heading_of
from roles.downloads.formats import FORMATS
from roles.models import RoleLevel
from roles.views.tool_bar import Tool

# How many role levels are offered to be added: a list that can still be looked through.
MOST_OFFERED = 100


def tools_of(
    request: HttpRequest, comparison: Comparison, view: str, views: dict[str, str]
) -> dict[str, Any]:
    """The tool bar of a comparison that shows the view of this name.

    ``views`` are the titles of all that it has, by name: the address alone shows the first.
    """
    references = [column.reference for column in comparison.columns]
    default = next(iter(views))
    addresses = {
        name: comparison_address(*references, **({} if name == default else {"view": name}))
        for name in views
    }
    is_step = comparison.is_ordered and len(references) == FEWEST
    address = request.build_absolute_uri(own_address(request, references, view, default))
    return {
        "views": [
            Tool(title, addresses[name], is_this_page=name == view) for name, title in views.items()
        ],
        "sheet": step_up_address(*references) if is_step else "",
        "removals": removals_of(comparison),
        "offered": offered_to(comparison),
        "most": MOST,
        "fewest": FEWEST,
        "files": [
            Tool(ending.upper(), comparison_address(*references, format=ending), is_file=True)
            for ending in FORMATS
        ],
        "address": address,
        "mail": mail_address(heading_of(comparison), address),
    }


def own_address(request: HttpRequest, references: list[str], view: str, default: str) -> str:
    """The address that shows this page again, with nothing in it that the page does not read."""
    kept = {} if view == default else {"view": view}
    if view == "steps":
        kept |= {key: request.GET[key] for key in ("step", "section") if request.GET.get(key)}
    return comparison_address(*references, **kept)


def removals_of(comparison: Comparison) -> list[Tool]:
    """For each role level the comparison without it; none where too few would be left."""
    columns = comparison.columns
    if len(columns) <= FEWEST:
        return []
    return [
        Tool(
            f"Remove {name}",
            comparison_address(*(one.reference for one in columns if one is not column)),
        )
        for name, column in zip(comparison.names, columns, strict=True)
    ]


def offered_to(comparison: Comparison) -> list[tuple[str, str]]:
    """The references and titles of role levels that may be added: of these roles, these families.

    At most ``MOST_OFFERED``, those of the roles that are compared first.
    """
    if len(comparison.columns) >= MOST:
        return []
    found = RoleLevel.objects.published().beside(
        levels=[column.pk for column in comparison.columns],
        roles={column.role_pk for column in comparison.columns},
        families={column.family_pk for column in comparison.columns},
    )
    return [(level.reference, level.full_title) for level in found[:MOST_OFFERED]]


def mail_address(subject: str, address: str) -> str:
    """Opens the reader's own mail program with a message that holds the link."""
    return "mailto:?" + urlencode({"subject": subject, "body": address}, quote_via=quote)
