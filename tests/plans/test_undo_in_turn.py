"""Whatever is done, undoing it in turn gives what there was, and old addresses still lead there."""

from collections import defaultdict
from functools import partial

import pytest
from django.contrib.redirects.models import Redirect
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from capframe.base.actions import delete
from capframe.base.bulk_changes import change_entries
from capframe.base.copying import begin_copy, copy
from capframe.base.history.rows import find_gaps
from capframe.base.models import Addressed, Source, Status, entry_models
from capframe.base.redirects import find_end
from capframe.base.saves import one_save
from capframe.plans.carrying_out import carry_out
from capframe.plans.chosen import first_choices, plan_chosen
from capframe.plans.existing import newest_history_versions
from capframe.plans.from_history import read_save_of
from capframe.plans.merging.merge import Merging, NotMergeable
from capframe.plans.merging.texts import Side
from capframe.plans.publishing import NotPublishable, Publication, publish
from capframe.plans.taking_back import TakingBack
from capframe.plans.undo import invert
from capframe.plans.unpublished import keep
from roles.models import JobFamily, Role, RoleLevel, Section, SectionType, Statement
from skills.models import Skill, SkillFramework
from tests.factories import (
    make_family,
    make_framework,
    make_requirement,
    make_role,
    make_role_level,
    make_section,
    make_section_type,
    make_skill,
    make_skill_level,
    make_source,
)

pytestmark = pytest.mark.django_db

SLUGS = ("alpha", "beta", "gamma")


class NothingLeft(Exception):
    """Raised where there is nothing to do something to."""


def nth(model, number):
    """One of the model's entries."""
    entries = list(model._base_manager.order_by("pk"))
    if not entries:
        raise NothingLeft
    return entries[number % len(entries)]


def save(entry, **values):
    for name, value in values.items():
        setattr(entry, name, value)
    entry.save()


def reword(number):
    save(nth(Statement, number), text=f"Text {number}")


def describe(number):
    save(nth(RoleLevel, number), description=f"About {number}", location="")


