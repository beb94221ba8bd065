"""Whatever is saved: recorded and published, it comes to the same."""

import pytest
from django.contrib.redirects.models import Redirect
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from capframe.base.actions import delete, sign
from capframe.base.models import Addressed, Status, entry_models
from capframe.plans.apply import foreign_keys
from capframe.plans.models import UnpublishedChange
from capframe.plans.publishing import Publication, publish
from capframe.plans.recording import record
from roles.models import JobFamily, Role, RoleLevel, Section, SectionType
from roles.statements import replace_statements
from tests.factories import make_family, make_role, make_role_level, make_section, make_section_type

pytestmark = pytest.mark.django_db

WORDS = ("audit", "budget", "care", "data")
words = st.sampled_from(WORDS)
number = st.integers(0, 3)
edits = st.one_of(
    st.tuples(st.sampled_from(["retitle", "readdress"]), number, words),
    st.tuples(st.just("move"), number, number),
    st.tuples(st.sampled_from(["add role", "add level"]), number, words),
    st.tuples(st.just("add section"), number, st.lists(words, max_size=3)),
    st.tuples(st.just("reword"), number, st.lists(words, max_size=4)),
    st.tuples(st.just("swap"), number, number),
    st.tuples(st.sampled_from(["delete section", "delete level"]), number, number),
    st.tuples(st.just("set status"), number, st.sampled_from(Status.values)),
)


def some(model, place):
    """One of the entries there are, whichever number is given; None where there is none."""
    found = list(model.objects.order_by("pk"))
    return found[place % len(found)] if found else None


def save(entry):
    sign(entry, by=None, reason="Because")
    entry.save()
    return entry


def free_slug(model, word, **within):
    """A slug that no other has, which does for a title as well."""
    rows = model.objects.filter(**within).values_list("slug", "title")
    taken = {text for row in rows for text in row}
    return next(slug for n in range(99) if (slug := f"{word}-{n}") not in taken)


def carry_out(edit):
    kind, place, value = edit
    HOW[kind](place, value)


def retitle(place, word):
    role = some(Role, place)
    role.title = free_slug(Role, word)
    save(role)


def readdress(place, word):
    role = some(Role, place)
    role.slug = free_slug(Role, word)
    save(role)


def move(place, other):
    role = some(Role, place)
    role.family = some(JobFamily, other)
    save(role)


def add_role(place, word):
    source = JobFamily.objects.first().source
    values = {"source": source, "place": "Page 1", "status": "published"}
    slug = free_slug(Role, word)
    save(Role(family=some(JobFamily, place), title=slug, slug=slug, **values))


def add_level(place, word):
    role = some(Role, place)
    values = {"source": role.source, "place": "Page 1", "status": "published"}
    slug = free_slug(RoleLevel, word, role=role)
    save(RoleLevel(role=role, title=slug, slug=slug, **values))


def add_section(place, lines):
    level = some(RoleLevel, place)
    types = SectionType.objects.exclude(sections__role_level=level).order_by("pk")
    if level and types:
        position = max(level.sections.values_list("position", flat=True), default=0) + 1
        values = {"section_type": types[0], "heading": "Work", "position": position}
        section = save(Section(role_level=level, source=level.source, place="Page 1", **values))
        replace_statements(section=section, lines=lines, by=None, reason="")


def reword(place, lines):
    if section := some(Section, place):
        replace_statements(section=section, lines=lines, by=None, reason="")


def swap(place, other):
    section = some(Section, place)
    sections = list(section.role_level.sections.order_by("pk")) if section else []
    if len(sections) > 1:
        first, second = sections[0], sections[1 + other % (len(sections) - 1)]
        places = first.position, second.position
        for one, position in ((first, 30_000), (second, places[0]), (first, places[1])):
            one.position = position
            save(one)


def delete_section(place, _):
    if section := some(Section, place):
        delete(entry=section, by=None, reason="")


def delete_level(place, _):
    if (level := some(RoleLevel, place)) and not level.predecessors.exists():
        delete(entry=level, by=None, reason="")


def set_status(place, status):
    if level := some(RoleLevel, place):
        level.status = status
        save(level)


HOW = {
    "retitle": retitle,
    "readdress": readdress,
    "move": move,
    "add role": add_role,
    "add level": add_level,
    "add section": add_section,
    "reword": reword,
    "swap": swap,
    "delete section": delete_section,
    "delete level": delete_level,
    "set status": set_status,
}


def addresses():
    """Every address of an entry that there is."""
    models = [model for model in entry_models() if issubclass(model, Addressed)]
    return {
        address for model in models for one in model.objects.all() for address in one.addresses()
    }


def state(before, known):
    """All rows, and the redirects that lead from known addresses to an entry.

    No other address can have been noted by anybody. New entries by their rank: their keys are
    other ones each time.
    """
    ranks = {}
    for model in entry_models():
        new = model._base_manager.filter(pk__gt=before[model]).order_by("pk")
        ranks[model] = {pk: f"new {n}" for n, pk in enumerate(new.values_list("pk", flat=True))}
    rows = {}
    for model in entry_models():
        refers = {"id": model} | {
            name: field.related_model for name, field in foreign_keys(model).items()
        }
        for row in model._base_manager.values():
            named = {
                name: ranks.get(refers.get(name), {}).get(value, value)
                for name, value in row.items()
            }
            if row["id"] > before[model] and "withdrawn_on" in row:
                # Saved one by one it was published in between; published at once, never.
                named["withdrawn_on"] = None
            rows[model._meta.label, str(named["id"])] = named
    redirects = Redirect.objects.filter(old_path__in=known, new_path__in=addresses())
    return rows, set(redirects.values_list("old_path", "new_path"))


@pytest.fixture
def catalogue_of_two():
    make_section_type("Duties")
    for _ in range(2):
        role = make_role(family=make_family())
        for _ in range(2):
            make_section(make_role_level(role=role), statements=["Lead.", "Plan."])


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.lists(edits, min_size=1, max_size=4), min_size=1, max_size=3))
def test_recording_and_publishing_is_the_same_as_saving(catalogue_of_two, steps):
    newest = {
        model: max(model._base_manager.values_list("pk", flat=True), default=0)
        for model in entry_models()
    }
    known = addresses()
    with transaction.atomic():
        for edit in (edit for step in steps for edit in step):
            carry_out(edit)
        expected = state(newest, known)
        transaction.set_rollback(True)
    with transaction.atomic():
        untouched = state(newest, known)
        change = UnpublishedChange(title="Edits")
        plan = None
        for step in steps:
            _, plan = record(lambda step=step: [carry_out(edit) for edit in step], onto=plan)
        assert state(newest, known) == untouched
        change.keep(plan, by=None)
        settled = Publication(change.read_plan()).settle({})
        publish(change=change, plan=settled, by=None, reason="Published")
        assert state(newest, known) == expected
        transaction.set_rollback(True)
