import re
from itertools import combinations, pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capframe.base.text_width import text_width
from roles.careers.career_map import career_map_of
from roles.careers.drawing import FONT_SIZE, MARGIN, MOST_DRAWN, MOST_ROWS, PADDING, drawing_of
from tests.roles.careers.map_levels import level


def drawn(*levels):
    """The drawing of role levels, whatever order they come in."""
    ordered = sorted(levels, key=lambda s: (s.grade is None, s.rank.structure, s.rank.position))
    return drawing_of(career_map_of(ordered))


def boxes_of(drawing):
    return {box.level: box for group in drawing.groups for box in group.boxes}


def lines_of(stroke):
    """The points of each unbroken line of a stroke."""
    lines = []
    for command, values in re.findall(r"([MHV])([\d ]+)", stroke.path):
        numbers = [int(number) for number in values.split()]
        if command == "M":
            lines.append([tuple(numbers)])
        else:
            x, y = lines[-1][-1]
            lines[-1].append((numbers[0], y) if command == "H" else (x, numbers[0]))
    return lines


def at(point, boxes):
    """The one box that has a point on its edge."""
    x, y = point
    (found,) = [
        level
        for level, box in boxes.items()
        if (x in (box.x, box.right) and box.y < y < box.bottom)
        or (y in (box.y, box.bottom) and box.x < x < box.right)
    ]
    return found


def steps_drawn(drawing):
    """Every pair of role levels that lines lead from and to, followed from end to end."""
    boxes = boxes_of(drawing)
    within = [lines_of(stroke)[0] for stroke in drawing.strokes if stroke.is_within_role]
    steps = {(at(line[0], boxes), at(line[-1], boxes)) for line in within}
    into = [stroke for stroke in drawing.strokes if not stroke.is_within_role]
    heads = [lines_of(stroke)[0] for stroke in into if stroke.has_arrow]
    for stroke in into:
        if not stroke.has_arrow:
            *tails, ((upright, top), (_, bottom)) = lines_of(stroke)
            assert all(tail[-1][0] == upright and top <= tail[-1][1] <= bottom for tail in tails)
            ends = [h[-1] for h in heads if h[0][0] == upright and top <= h[0][1] <= bottom]
            starts = [at(tail[0], boxes) for tail in tails]
            steps |= set(product(starts, [at(end, boxes) for end in ends]))
    return steps


def meets(line, box):
    """Whether a line runs through the inside of a box."""
    return any(
        min(x1, x2) < box.right
        and max(x1, x2) > box.x
        and min(y1, y2) < box.bottom
        and max(y1, y2) > box.y
        for (x1, y1), (x2, y2) in pairwise(line)
    )


LEVELS = st.tuples(
    st.integers(1, 6),
    st.sampled_from([None, 1, 2, 3, 4]),
    st.integers(1, 3),
    st.sampled_from("ab"),
    st.integers(1, 2),
)
FAMILIES = st.lists(LEVELS, min_size=1, max_size=30, unique=True).map(
    lambda levels: list(
        {
            s.reference: s
            for role, position, order, name, structure in levels
            for s in [level(role, position, order, name=name, structure=structure)]
        }.values()
    )
)


def test_it_works():
    junior, middle, senior, other = level(1, 1), level(1, 2), level(1, 3), level(2, 2)
    drawing = drawn(junior, middle, senior, other)
    boxes = boxes_of(drawing)
    assert boxes[junior].right < boxes[middle].x < boxes[senior].x
    assert boxes[junior].y == boxes[middle].y == boxes[senior].y
    assert boxes[middle].x == boxes[other].x
    assert boxes[middle].bottom < boxes[other].y
    assert steps_drawn(drawing) == {(junior, middle), (middle, senior), (other, senior)}
    assert drawing.leads_within_roles
    assert drawing.leads_into_roles


@given(FAMILIES)
def test_the_lines_are_the_steps(levels):
    drawing = drawn(*levels)
    entries = career_map_of(levels).entries
    assert steps_drawn(drawing) == {
        (entry.level, step) for entry in entries for step in entry.steps_up
    }


