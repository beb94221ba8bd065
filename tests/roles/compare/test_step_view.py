from dataclasses import replace

import pytest

from capframe.base.worddiff import WordChange
from roles.compare.comparison import compare
from roles.compare.step_view import Part, step_view
from tests.roles.plain import asking, profile, section, skill


def two(*columns):
    """The step between two columns; each the texts under one heading, or sections."""
    return step_view(compare(columns_of(columns)), 1)


def columns_of(columns):
    for number, texts in enumerate(columns, start=1):
        sections = [one for one in texts if not isinstance(one, str)]
        yield profile(number, *(sections or [section("overview", *texts)]))


def texts_of(pieces):
    return "".join(piece.text for piece in pieces)


def marked(pieces, change):
    return [piece.text.strip() for piece in pieces if piece.change is change]


def test_parts_stand_in_their_order():
    step = two(
        ["The very same", "Lead a small team of staff", "Sew", "Plan"],
        ["The very same", "Lead a large team of staff", "Bake bread"],
    )
    assert [part.part for part in step.parts] == [Part.ONE_SIDED, Part.REWORDED, Part.KEPT]
    one_sided, reworded, kept = step.parts
    assert (one_sided.new, one_sided.not_stated) == (1, 2)
    (shared,) = one_sided.sections
    assert [texts_of(one.pieces_before) for one in shared.not_stated] == ["Sew", "Plan"]
    assert [texts_of(one.pieces_after) for one in shared.new] == ["Bake bread"]
    (statement,) = reworded.statements
    assert marked(statement.pieces_before, WordChange.REMOVED) == ["small"]
    assert marked(statement.pieces_after, WordChange.ADDED) == ["large"]
    assert kept.statements[0].is_same


def test_both_texts_stand_whole_though_a_sentence_has_moved():
    old = "Plan the work. Lead the team. Sew small shirts."
    new = "Lead the team. Plan the work. Sew large shirts."
    step = two([old, "Bake"], [new, "Bake"])
    statement = next(part for part in step.parts if part.part is Part.REWORDED).statements[0]
    assert texts_of(statement.pieces_before) == old
    assert texts_of(statement.pieces_after) == new
    assert marked(statement.pieces_before, WordChange.MOVED)


def test_a_rewritten_text_stands_clean_beside_the_old_one():
    (part,) = two(["Lead a small team"], ["Advise ministers on law"]).parts
    (statement,) = part.statements
    assert part.part is Part.REWRITTEN
    both = (*statement.pieces_before, *statement.pieces_after)
    assert {piece.change for piece in both} == {WordChange.SAME}
    assert texts_of(both) == "Lead a small teamAdvise ministers on law"


def test_where_all_skills_are_assessed_alike_is_said_once():
    skills = [replace(skill(slug), assessed="interview") for slug in ("pace", "lead")]
    columns = [profile(1, skills=skills), profile(2, skills=skills)]
    assert step_view(compare(columns), 1).assessed == skills[0].assessed_words
    columns[1] = profile(2, skills=[skills[0], skill("lead")])
    assert step_view(compare(columns), 1).assessed == ""


def test_the_same_words_asked_for_otherwise_are_told_apart():
    (part,) = two(
        [section("overview", asking("Be qualified", cipd="ideal"))],
        [section("overview", asking("Be qualified", cipd="required"))],
    ).parts
    assert part.part is Part.KEPT
    assert not part.statements[0].is_same


def test_a_section_of_one_document_is_neither_new_nor_not_stated():
    shared = section("overview", "Text")
    step = two([shared], [shared, section("responsibilities", "Lead")])
    unmatched, kept = step.parts
    assert (unmatched.part, unmatched.new, kept.part) == (Part.UNMATCHED, 1, Part.KEPT)


def test_headings_of_the_sources_own_are_told():
    own = section("overview", "Text", heading="The role")
    (part,) = two([section("overview", "Text")], [own]).parts
    assert part.sections[0].headings == ("Overview", "The role")
    (part,) = two([own], [own]).parts
    assert part.sections[0].headings == ("", "")


def test_what_comes_back_says_where_it_was_stated():
    columns = columns_of([["Plan work", "Sew"], ["Sew"], ["Plan work", "Sew"]])
    one_sided, _ = step_view(compare(columns), 2).parts
    assert one_sided.statements[0].as_at == (0,)


def test_one_section_alone_is_without_skills():
    both = [section("overview", "Text"), section("responsibilities", "Lead")]
    columns = [replace(one, required_skills=(skill(),)) for one in columns_of([both, both])]
    step = step_view(compare(columns), 1, "responsibilities")
    assert [one.slug for one in step.parts[0].sections] == ["responsibilities"]
    assert step.section == "Responsibilities"
    assert step.skills == ()


def test_steps_are_numbered_over_all_bands():
    columns = [profile(n, section("overview", "A"), structure=n // 3 + 1) for n in range(1, 6)]
    comparison = compare(replace(one, role_place=None) for one in columns)
    steps = [step_view(comparison, number) for number in range(1, len(comparison.steps) + 1)]
    assert [(one.number, one.summary.column) for one in steps] == [(1, 1), (2, 3), (3, 4)]


def test_a_step_into_another_role_is_inferred():
    columns = [profile(1), profile(2)]
    assert step_view(compare(columns), 1).is_inferred
    of_one_role = [replace(one, role_pk=1) for one in columns]
    assert not step_view(compare(of_one_role), 1).is_inferred


@pytest.mark.parametrize(("number", "section"), [(0, ""), (2, ""), (-1, ""), (1, "none")])
def test_a_step_or_a_section_that_is_not_there(number, section):
    with pytest.raises(LookupError):
        step_view(compare([profile(1), profile(2)]), number, section)
