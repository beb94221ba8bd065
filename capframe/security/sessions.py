"""How long people stay signed in; readers' sessions, which hold what they compare, are left alone.

The store itself ends a session as it is read, so that a request which asks nothing of its session
costs nothing.
"""

import time
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import User
from django.contrib.sessions.backends import db
from django.db import DatabaseError, transaction
from django.http import HttpRequest

from capframe.security.log import note

SIGNED_IN_AT, LAST_USED = "signed_in_at", "last_used"
# Why nobody is signed in any more: "unused" or "long". The sign-in page says it.
ENDED = "sign_in_ended"
# Who was signed in until then: what they send after it is theirs alone (carried_forms.py).
WHO = "was_signed_in"
OF_THE_PERSON = {
    *(BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, SIGNED_IN_AT, LAST_USED),
    "_messages",
}


class SessionStore(db.SessionStore):
    """Django's, where somebody's being signed in ends."""

    def load(self) -> dict[str, Any]:
        data = super().load()
        if SESSION_KEY not in data:
            return data
        now = int(time.time())
        if why := why_ended(data, now):
            note("session ended", who=name_of(data[SESSION_KEY]), why=why)
            stays = {key: value for key, value in data.items() if key not in OF_THE_PERSON}
            data = stays | {ENDED: why, WHO: data[SESSION_KEY]}
        elif now - data[LAST_USED] < settings.LAST_USE_NOTED_EVERY:
            return data
        else:
            data[LAST_USED] = now
        self._keep(data)
        return data

    def _keep(self, data: dict[str, Any]) -> None:
        """Write what was noted, past ``save``: a session that was ended meanwhile stays ended.

        While the database cannot be written to, pages are still shown.
        """
        row = self.model.objects.filter(session_key=self.session_key)
        try:
            with transaction.atomic():
                row.update(session_data=self.encode(data))
        except DatabaseError:
            return


def why_ended(data: dict[str, Any], now: int) -> str:
    """Empty while somebody is signed in. Who signed in before this was counted, signs in anew."""
    if now - data.get(SIGNED_IN_AT, 0) >= settings.SIGNED_IN_LONGEST:
        return "long"
    return "unused" if now - data.get(LAST_USED, 0) >= settings.SIGNED_IN_UNUSED else ""


def begin(request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Count from now on. Connected to the signal of signing in."""
    request.session.pop(WHO, None)
    request.session[SIGNED_IN_AT] = request.session[LAST_USED] = int(time.time())
    request.session.pop(ENDED, None)


def name_of(primary_key: str) -> str:
    names = User.objects.filter(pk=primary_key).values_list("username", flat=True)
    return names.first() or ""
