"""Ways of writing that leave the titles of sources as they are: each must move the stamp.

Django is set up before this is imported.
"""

from collections.abc import Callable, Iterable
from itertools import count

from django.contrib.auth.models import Group, Permission, User
from django.contrib.redirects.models import Redirect
from django.core.management import call_command

from capframe.base.models import Source
from capframe.base.saves import one_save
from capframe.base.stamp import read_stamp
from capframe.plans.carrying_out import carry_out
from capframe.plans.merging.merge import Merging
from capframe.search.index import reindex
from roles.models import JobFamily, RoleLevel
from tests.benchmarks import import_steps
from tests.benchmarks.roles_file import roles_file

NUMBERS = count(1)


def families(number: int) -> list[JobFamily]:
    """New drafts, which no page of readers shows."""
    source, numbers = Source.objects.all()[0], [next(NUMBERS) for _ in range(number)]
    return [
        JobFamily(title=f"Draft {n}", slug=f"draft-{n}", source=source, place="Benchmark")
        for n in numbers
    ]


def merge_families() -> None:
    left, right = JobFamily.objects.bulk_create(families(2))
    with one_save():
        plan = Merging(left, right).plan({})
        carry_out(plan=plan, by=None, reason="Benchmark")


def import_and_undo() -> None:
    imported = import_steps.upload(roles_file(4))
    import_steps.check(imported)
    check_moved(lambda: import_steps.apply(imported))
    import_steps.undo(imported)


def delete() -> None:
    (family,) = JobFamily.objects.bulk_create(families(1))
    check_moved(family.delete)


def create_in_bulk() -> None:
    JobFamily.objects.bulk_create(families(3))


def rebuild_search() -> None:
    call_command("rebuild_search", verbosity=0)


def catch_up_in_search() -> None:
    reindex("rolelevels", RoleLevel.objects.values_list("pk", flat=True)[:1])


def lead_elsewhere() -> None:
    Redirect.objects.create(site_id=1, old_path=f"/old/{next(NUMBERS)}/", new_path="/")


def change_rights() -> None:
    group = Group.objects.create(name=f"Group {next(NUMBERS)}")
    check_moved(lambda: group.permissions.add(Permission.objects.all()[0]))
    user = User.objects.create(username=f"user-{next(NUMBERS)}")
    check_moved(lambda: user.groups.add(group))


WAYS: Iterable[Callable[[], None]] = (
    merge_families,
    import_and_undo,
    delete,
    create_in_bulk,
    rebuild_search,
    catch_up_in_search,
    lead_elsewhere,
    change_rights,
)


def check_moved(way: Callable[[], object]) -> None:
    """Write in this way. Raises ValueError where the stamp stays."""
    before = read_stamp()
    way()
    if read_stamp() == before:
        raise ValueError(f"{way} moves no stamp.")
