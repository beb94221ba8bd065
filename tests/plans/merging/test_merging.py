"""Two entries made one: what stays, what is asked, what is refused, and that it can be undone."""

import pytest
from django.contrib.redirects.models import Redirect
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from capframe.base.history.rows import find_gaps
from capframe.base.models import Source, Status, entry_models
from capframe.base.saves import one_save
from capframe.plans.carrying_out import carry_out
from capframe.plans.existing import read_existing
from capframe.plans.from_history import read_save_of
from capframe.plans.merging.merge import Merging, NotMergeable
from capframe.plans.merging.texts import Side
from capframe.plans.undo import invert
from roles.models import Section, SectionType, SkillRequirement
from skills.models import Indicator, LeadershipExample, ProficiencyLevel, Skill, SkillLevel
from tests.factories import (
    make_family,
    make_family_section,
    make_framework,
    make_proficiency,
    make_qualification_requirement,
    make_requirement,
    make_role,
    make_role_level,
    make_section,
    make_section_type,
    make_skill,
    make_skill_level,
    make_source,
    sourced,
    withdraw,
)

pytestmark = pytest.mark.django_db

LEFT, RIGHT, BOTH = Side


def do_merge(left, right, stays=LEFT, steps=None, **choices):
    """Merge the two; choices by what the label of a text is, or by the key of a clash."""
    merging = Merging(left, right, stays, steps)
    labels = {text.label: text.key for text in merging.texts}
    chosen = {labels.get(name.replace("_", " "), name): side for name, side in choices.items()}
    with one_save():
        carry_out(plan=merging.plan(chosen), by=None, reason="The same twice")


def all_rows():
    return {
        model: {pk: one.values for pk, one in read_existing(model.objects.order_by("pk")).items()}
        for model in entry_models()
    }


def undo_of(entry):
    row = type(entry).history.filter(id=entry.pk).latest("history_id")
    plan = invert(read_save_of(type(entry), row), {})
    carry_out(plan=plan, by=None, reason="Undo")


@pytest.fixture
def skills():
    return make_skill(title="Analysis"), make_skill(title="Data analysis")


def problems(left, right, stays=LEFT, choices=None, steps=None):
    with pytest.raises(NotMergeable) as refused:
        Merging(left, right, stays, steps).plan(choices or {})
    return " ".join(refused.value.problems)


def test_it_works(skills):
    left, right = skills
    requirement = make_requirement(make_role_level(), right)
    do_merge(left, right)
    requirement.refresh_from_db()
    right.refresh_from_db()
    assert requirement.skill == left
    assert (right.status, right.successor) == (Status.WITHDRAWN, left)
    assert right.withdrawn_on
    assert right.history.latest("history_id").history_change_reason == "The same twice"
    assert not list(find_gaps(Skill)) + list(find_gaps(SkillRequirement))


def test_either_may_stay(skills):
    left, right = skills
    requirement = make_requirement(make_role_level(), left)
    do_merge(left, right, RIGHT)
    requirement.refresh_from_db()
    assert requirement.skill == right
    assert Skill.objects.get(status=Status.WITHDRAWN) == left


def test_an_empty_text_never_takes_the_place_of_a_filled_one():
    left = make_skill(definition="")
    right = make_skill(definition="What it is.")
    do_merge(left, right, Definition=LEFT)
    left.refresh_from_db()
    assert left.definition == "What it is."


@pytest.mark.parametrize(("side", "definition"), [(LEFT, "One."), (RIGHT, "Other.")])
def test_a_text_is_chosen(side, definition):
    left, right = make_skill(definition="One."), make_skill(definition="Other.")
    do_merge(left, right, Definition=side)
    left.refresh_from_db()
    right.refresh_from_db()
    assert (left.definition, right.definition) == (definition, "Other.")


def test_a_level_that_only_the_other_has_is_copied(skills):
    left, right = skills
    make_skill_level(right, 2, [("Lead", ""), ("Ask", "Tell")], description="Known")
    do_merge(left, right)
    copied = SkillLevel.objects.get(skill=left)
    assert (copied.level.position, copied.description) == (2, "Known")
    assert list(copied.indicators.values_list("effective", "ineffective", "position")) == [
        ("Lead", "", 1),
        ("Ask", "Tell", 2),
    ]
    assert right.levels.get().indicators.count() == 2


