"""Nothing hidden shows: a catalogue with an entry that is a draft reads as one that never had it.

A small catalogue is read from end to end before an entry is made, while it is published, and after
an editor has renamed it and taken it back to draft. Every text of the entry and of its parts says
the same odd word, so that it can be seen where the published entry is read.
"""

from types import SimpleNamespace

import pytest
from django.db import transaction
from django.db.models import CharField, TextField
from django.test import Client

from capframe.base.addresses import with_query
from capframe.base.models import Addressed, Status, entry_models
from capframe.base.status import HasStatus
from roles.models import (
    FamilySection,
    FamilyStatement,
    JobFamily,
    Milestone,
    Qualification,
    QualificationRequirement,
    Role,
    RoleLevel,
    Section,
    SkillRequirement,
    Statement,
    Workstream,
)
from skills.models import Indicator, LeadershipExample, Skill, SkillLevel
from tests.crawl import Crawl
from tests.factories import (
    make_family,
    make_framework,
    make_grade,
    make_pay,
    make_proficiency,
    make_requirement,
    make_role,
    make_role_level,
    make_section_type,
    make_skill,
    make_skill_level,
    make_source,
    make_structure,
    make_workstream,
    set_status,
    sourced,
    withdraw,
)
from tests.tray import OWN_FORM

pytestmark = pytest.mark.django_db

WORD, NEW = "zyzzyva", "quizzify"
MOST_PAGES = 400
NOT_TEXTS = {"slug", "currency"}
# A qualification has no page that would say where in its source it stands.
NOT_SHOWN = {"Zyzzyva qualification place", "Zyzzyva qualification editors_note"}


def texts(model):
    """A text for every field of the model that holds one: the odd word and the field's name."""
    return {
        one.name: f"{WORD.capitalize()} {model._meta.model_name} {one.name}"
        for one in model._meta.concrete_fields
        if isinstance(one, (CharField, TextField)) and not one.choices
        if one.name not in NOT_TEXTS
    }


def make(model, **values):
    """An entry or a part with a text in every field."""
    return model.objects.create(**texts(model) | values)


@pytest.fixture
def known():
    """What readers see all the time, something of each kind, and a withdrawn entry of each."""
    known = SimpleNamespace(source=make_source(title="Framework"), other=make_source(title="Annex"))
    structure = make_structure(title="Service")
    grades = [make_grade(structure=structure, title=f"Grade {n}") for n in (1, 2, 3)]
    for grade in grades:
        make_pay(grade, employer="Home Office")
    known.framework = make_framework(title="Competencies")
    known.scale = [make_proficiency(known.framework, position) for position in (1, 2)]
    known.skill = make_skill(framework=known.framework, title="Drafting")
    make_skill_level(known.skill, 1, [("Drafts well.", "Drafts badly.")])
    known.family = make_family(title="Policy")
    known.role = make_role(family=known.family, title="Adviser")
    known.programme = make_workstream(["Begun in May"], title="Apprentices", route="entry")
    # A hidden level stands between these two.
    junior, known.grade, senior = grades
    known.levels = [make_known_level(known, junior), make_known_level(known, senior)]
    known.withdrawn = {
        JobFamily: withdraw(make_family(title="Older family")),
        Role: withdraw(make_role(title="Older role", family=known.family)),
        RoleLevel: withdraw(make_role_level(role=known.role, title="Older", grade=known.grade)),
        Skill: withdraw(make_skill(framework=known.framework, title="Older skill")),
        Workstream: withdraw(make_workstream(title="Older programme")),
    }
    return known


def make_known_level(known, grade):
    sections = {"Duties": [f"Advise at {grade.title}."]}
    where = {"employer": "Home Office", "location": "London"}
    title = f"Adviser at {grade.title}"
    level = make_role_level(sections, role=known.role, grade=grade, title=title, **where)
    make_requirement(level, known.skill, 1)
    return level


def make_level(known, role, **values):
    level = make(RoleLevel, role=role, grade=known.grade, **sourced(values))
    from_elsewhere = {"role_level": level, "source": known.other}
    section = make(Section, section_type=make_section_type("Duties"), **from_elsewhere)
    statement = make(Statement, section=section)
    qualification = make(Qualification, slug=f"{WORD}-paper", source=known.source)
    QualificationRequirement.objects.create(
        statement=statement, qualification=qualification, strength="required"
    )
    make(SkillRequirement, skill=known.skill, level=known.scale[1], **from_elsewhere)
    return level


def make_hidden_level(known):
    return make_level(known, known.role, slug=WORD, status="published", source=known.source)


def make_hidden_role(known):
    values = {"slug": WORD, "status": "published", "source": known.source}
    role = make(Role, family=known.family, **values)
    make_level(known, role, **values)
    return role


def make_hidden_family(known):
    values = {"slug": WORD, "status": "published", "source": known.source}
    family = make(JobFamily, **values)
    section = make(FamilySection, family=family, source=known.other)
    make(FamilyStatement, section=section)
    make_level(known, make(Role, family=family, **values), **values)
    known.programme.family = family
    known.programme.save()
    return family


def make_hidden_skill(known):
    values = {"source": known.source}
    skill = make(Skill, framework=known.framework, slug=WORD, status="published", **values)
    level = make(SkillLevel, skill=skill, level=known.scale[0], source=known.other)
    make(Indicator, skill_level=level)
    make(LeadershipExample, skill=skill, source=known.other)
    for role_level in known.levels:
        values = {"role_level": role_level, "level": known.scale[0], "source": known.other}
        make(SkillRequirement, skill=skill, **values)
    return skill


