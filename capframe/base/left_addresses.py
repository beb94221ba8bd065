"""Addresses that entries have left lead readers to where these are now."""

from collections.abc import Iterable

from django.contrib.redirects.models import Redirect
from django.contrib.sites.models import Site


def leave_redirects(moves: Iterable[tuple[str, str]]) -> None:
    """Lead readers from old to new addresses; earlier redirects are pointed at the new ones.

    All at once: where one entry gets what was the address of another one, that stays an address.

    Args:
        moves: pairs of paths, old and new.
    """
    new_of = dict(moves)
    if not new_of:
        return
    site = Site.objects.get_current()
    redirects = Redirect.objects.filter(site=site)
    for earlier in redirects.filter(new_path__in=new_of):
        earlier.new_path = new_of[earlier.new_path]
        earlier.save(update_fields=["new_path"])
    taken = set(new_of.values())
    redirects.filter(old_path__in=taken).delete()
    for old in new_of.keys() - taken:
        redirects.update_or_create(site=site, old_path=old, defaults={"new_path": new_of[old]})