def move_statement(number):
    save(nth(Statement, number), section=nth(Section, number // 3), position=number % 4)


def move_level(number):
    save(nth(RoleLevel, number), role=nth(Role, number // 3))


def move_skill(number):
    save(nth(Skill, number), framework=nth(SkillFramework, number // 3))


def move_role(number):
    save(nth(Role, number), family=nth(JobFamily, number // 3))


def rename(model):
    def change_slug(number):
        save(nth(model, number), slug=SLUGS[number // 5 % 3], title=f"Title {number}")

    return change_slug


def set_statuses(number):
    chosen = [
        one for place, one in enumerate(RoleLevel.objects.order_by("pk")) if number >> place & 1
    ]
    status = list(Status)[number // 7 % 3]
    values = {one.pk: {"status": status} for one in chosen}
    change_entries(model=RoleLevel, values=values, by=None, reason="Bulk")


def change_codes(number):
    pks = RoleLevel.objects.order_by("pk").values_list("pk", flat=True)
    values = {pk: {"code": f"C{number}-{pk}", "employer": f"E{number % 2}"} for pk in pks}
    change_entries(model=RoleLevel, values=values, by=None, reason="Codes")


def copy_level(number):
    entry = nth(RoleLevel, number)
    begun = begin_copy(entry)
    begun.title, begun.slug = f"Copy {number}", f"copy-{number}"
    copy(entry=entry, begun=begun, by=None, reason="Copied")


def add_section(number):
    make_section(nth(RoleLevel, number), nth(SectionType, number).title, ["New"])


def merge_two(model):
    def merge_one(number):
        left, right = nth(model, number), nth(model, number // 3)
        merging = Merging(left, right) if left != right else None
        if merging is None or merging.find_problems():
            raise NothingLeft
        choices = {clash.key: Side.RIGHT for clash in merging.asked}
        try:
            plan = merging.plan(choices)
        except NotMergeable:
            raise NothingLeft from None
        carry_out(plan=plan, by=None, reason="The same twice")

    return merge_one


def remove(model):
    def delete_one(number):
        delete(entry=nth(model, number), by=None, reason="Removed")

    return delete_one


def publish_what_was_joined(number):
    """Keep something unpublished, have two more join it, and publish all as one."""
    change = None
    for place in range(3):
        step = JOINABLE[(number // 3**place) % len(JOINABLE)]
        kept = keep(partial(step, number + place), onto=change, by=None, title="Prepared")[1]
        change = kept or change
    if change is None:
        raise NothingLeft
    plan = Publication(change.read_plan()).settle({})
    publish(change=change, plan=plan, by=None, reason="Published")


JOINABLE = (reword, describe, move_statement, add_section, copy_level, remove(Statement))
JOINABLE = (*JOINABLE, rename(Role), remove(Section), set_statuses)
STEPS = {
    **{one.__name__: one for one in (reword, describe, move_statement, move_level, move_skill)},
    **{one.__name__: one for one in (move_role, set_statuses, change_codes, copy_level)},
    "add_section": add_section,
    "publish_what_was_joined": publish_what_was_joined,
    **{f"rename {model.__name__}": rename(model) for model in (Role, RoleLevel, Skill)},
    "rename SkillFramework": rename(SkillFramework),
    **{f"remove {model.__name__}": remove(model) for model in (Role, RoleLevel, Section)},
    **{f"remove {model.__name__}": remove(model) for model in (Statement, Skill)},
    **{
        f"merge {model.__name__}": merge_two(model)
        for model in (Skill, SectionType, JobFamily, Source)
    },
}
# One or two things done in one save, several times.
SAVES = st.lists(
    st.lists(
        st.tuples(st.sampled_from(sorted(STEPS)), st.integers(0, 250)), min_size=1, max_size=3
    ),
    min_size=1,
    max_size=8,
)


def fill_catalogue():
    with one_save():
        make_source()
        for title in ("Duties", "Skills", "Values"):
            make_section_type(title)
        other = make_family()
        for family in (make_family(), other):
            role = make_role(family=family)
            for _ in range(2):
                make_role_level({"Duties": ["One", "Two"], "Values": ["Three"]}, role=role)
        for framework in (make_framework(), make_framework()):
            for _ in range(2):
                make_skill_level(make_skill(framework=framework), pairs=[("do", "do not")])
        make_requirement(nth(RoleLevel, 0), nth(Skill, 1))


def rows():
    return {model: list(model._base_manager.order_by("pk").values()) for model in entry_models()}


def addresses():
    """The address of everything that has one, by model and primary key."""
    return {
        (model, entry.pk): entry.get_absolute_url()
        for model in entry_models()
        if issubclass(model, Addressed)
        for entry in model._base_manager.all()
    }


def do(steps):
    """Do it in one save. Returns a history row that it wrote; None where it cannot be done."""
    newest = newest_history_versions(entry_models())
    try:
        with one_save(), transaction.atomic():
            for name, number in steps:
                STEPS[name](number)
    except (IntegrityError, ProtectedError, NothingLeft, NotPublishable):
        return None
    for model in entry_models():
        last = newest[model._meta.label_lower]
        if row := model.history.filter(history_id__gt=last).first():
            return model, row
    return None


def take_back(model, row):
    taking_back = TakingBack(invert(read_save_of(model, row), {}))
    assert not [item for item in taking_back.items if item.problem or item.since]
    carry_out(plan=plan_chosen(taking_back, first_choices(taking_back)), by=None, reason="Undone")


def follow(address):
    """Where an address leads in the end, as redirects and merges have it."""
    seen = {address}
    while (redirect := Redirect.objects.filter(old_path=address).first()) is not None:
        address = redirect.new_path
        assert address not in seen
        seen.add(address)
    return find_end(address)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(saves=SAVES)
def test_undoing_in_turn_gives_what_there_was(saves):
    with transaction.atomic():
        fill_catalogue()
        first, had, done = addresses(), defaultdict(set), []
        for steps in saves:
            before = rows()
            if row := do(steps):
                done.append((row, before))
            for key, address in addresses().items():
                had[address].add(key)
        assert {follow(address) for address in had} <= {"", *addresses().values()}
        for row, before in reversed(done):
            take_back(*row)
            assert rows() == before
        assert not [gap for model in entry_models() for gap in find_gaps(model)]
        assert addresses() == first
        for address, keys in had.items():
            # An address that several had in turn leads to whoever had it last.
            (key, *others) = keys
            if not others and key in first:
                assert follow(address) == first[key]
        transaction.set_rollback(True)