@pytest.mark.parametrize(
    ("side", "texts"),
    [(LEFT, ["Lead", "Ask"]), (RIGHT, ["Ask", "Plan"]), (BOTH, ["Lead", "Ask", "Plan"])],
)
def test_behaviours_of_one_or_both_are_taken_without_doubles(skills, side, texts):
    left, right = skills
    make_skill_level(left, 1, [("Lead", ""), ("Ask", "")])
    make_skill_level(right, 1, [("Ask", ""), ("Plan", "")])
    do_merge(left, right, **{"Level 1: indicators": side})
    kept = Indicator.objects.filter(skill_level__skill=left).order_by("position")
    assert [one.effective for one in kept] == texts
    assert [one.position for one in kept] == list(range(1, len(texts) + 1))


def test_a_list_without_a_key_is_put_together(skills):
    left, right = skills
    for skill, text in ((left, "One"), (right, "Other")):
        LeadershipExample.objects.create(skill=skill, text=text, **sourced({}))
    do_merge(left, right, **{"Leadership examples": BOTH})
    assert [one.text for one in left.leadership_examples.all()] == ["One", "Other"]


def test_where_a_text_of_a_level_comes_from_goes_with_it(skills):
    left, right = skills
    make_skill_level(left, 1, place="Page 3")
    make_skill_level(right, 1, description="Known", place="Page 9")
    do_merge(left, right)
    assert (left.levels.get().description, left.levels.get().place) == ("Known", "Page 9")


def test_other_names_of_both_are_kept():
    left = make_skill(title="Analysis", aliases="Synthesis")
    right = make_skill(title="Data", aliases="Data work\nsynthesis of data")
    do_merge(left, right)
    left.refresh_from_db()
    right.refresh_from_db()
    assert left.aliases == "Synthesis\nData work\nsynthesis of data"
    assert right.aliases == ""


@pytest.mark.parametrize("side", [LEFT, RIGHT])
def test_a_role_level_that_asks_for_both_is_asked_about(skills, side):
    left, right = skills
    level = make_role_level()
    make_requirement(level, left, 1, place="Page 1")
    make_requirement(level, right, 2, place="Page 2")
    (clash,) = Merging(left, right).asked
    assert "Choose what becomes" in problems(left, right)
    assert "Choose what becomes" in problems(left, right, choices={clash.key: BOTH})
    do_merge(left, right, **{clash.key: side})
    kept = level.skill_requirements.get()
    number = 1 if side is LEFT else 2
    assert (kept.skill, kept.level.position, kept.place) == (left, number, f"Page {number}")


def test_a_role_level_that_asks_for_both_alike_asks_once(skills):
    left, right = skills
    level = make_role_level()
    make_requirement(level, left, None)
    make_requirement(level, right, 2)
    assert not Merging(left, right).asked
    do_merge(left, right)
    assert level.skill_requirements.get().level.position == 2


def test_levels_of_another_scale_are_found_by_their_names():
    here, there = make_framework(), make_framework()
    make_proficiency(here, 1, title="Expert")
    make_proficiency(there, 3, title="expert")
    left, right = make_skill(framework=here), make_skill(framework=there)
    make_skill_level(right, 3)
    requirement = make_requirement(make_role_level(), right, 3)
    do_merge(left, right)
    requirement.refresh_from_db()
    assert requirement.level.framework == here
    assert left.levels.get().level.framework == here


@pytest.fixture
def scales():
    """Two skills of two frameworks, the scales of which share no name."""
    here, there = make_framework(), make_framework()
    for position, title in enumerate(("Expert", "Working"), 1):
        make_proficiency(here, position, title=title)
    for position, title in enumerate(("Master", "Novice", "Practised"), 1):
        make_proficiency(there, position, title=title)
    return make_skill(framework=here), make_skill(framework=there)


def becomes(merging, **titles):
    """What the levels of the one scale become, by their titles."""
    options = {title: pk for pk, title in merging.scales.steps(ProficiencyLevel)}
    return {one.key: options[titles[one.title]] for one in merging.unmatched}


def test_a_level_without_a_counterpart_becomes_what_is_chosen(scales):
    left, right = scales
    make_skill_level(right, 1, [("Lead", "")])
    asking = [make_requirement(make_role_level(), right, number) for number in (1, 2, None)]
    merging = Merging(left, right)
    assert [one.title for one in merging.unmatched] == ["Master", "Novice"]
    assert "Choose what each level becomes" in problems(left, right)
    do_merge(left, right, steps=becomes(merging, Master="Expert", Novice="Expert"))
    for one in asking:
        one.refresh_from_db()
    assert [one.level and str(one.level) for one in asking] == [
        *(f"Expert ({left.framework})",) * 2,
        None,
    ]
    assert left.levels.get().level.title == "Expert"


