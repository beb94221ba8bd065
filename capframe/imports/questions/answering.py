"""What becomes of the answers to a file's questions."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from capframe.imports.models import Import


def keep_answers(*, imported: Import, answers: Mapping[str, Any]) -> bool:
    """Keep answers beside those that were given before; whether the import was still waiting.

    Args:
        imported: whose questions are answered.
        answers: by the key of its question each; None takes an answer back.
    """
    with transaction.atomic():
        mine = Import.objects.select_for_update().filter(pk=imported.pk, state=Import.State.CHECKED)
        if (kept := mine.values_list("answers", flat=True).first()) is None:
            return False
        given = {key: value for key, value in {**kept, **answers}.items() if value is not None}
        return bool(mine.update(answers=given))
