"""What the first view of a comparison shows beside its frame: all of it at a glance."""

from typing import Any

from django.http import HttpRequest

from roles.compare.comparison import Comparison
from roles.compare.glance import glance_of
from roles.views.compare_contexts import full_context, without_order_context

# Of so few columns the full text stands below the glance.
MOST_WITH_FULL_TEXT = 3


def glance_context(request: HttpRequest, comparison: Comparison) -> dict[str, Any]:
    has_full_text = len(comparison.columns) <= MOST_WITH_FULL_TEXT
    context = (full_context if has_full_text else without_order_context)(request, comparison)
    return {
        **context,
        "glance": glance_of(comparison),
        "has_full_text": has_full_text,
        # How many statements only one of them has is a row of the matrix.
        "likenesses": context["likenesses"][:1],
    }