def test_what_levels_that_go_together_say_is_chosen(scales):
    left, right = scales
    make_skill_level(left, 2, [("Lead", "")])
    make_skill_level(right, 1, [("Ask", "")])
    level = make_role_level()
    make_requirement(level, left, 2)
    make_requirement(level, right, 1)
    chosen = becomes(Merging(left, right), Master="Working")
    assert not Merging(left, right, steps=chosen).asked
    do_merge(left, right, steps=chosen, **{"Working: indicators": BOTH})
    kept = left.levels.get()
    assert (kept.level.title, kept.indicators.count()) == ("Working", 2)
    assert level.skill_requirements.get().level == kept.level


def test_either_scale_may_stay(scales):
    left, right = scales
    requirement = make_requirement(make_role_level(), left, 2)
    do_merge(left, right, RIGHT, becomes(Merging(left, right, RIGHT), Working="Practised"))
    requirement.refresh_from_db()
    assert requirement.level.title == "Practised"


def test_two_levels_that_say_something_do_not_become_one(scales):
    left, right = scales
    make_skill_level(right, 1)
    make_skill_level(right, 2)
    chosen = becomes(Merging(left, right), Master="Expert", Novice="Expert")
    assert "at each of “Master”, “Novice”" in problems(left, right, steps=chosen)


def test_a_level_becomes_none_of_another_scale(scales):
    left, right = scales
    make_requirement(make_role_level(), right, 1)
    (one,) = Merging(left, right).unmatched
    assert "Choose what each level becomes" in problems(left, right, steps={one.key: one.pk})


def test_without_any_levels_it_is_refused():
    left, right = make_skill(framework=make_framework()), make_skill(framework=make_framework())
    make_proficiency(right.framework, 3, title="Master")
    make_requirement(make_role_level(), right, 3)
    assert "could become: “Master”" in problems(left, right)
    assert Merging(left, right, RIGHT).plan({})


def test_what_is_withdrawn_does_not_stay(skills):
    left, right = skills
    withdraw(left)
    assert "is withdrawn" in problems(left, right)


def test_a_draft_does_not_take_the_place_of_what_readers_see(skills):
    left, right = skills
    Skill.objects.filter(pk=left.pk).update(status=Status.DRAFT)
    assert "Readers do not see" in problems(left, right)


def test_what_it_replaced_is_replaced_by_the_one_that_stays(skills):
    left, right = skills
    old = withdraw(make_skill(), successor=right)
    do_merge(left, right)
    old.refresh_from_db()
    assert old.successor == left


def test_section_types():
    left, right = make_section_type("Duties"), make_section_type("Responsibilities")
    section = make_section(make_role_level(), "Responsibilities")
    do_merge(left, right)
    section.refresh_from_db()
    assert section.section_type == left
    assert list(SectionType.objects.all()) == [left]


def test_two_sections_of_a_role_level_become_one():
    left, right = make_section_type("Duties"), make_section_type("Tasks")
    level = make_role_level()
    make_section(level, "Duties", ["Audit", "Report"])
    make_section(level, "Tasks", ["Report", "Plan"])
    (clash,) = Merging(left, right).asked
    do_merge(left, right, **{clash.key: RIGHT})
    kept = level.sections.get()
    assert (kept.section_type, kept.heading) == (left, "Tasks")
    texts = list(kept.statements.values_list("text", "position"))
    assert texts == [("Audit", 1), ("Report", 2), ("Plan", 3)]
    assert Section.objects.count() == 1


def test_a_statement_that_asks_for_a_qualification_stays():
    left, right = make_section_type("Duties"), make_section_type("Tasks")
    level = make_role_level()
    make_section(level, "Duties", ["Be qualified"], heading="Work")
    moved = make_section(level, "Tasks", ["Be qualified"], heading="Work").statements.get()
    make_qualification_requirement(moved, "Diploma")
    do_merge(left, right)
    assert level.sections.get().statements.filter(pk=moved.pk).exists()


def test_sources(client):
    left, right = make_source(title="Roles"), make_source(title="Roles, again")
    skill = make_skill(source=right)
    address = right.get_absolute_url()
    do_merge(left, right, Title=LEFT)
    skill.refresh_from_db()
    assert skill.source == left
    assert not Source.objects.filter(pk=right.pk).exists()
    assert client.get(address)["Location"] == left.get_absolute_url()


