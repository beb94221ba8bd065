"""Links that let somebody without an account see one preview, for some days."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core import signing
from django.utils import timezone

LASTS = timedelta(days=14)
SALT = "capframe.previews"


@dataclass(frozen=True, slots=True)
class Link:
    """What a link leads to, and until when.

    Args:
        kind: of what is previewed.
        key: which of its kind.
        until: when it stops working.
    """

    kind: str
    key: str
    until: datetime

    @property
    def is_over(self) -> bool:
        return self.until <= timezone.now()


def sign_link(kind: str, key: str, until: datetime | None = None) -> tuple[str, Link]:
    """The token for an address, and the link that it stands for.

    It works for 14 days, or until a time before that. Nothing of it is kept: whoever has the token
    has the link.
    """
    ends = timezone.now() + LASTS
    link = Link(kind, key, min(until, ends) if until else ends)
    values = [kind, key, int(link.until.timestamp())]
    return signing.dumps(values, salt=SALT), link


def read_link(token: str) -> Link | None:
    """What a token stands for, even if its time is over; None where it is not one of ours."""
    try:
        kind, key, seconds = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    return Link(kind, key, datetime.fromtimestamp(seconds, tz=timezone.get_current_timezone()))
