"""A comparison at a glance, from plain role levels."""

from dataclasses import replace

from roles.compare.comparison import compare
from roles.compare.glance import glance_of
from roles.compare.tiles import Edge, Kind
from tests.roles.plain import pay, profile, section, skill


def glance(*profiles):
    return glance_of(compare(profiles))


def row(view, title):
    (found,) = [one for group in view.groups for one in group.rows if one.title == title]
    return found


def said(view, title):
    """Of each tile its columns, its edge and its words."""
    return [(list(t.columns), t.edge, t.words + t.more) for t in row(view, title).tiles]


def test_a_run_of_equal_wording_is_one_tile():
    texts = ("Plan the work", "Plan the work", "Lead ministers", "Lead ministers")
    view = glance(*(profile(n, section("overview", text)) for n, text in enumerate(texts)))
    assert said(view, "Overview") == [
        ([0, 1], Edge.START, "The same to Grade 2"),
        ([2, 3], Edge.CHANGED, "Rewritten, then the same to Grade 4"),
    ]


def test_what_all_share_is_one_tile():
    view = glance(*(profile(n, section("overview", "Plan")) for n in range(3)))
    assert said(view, "Overview") == [([0, 1, 2], Edge.START, "The same at all three")]


def test_a_list_is_numbers_and_noughts_are_left_out():
    before = section("responsibilities", "Plan", "Sew", "Bake", "Drive lorries")
    after = section("responsibilities", "Plan", "Sew", "Bake", "Advise ministers")
    changed = row(glance(profile(1, before), profile(2, after)), "Responsibilities").tiles[1]
    assert changed.words == "4 statements"
    assert changed.lines == ("1 new", "1 not stated")
    assert [part.kind for part in changed.bar.parts] == ["kept", "new", "not-stated"]


def test_numbers_are_those_of_the_steps():
    texts = (("Plan", "Sew", "Bake", "Drive"), ("Plan", "Advise ministers", "Bake bread", "Run"))
    levels = [profile(n, section("responsibilities", *text)) for n, text in enumerate(texts)]
    comparison = compare(levels)
    step = comparison.steps[0]
    shown = row(glance_of(comparison), "All statements").tiles[1].lines
    numbers = {"new": step.new, "changed": step.changed, "not stated": step.not_stated}
    assert shown == tuple(f"{number} {what}" for what, number in numbers.items() if number)


def test_few_statements_need_no_bar():
    view = glance(
        profile(1, section("overview", "Plan", "Sew")), profile(2, section("overview", "Plan"))
    )
    changed = row(view, "Overview").tiles[1]
    assert (changed.words, changed.bar) == ("1 not stated", None)


def test_another_note_is_a_change_in_the_same_words():
    one = section("overview", "Plan")
    noted = replace(one, statements=(replace(one.statements[0], note="Now and then"),))
    view = glance(profile(1, one), profile(2, noted))
    assert said(view, "Overview")[1] == (
        [1],
        Edge.CHANGED,
        "The same words, another note or strength",
    )


def test_nothing_is_new_after_a_column_without_the_section():
    view = glance(profile(1), profile(2, section("overview", "Plan")))
    assert said(view, "Overview") == [
        ([0], Edge.NOT_STATED, "Not stated"),
        ([1], Edge.START, "At Grade 3"),
    ]


def test_a_level_of_a_skill_goes_up_and_down_only_in_order():
    asked = (3, 4, 4, 2)
    levels = [profile(n, skills=[skill(level=level)]) for n, level in enumerate(asked)]
    assert said(glance(*levels), "pace") == [
        ([0], Edge.START, "Level 3"),
        ([1, 2], Edge.CHANGED, "Level 4, one level higher, then the same to Grade 3"),
        ([3], Edge.CHANGED, "Level 2, 2 levels lower"),
    ]
    apart = [profile(n, skills=[skill(level=level)], position=1) for n, level in enumerate(asked)]
    assert all(edge is Edge.START for _, edge, _ in said(glance(*apart), "pace"))


def test_salaries_stand_on_one_scale():
    levels = [profile(1, pay=[pay(minimum=30_000)]), profile(2, pay=[pay("National", 20_000)])]
    view = glance(*levels)
    bars = [
        tile.salary
        for title in ("Salary a year, London", "Salary a year, National")
        for tile in row(view, title).tiles
        if tile.salary
    ]
    assert bars[0].start > bars[1].start
    assert bars[0].start + bars[0].width == bars[1].start + bars[1].width


def test_a_band_that_states_nothing_is_empty_and_said_once():
    levels = [
        profile(1, section("overview", "Plan")),
        profile(2, section("overview", "Plan"), section("risk-management", "Mind")),
    ]
    view = glance(levels[0], replace(levels[1], grade=profile(2, structure=2).grade))
    assert [group.heading for group in view.groups] == [
        "Stated for both",
        "Stated for Organisation 2 only",
    ]
    risk = row(view, "Risk-Management")
    assert [tile.edge for tile in risk.tiles] == [Edge.EMPTY, Edge.START]
    assert view.band_starts == (1,)


def test_a_heading_without_statements_is_no_row():
    """Nor where it is the only section, in columns of several bands."""
    levels = [profile(1), replace(profile(2, section("overview")), grade=None)]
    for view in (glance(*levels), glance(profile(1), profile(2, section("overview")))):
        assert [row.title for group in view.groups for row in group.rows] == []
    some = glance(profile(1, section("overview", "Plan")), profile(2, section("overview")))
    assert [tile.edge for tile in row(some, "Overview").tiles] == [Edge.START, Edge.NOT_STATED]


def test_without_statements_skills_are_counted():
    levels = [profile(n, skills=[skill("a", 1 + n), skill("b", 2)]) for n in range(2)]
    view = glance(*levels)
    (everything,) = [one for group in view.groups for one in group.rows if one.kind is Kind.ALL]
    assert everything.title == "All skills"
    assert everything.tiles[1].lines == ("1 higher", "1 the same")


def test_of_levels_in_no_known_order_none_is_higher():
    asked = ("Basic", "Expert", "Expert")
    levels = [
        profile(n, skills=[skill("a", level), skill("b", "Basic")]) for n, level in enumerate(asked)
    ]
    view = glance(*levels)
    (everything,) = [one for group in view.groups for one in group.rows if one.kind is Kind.ALL]
    assert everything.tiles[1].lines == ("1 another level", "1 the same")
    words = "Expert, another level, then the same"
    assert said(view, "a") == [([0], Edge.START, "Basic"), ([1, 2], Edge.CHANGED, words)]
    assert not any(tile.boxes for tile in row(view, "a").tiles)