def test_families():
    left, right = make_family(), make_family()
    make_family_section(left, "Purpose", ["Serve"])
    make_family_section(right, "Aims", ["Lead"])
    level = make_role_level(role=make_role(family=right))
    do_merge(left, right)
    level.refresh_from_db()
    assert level.family == level.role.family == left
    assert [one.heading for one in left.sections.all()] == ["Purpose", "Aims"]


def test_families_with_a_role_of_one_name_are_refused():
    left, right = make_family(), make_family()
    make_role(family=left, title="Auditor", slug="a")
    make_role(family=right, title="auditor", slug="b")
    assert "the role “auditor”" in problems(left, right)


@pytest.mark.parametrize("kind", ["skills", "section types", "sources", "families"])
def test_it_can_be_undone_as_one(kind):
    level = make_role_level()
    if kind == "skills":
        left, right = make_skill(definition="One", aliases="A"), make_skill(aliases="B")
        make_skill_level(left, 1, [("Lead", "")])
        make_skill_level(right, 1, [("Ask", "")])
        make_skill_level(right, 2, [("Ask", "")])
        make_requirement(level, left, 1)
        make_requirement(level, right, 2)
        make_requirement(make_role_level(), right, 1)
    elif kind == "section types":
        left, right = make_section_type("Duties"), make_section_type("Tasks")
        make_section(level, "Duties", ["Audit", "Report"])
        make_section(level, "Tasks", ["Report", "Plan"])
    elif kind == "sources":
        left, right = make_source(), make_source(description="It")
        make_skill(source=right)
    else:
        left, right = make_family(), make_family()
        make_family_section(right, "Aims", ["Lead"])
        make_role_level(role=make_role(family=right))
    before = all_rows()
    merging = Merging(left, right)
    do_merge(left, right, **{clash.key: RIGHT for clash in merging.asked})
    assert all_rows() != before
    undo_of(right)
    assert all_rows() == before
    assert not Redirect.objects.filter(old_path__contains=getattr(right, "slug", "")).exists()


words = st.sampled_from(["", "Lead", "Ask", "Plan"])
# What a skill says: its definition, other names, and behaviours by the numbers of its levels.
said = st.fixed_dictionaries(
    {
        "definition": words,
        "aliases": words,
        "levels": st.dictionaries(
            st.integers(1, 3), st.tuples(words, st.lists(words.filter(bool), max_size=3))
        ),
    }
)
# The levels that role levels ask for of the one and the other skill; 0 for no level.
asked = st.lists(st.tuples(*[st.one_of(st.none(), st.integers(0, 3))] * 2), max_size=3)


def make_said(number, levels, aliases, definition):
    skill = make_skill(definition=definition, aliases=aliases and f"{aliases} {number}")
    for position, (description, texts) in levels.items():
        pairs = [(text, "") for text in texts]
        level = make_skill_level(skill, position, pairs)
        level.description = description
        level.save()
    return skill


@settings(max_examples=15, deadline=None)
@given(
    skills=st.tuples(said, said),
    asked=asked,
    stays=st.sampled_from([LEFT, RIGHT]),
    sides=st.randoms(use_true_random=False),
)
def test_whatever_is_merged_can_be_undone(skills, asked, stays, sides):
    with transaction.atomic():
        pair = [make_said(number, **values) for number, values in enumerate(skills)]
        for positions in asked:
            level = make_role_level()
            for skill, position in zip(pair, positions, strict=True):
                if position is not None:
                    make_requirement(level, skill, position or None)
        before = all_rows()
        merging = Merging(*pair, stays)
        choices = {text.key: sides.choice(tuple(Side)) for text in merging.texts}
        choices |= {clash.key: sides.choice([LEFT, RIGHT]) for clash in merging.asked}
        do_merge(*pair, stays, **choices)
        gone = pair[stays == LEFT]
        assert not SkillRequirement.objects.filter(skill=gone).exists()
        kept = Skill.objects.get(pk=pair[stays == RIGHT].pk)
        assert bool(kept.definition) == any(values["definition"] for values in skills)
        assert set(kept.levels.values_list("level__position", flat=True)) == {
            position for values in skills for position in values["levels"]
        }
        undo_of(gone)
        assert all_rows() == before
        transaction.set_rollback(True)