def make_hidden_workstream(known):
    values = {"slug": WORD, "status": "published", "source": known.source, "route": "progression"}
    workstream = make(Workstream, family=known.family, **values)
    make(Milestone, workstream=workstream, source=known.other)
    return workstream


KINDS = {
    JobFamily: make_hidden_family,
    Role: make_hidden_role,
    RoleLevel: make_hidden_level,
    Skill: make_hidden_skill,
    Workstream: make_hidden_workstream,
}
# Read together: a family has a role of the odd address, too, and a role has a level of it.
TOGETHER = [[JobFamily], [Role], [RoleLevel, Skill, Workstream]]


def addresses_of(known, slug):
    """What somebody may ask for who knows the entry’s slug, beside what pages lead to."""
    role, (junior, senior) = known.role.slug, [level.reference for level in known.levels]
    yield from (f"/families/{slug}/", f"/roles/{slug}/", f"/workstreams/{slug}/")
    yield f"/skills/{known.framework.slug}/{slug}/"
    yield from (f"/roles/?family={slug}", f"/roles/?skill={known.framework.slug}/{slug}")
    yield from (f"/roles/?qualification={slug}-paper", f"/roles/?q={slug}", f"/search/?q={slug}")
    for hidden in (f"{slug}/{slug}", f"{role}/{slug}"):
        yield f"/roles/{hidden}/"
        yield from (f"/step-up/?from={hidden}", f"/step-up/?from={hidden}&to={senior}")
        for levels in ([junior, hidden], [junior, hidden, senior]):
            compared = with_query("/compare/", [("level", one) for one in levels])
            yield compared
            yield from (f"{compared}&format={ending}" for ending in ("csv", "xlsx", "docx"))


def known_addresses(known):
    junior, senior = [level.reference for level in known.levels]
    yield from ("/", "/search/?q=grade", "/search/?q=field", "/roles/?q=advise", "/import/")
    yield from (f"/compare/?level={junior}&level={senior}", f"/step-up/?from={junior}&to={senior}")
    for model in entry_models():
        if issubclass(model, Addressed):
            yield from (entry.get_absolute_url() for entry in model.objects.all())


def hide(entry, known):
    """What an editor may do: rename it, merge something into it, and take it back to draft."""
    entry.slug = NEW
    entry.save()
    replaced = known.withdrawn[type(entry)]
    replaced.successor, replaced.is_merged = entry, True
    replaced.save()
    set_status([entry], Status.DRAFT, f"{WORD} is not ready")


def read_with_tray(known):
    """What somebody reads who chose role levels when all of them were to be seen."""
    client = Client()
    session = client.session
    chosen = [f"{known.role.slug}/{WORD}", f"{WORD}/{WORD}", known.levels[0].reference]
    session["tray"] = chosen
    session.save()
    read = Crawl(client).ask(["/", "/compare/", "/roles/", known.role.get_absolute_url()])
    for reference in (*chosen, f"{known.role.slug}/{NEW}", f"{NEW}/{NEW}"):
        answer = client.post("/compare/tray/", {"level": reference}, headers=OWN_FORM)
        read.keep(f"add {reference}", answer)
    return read.answers, client.session["tray"]


@pytest.mark.parametrize("kinds", TOGETHER, ids=lambda kinds: kinds[0]._meta.model_name)
def test_a_draft_is_as_if_it_had_never_been(kinds, known):
    start = [*known_addresses(known), *addresses_of(known, WORD), *addresses_of(known, NEW)]
    with transaction.atomic():
        entries = [KINDS[kind](known) for kind in kinds]
        shown = Crawl(Client()).follow(start, MOST_PAGES)
        said = [text for model in entry_models() for text in stored_texts(model)]
        for entry in entries:
            hide(entry, known)
        hidden = Crawl(Client()).ask(shown.answers)
        with_tray = read_with_tray(known)
        transaction.set_rollback(True)
    never = Crawl(Client()).ask(shown.answers)
    assert {text for text in said if not shown.naming(text)} <= NOT_SHOWN
    assert [one for one in never.answers if hidden.answers[one] != never.answers[one]] == []
    assert with_tray == read_with_tray(known)
    # Only the reader's own words come back, in an address that has them.
    assert [one for one in hidden.naming(WORD) if WORD not in one.lower()] == []
    assert [one for one in hidden.naming(NEW) if NEW not in one.lower()] == []


def stored_texts(model):
    """The odd texts that entries of a model have, as far as it has such entries."""
    fields = texts(model)
    return fields.values() if fields and model.objects.filter(**fields).exists() else ()


def test_what_names_an_entry_is_hidden_with_it_or_asks_whether_it_is():
    """A foreign key that is new here needs a question such as ``with_family``."""
    unguarded = {
        f"{model.__name__}.{one.name}"
        for model in entry_models()
        for one in model._meta.concrete_fields
        if one.is_relation and issubclass(one.related_model, HasStatus)
        if f"{one.name}__status" not in model.published_lookups
    }
    successors = {f"{kind.__name__}.successor" for kind in KINDS}  # found by find_successors
    assert unguarded == {"Workstream.family", *successors}
