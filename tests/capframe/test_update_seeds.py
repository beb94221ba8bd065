"""Corrections of the transcription reach a catalogue in use, but for what somebody edited."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from capframe.base.history.rows import find_gaps
from capframe.base.models import Source, entry_models
from capframe.imports.models import Import
from capframe.management.commands.update_seeds import REASON
from capframe.search.models import SearchEntry
from capframe.seeds.plan_seeds import plan_seeds
from grades.models import Grade, PayRange
from roles.models import (
    JobFamily,
    Milestone,
    Qualification,
    QualificationRequirement,
    Role,
    RoleLevel,
    Section,
    SectionType,
    SkillRequirement,
    Statement,
)
from skills.models import FrameworkSection, Indicator, Skill
from tests.factories import (
    make_grade,
    make_requirement,
    make_role,
    make_role_level,
    make_section,
    remove_all,
)

pytestmark = pytest.mark.usefixtures("shared_catalogue")

NOTHING = "There is nothing to change.\n"
TRANSCRIBED = "Transcribed from the source document"


def update(*options):
    out = StringIO()
    call_command("update_seeds", *options, stdout=out)
    return out.getvalue()


def transcribe(entry, **values):
    """Change an entry as an older transcription had it: by nobody, as ``loaddata`` does."""
    for name, value in values.items():
        setattr(entry, name, value)
    entry._change_reason = TRANSCRIBED
    entry.save()


def edit(entry, user, **values):
    for name, value in values.items():
        setattr(entry, name, value)
    entry._history_user = user
    entry.save()


def state():
    return {model: list(model.objects.order_by("pk").values()) for model in entry_models()}


def test_a_catalogue_that_says_what_the_fixtures_say_needs_nothing():
    assert update() == NOTHING
    before = state()
    assert update("--apply") == NOTHING
    assert state() == before


def asked():
    asked = QualificationRequirement.objects.order_by("pk")
    return {(*one.natural_key(), one.strength, one.role_level_id) for one in asked}


def forget_strengths():
    """Leave the catalogue as it was seeded before there were strengths and qualifications."""
    models = (QualificationRequirement, Qualification)
    remove_all(*models, *(model.history.model for model in models))
    Statement.objects.update(strength="")
    RoleLevel.objects.update(skills_introduction="")
    SkillRequirement.objects.update(assessed="")


def test_strengths_and_qualifications_reach_a_catalogue_from_before_them():
    before = asked()
    forget_strengths()
    update("--apply")
    assert asked() == before
    assert update() == NOTHING
    assert not list(find_gaps(QualificationRequirement))


def test_no_statement_of_an_edited_level_is_taken_to_ask(admin_user):
    forget_strengths()
    section = RoleLevel.objects.get(role__slug="head-of-talent").sections.last()
    edit(section.statements.last(), admin_user, text="Be qualified.")
    assert "its sections" in update("--apply")
    assert not QualificationRequirement.objects.filter(statement__section=section).exists()


def test_it_works():
    statement = Statement.objects.filter(text__startswith="Lead and manage").first()
    said = statement.text
    transcribe(statement, text="Lead and mange")
    shown = update()
    assert f"change statement: text: “Lead and mange” -> “{said[:70]}…”" in shown
    assert shown.endswith("Nothing was changed. With --apply it makes 1 change.\n")
    statement.refresh_from_db()
    assert statement.text == "Lead and mange"
    assert update("--apply").endswith("Made 1 change.\n")
    statement.refresh_from_db()
    assert statement.text == said
    row = statement.history.latest()
    assert (row.history_change_reason, row.history_user, row.history_type) == (REASON, None, "~")
    assert update() == NOTHING


@pytest.mark.parametrize(
    "model", [PayRange, Indicator, Milestone, SkillRequirement, FrameworkSection, Statement]
)
def test_what_the_catalogue_lacks_is_added(model):
    before = model.objects.count()
    lacking = model.objects.order_by("pk").last()
    key = lacking.natural_key()
    lacking.delete()
    model.history.filter(history_type="-").update(history_change_reason=TRANSCRIBED)
    assert update("--apply").endswith("Made 1 change.\n")
    assert model.objects.count() == before
    assert model.objects.get_by_natural_key(*key)


def test_a_catalogue_seeded_before_pay_had_an_employer_gets_it():
    level = RoleLevel.objects.get(role__slug="hr-business-partner")
    pay = level.grade.pay_ranges.get(location="London")
    transcribe(level, employer="")
    transcribe(pay, employer="", note="", maximum="62239.50")
    assert update("--apply").endswith("Made 3 changes.\n")
    level.refresh_from_db()
    pay = level.grade.pay_ranges.get(location="London")
    assert (level.employer, pay.employer, pay.maximum) == ("Home Office", "Home Office", 62_239)
    assert pay.note.startswith("Please note: the appropriate salary banding")
    assert update() == NOTHING


def test_a_catalogue_seeded_before_there_were_other_names_gets_them(admin_user):
    grade, role = Grade.objects.get(aliases="G7\nGr 7"), Role.objects.get(aliases="HRBP")
    transcribe(grade, aliases="")
    transcribe(role, aliases="")
    edit(role, admin_user, aliases="Our HRBP")
    assert "Left as it is, because somebody edited or uses it: role" in update("--apply")
    for entry in (grade, role):
        entry.refresh_from_db()
    assert (grade.aliases, role.aliases) == ("G7\nGr 7", "Our HRBP")


def test_other_names_that_something_else_has_meanwhile_are_not_given():
    grade = Grade.objects.get(aliases="G7\nGr 7")
    transcribe(grade, aliases="")
    make_grade(structure=grade.structure, position=99, title="g7")
    with pytest.raises(CommandError, match="“G7” is what the grade “g7” is called"):
        update("--apply")


def test_what_the_fixtures_say_no_more_goes_with_its_section_type():
    level = RoleLevel.objects.get(role__slug="chief-data-officer")
    section_type = SectionType(slug="older", title="Older")
    transcribe(section_type)
    values = {"source": level.source, "place": "Top", "section_type": section_type}
    section = Section(role_level=level, heading="Older", **values)
    transcribe(section)
    transcribe(Statement(section=section, text="Said before."))
    assert SearchEntry.objects.filter(text__contains="Said before.").exists()
    assert update("--apply").endswith("Made 3 changes.\n")
    assert not SectionType.objects.filter(slug="older").exists()
    assert not SearchEntry.objects.filter(text__contains="Said before.").exists()
    assert update() == NOTHING


def test_search_finds_what_was_corrected():
    family = JobFamily.objects.get(slug="hr-professionals")
    transcribe(family, title="Zebra professionals")
    update("--apply")
    assert not SearchEntry.objects.filter(title__contains="Zebra").exists()


def test_what_somebody_edited_is_listed_and_left(admin_user):
    level = RoleLevel.objects.get(code="PAP14")
    edit(level, admin_user, location="Matlock")
    transcribe(level.sections.first(), heading="Purpose of the level")
    before = Statement.objects.count()
    said = update("--apply")
    assert "edited or uses it: role level policy-and-performance/pap14\n" in said
    assert said.endswith("Made 1 change.\n")
    level.refresh_from_db()
    assert level.location == "Matlock"
    assert level.sections.first().heading == "Level Purpose"
    assert Statement.objects.count() == before


def test_edited_statements_leave_all_sections_of_their_role_level(admin_user):
    level = RoleLevel.objects.get(code="PAP14")
    edit(level.sections.last().statements.first(), admin_user, text="Edited")
    transcribe(level.sections.first(), heading="Purpose of the level")
    transcribe(level, code="PAP14X")
    said = update("--apply")
    assert "edited or uses it: role level policy-and-performance/pap14: its sections\n" in said
    level.refresh_from_db()
    assert (level.code, level.sections.first().heading) == ("PAP14", "Purpose of the level")


def test_what_somebody_removed_stays_away(admin_user):
    level = RoleLevel.objects.get(role__slug="chief-data-officer")
    for entry in (level, level.role):
        entry._history_user = admin_user
        entry.delete()
    said = update("--apply")
    assert "edited or uses it: role chief-data-officer\n" in said
    assert said.endswith(NOTHING)
    assert not Role.objects.filter(slug="chief-data-officer").exists()


def test_what_got_another_address_is_not_made_again(admin_user):
    role = Role.objects.get(slug="chief-data-officer")
    edit(role, admin_user, slug="cdo")
    number = RoleLevel.objects.count()
    assert "edited or uses it: role chief-data-officer\n" in update("--apply")
    assert (Role.objects.filter(slug="cdo").count(), RoleLevel.objects.count()) == (1, number)


def test_a_part_that_somebody_added_stays(admin_user):
    section = make_section(RoleLevel.objects.get(code="PAP14"), title="Our own")
    section.history.update(history_user=admin_user)
    assert "PAP14" not in update("--apply")
    assert Section.objects.filter(pk=section.pk).exists()


def test_what_somebody_uses_stays():
    framework = Skill.objects.first().framework
    skill = Skill(framework=framework, title="Older", slug="older", status="published")
    transcribe(skill, source=framework.source, place="Annex J")
    source = Source.objects.create(slug="own", title="Own", publisher="Us")
    level = make_role_level(source=source, role=make_role(source=source))
    make_requirement(level, skill, None, source=source)
    said = update("--apply")
    assert "edited or uses it: skill civil-service-competency-framework/older\n" in said
    assert Skill.objects.filter(pk=skill.pk).exists()


@pytest.mark.parametrize("reason", ["", None, "Imported from ours.csv", "Undo of the import of x"])
def test_what_nobody_changed_by_import_or_by_hand_is_an_edit_too(reason):
    Import.objects.create(kind="roles", size=1, reason="Imported from ours.csv")
    level = RoleLevel.objects.get(code="PAP14")
    transcribe(level, location="Matlock")
    level.history.filter(history_type="~").update(history_change_reason=reason)
    assert update("--apply").endswith(NOTHING)
    level.refresh_from_db()
    assert level.location == "Matlock"


def test_documents_that_are_not_in_the_catalogue_are_left_out():
    Milestone.objects.all().delete()
    source = Source.objects.get(slug="ict-capability-strategy-workstreams")
    for related in ("workstream_entries", "jobfamily_entries"):
        getattr(source, related).all().delete()
    source.delete()
    assert update() == NOTHING


def test_history_is_whole_afterwards():
    transcribe(Grade.objects.get(slug="seo"), title="Senior Exec")
    update("--apply")
    assert not [gap for model in entry_models() for gap in find_gaps(model)]


def test_a_plan_takes_as_many_queries_however_much_was_edited(
    admin_user, django_assert_max_num_queries
):
    for statement in Statement.objects.all()[:50]:
        edit(statement, admin_user, text="Edited")
    with django_assert_max_num_queries(150):
        plan_seeds()


@pytest.mark.django_db
def test_a_catalogue_that_was_not_seeded_is_left_alone():
    for model in reversed(entry_models()):
        model.objects.all()._raw_delete("default")
    assert update("--apply") == "The catalogue was not seeded, so there is nothing to update.\n"