def test_a_line_goes_round_a_box_that_stands_between():
    one, equal, next_up = level(1, 1, name="a"), level(1, 1, name="b"), level(1, 1, order=2)
    drawing = drawn(one, equal, next_up)
    boxes = boxes_of(drawing)
    assert boxes[one].bottom < boxes[equal].y < boxes[equal].bottom < boxes[next_up].y
    assert steps_drawn(drawing) == {(one, next_up), (equal, next_up)}
    points = {point for stroke in drawing.strokes for line in lines_of(stroke) for point in line}
    assert boxes[equal].right < max(x for x, _ in points) < drawing.width - 2 * MARGIN + 1
    assert not [b for b in boxes.values() for s in drawing.strokes if meets(lines_of(s)[0], b)]


@given(FAMILIES)
def test_every_role_level_has_a_box_and_no_two_overlap(levels):
    boxes = boxes_of(drawn(*levels))
    assert set(boxes) == set(levels)
    for one, other in combinations(boxes.values(), 2):
        beside = one.right < other.x or other.right < one.x
        assert beside or one.bottom < other.y or other.bottom < one.y


@given(FAMILIES)
def test_no_line_runs_through_a_box(levels):
    drawing = drawn(*levels)
    lines = [line for stroke in drawing.strokes for line in lines_of(stroke)]
    boxes = boxes_of(drawing).values()
    assert not [(line, box) for line in lines for box in boxes if meets(line, box)]


@given(FAMILIES)
def test_all_is_inside_the_drawing(levels):
    drawing = drawn(*levels)
    boxes = boxes_of(drawing).values()
    points = [point for stroke in drawing.strokes for line in lines_of(stroke) for point in line]
    points += [(box.right, box.bottom) for box in boxes]
    assert all(x <= drawing.width - 2 * MARGIN for x, _ in points)
    assert all(y <= drawing.height - 2 * MARGIN for _, y in points)


@pytest.mark.parametrize("title", ["HR", "Head of Learning and Development, Grade 7", "W" * 200])
def test_a_title_stands_in_its_box_in_full(title):
    named = level(1, 2, title=title)
    box = boxes_of(drawn(level(1, 1), named))[named]
    assert "".join(box.lines) == title.replace(" ", "") or " ".join(box.lines) == title
    assert all(text_width(line) * FONT_SIZE <= box.width - 2 * PADDING for line in box.lines)
    assert int(box.text_start) + len(box.lines) * 18 < box.height


def test_eight_grades_fit_a_page_and_a_ninth_does_not():
    assert drawn(*(level(1, n) for n in range(1, 9))).width <= 1140
    assert drawn(*(level(1, n) for n in range(1, 10))).width > 1140


def test_only_a_wide_drawing_asks_for_wide_paper():
    assert not drawn(*(level(1, n) for n in range(1, 4))).is_wide
    assert drawn(*(level(1, n) for n in range(1, 9))).is_wide


def test_levels_without_a_grade_stand_in_their_own_order():
    levels = [level(1, order=n) for n in (1, 2, 5)]
    boxes = boxes_of(drawn(*levels))
    assert boxes[levels[0]].right < boxes[levels[1]].x < boxes[levels[2]].x


def test_the_role_that_leads_on_furthest_comes_first():
    long = [level(2, n) for n in (1, 2, 3)]
    short = level(1, 1)
    boxes = boxes_of(drawn(short, *long))
    assert boxes[long[0]].y < boxes[short].y


def test_without_steps_there_are_no_lines():
    drawing = drawn(level(1, 1), level(2, 1))
    assert drawing.strokes == ()
    assert not drawing.leads_within_roles


def test_an_empty_map_has_no_drawing():
    assert drawn() is None


def test_too_many_boxes_have_no_drawing():
    levels = [level(role, n) for role in range(20) for n in range(1, 6)]
    assert len(boxes_of(drawn(*levels))) == MOST_DRAWN
    assert drawn(*levels, level(99, 1)) is None


def test_too_many_rows_have_no_drawing():
    levels = [level(role, 1) for role in range(MOST_ROWS)]
    assert len(boxes_of(drawn(*levels))) == MOST_ROWS
    assert drawn(*levels, level(99, 1)) is None
