import re
from itertools import combinations, pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capframe.base.text_width import text_width
from roles.careers.boxes import FONT_SIZE, PADDING
from roles.careers.career_map import career_map_of
from roles.careers.drawing import MARGIN, MOST_DRAWN, MOST_ROWS, drawings_of
from tests.roles.careers.map_levels import level


def drawn_bands(*levels):
    """The bands of role levels, whatever order these come in, each with its drawing."""
    ordered = sorted(levels, key=lambda s: (s.grade is None, s.rank.structure, s.rank.position))
    return drawings_of(career_map_of(ordered))


def drawn(*levels):
    """The drawing of role levels of one band."""
    ((_, drawing),) = drawn_bands(*levels)
    return drawing


def boxes_of(drawing):
    return {box.level: box for group in drawing.groups for box in group.boxes}


def stacks_of(drawing):
    """The boxes that stand together, by each of their levels."""
    return {
        box.level: stack
        for group in drawing.groups
        for stack in group.stacks
        for box in stack.boxes
    }


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


def at(point, stacks):
    """The levels of the one stack that has a point on its edge."""
    x, y = point
    found = [
        level
        for level, stack in stacks.items()
        if (x in (stack.x, stack.right) and stack.y < y < stack.bottom)
        or (y in (stack.y, stack.bottom) and stack.x < x < stack.right)
    ]
    assert len({stacks[level] for level in found}) == 1
    return found


def steps_drawn(drawing):
    """Every pair of role levels that lines lead from and to, followed from end to end."""
    boxes = stacks_of(drawing)
    within = [lines_of(stroke)[0] for stroke in drawing.strokes if stroke.is_within_role]
    steps = set()
    for line in within:
        steps |= set(product(at(line[0], boxes), at(line[-1], boxes)))
    into = [stroke for stroke in drawing.strokes if not stroke.is_within_role]
    heads = [lines_of(stroke)[0] for stroke in into if stroke.has_arrow]
    for stroke in into:
        if not stroke.has_arrow:
            *tails, ((upright, top), (_, bottom)) = lines_of(stroke)
            assert all(tail[-1][0] == upright and top <= tail[-1][1] <= bottom for tail in tails)
            ends = [h[-1] for h in heads if h[0][0] == upright and top <= h[0][1] <= bottom]
            starts = [start for tail in tails for start in at(tail[0], boxes)]
            steps |= set(product(starts, [one for end in ends for one in at(end, boxes)]))
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


# A role whose order nothing states: then none of its levels has a place.
UNORDERED = 6
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
            for role, position, place, name, structure in levels
            for order in [None if role == UNORDERED else place]
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
    """None that is no step; and where a drawing lacks one, it says so."""
    entries = career_map_of(levels).entries
    steps = {(entry.level, step) for entry in entries for step in entry.steps_up}
    for _, drawing in drawn_bands(*levels):
        if drawing:
            of_it = {(start, end) for start, end in steps if start in boxes_of(drawing)}
            assert steps_drawn(drawing) <= of_it
            assert drawing.leaves_out == (steps_drawn(drawing) != of_it)


def test_levels_that_share_a_place_share_a_box():
    one, equal, next_up = level(1, 1, 1, name="a"), level(1, 1, 1, name="b"), level(1, 1, 2)
    drawing = drawn(one, equal, next_up)
    boxes, stacks = boxes_of(drawing), stacks_of(drawing)
    assert boxes[one].bottom == boxes[equal].y
    assert stacks[one] == stacks[equal]
    assert boxes[equal].bottom < boxes[next_up].y
    assert steps_drawn(drawing) == {(one, next_up), (equal, next_up)}
    assert len(drawing.strokes) == 1


def test_a_band_has_a_drawing_of_its_own():
    graded, elsewhere, ungraded = level(1, 1), level(1, 2, structure=2), level(2)
    titles, drawings = zip(*drawn_bands(graded, elsewhere, ungraded), strict=True)
    assert [band.title for band in titles] == ["Org 1", "Org 2", "No grade stated"]
    assert [list(boxes_of(drawing)) for drawing in drawings] == [[graded], [elsewhere], [ungraded]]
    assert [drawing.leaves_out for drawing in drawings] == [True, False, False]


def test_without_an_order_a_level_has_a_box_at_its_grade_alone():
    graded, ungraded = level(1, 1, None), level(1, None, None)
    (_, drawing), (_, nothing) = drawn_bands(graded, ungraded)
    assert (list(boxes_of(drawing)), nothing) == ([graded], None)


@given(FAMILIES)
def test_every_role_level_with_a_place_has_a_box_and_no_two_overlap(levels):
    drawings = [drawing for _, drawing in drawn_bands(*levels) if drawing]
    found = [one for drawing in drawings for one in boxes_of(drawing)]
    assert set(found) == {one for one in levels if one.grade or one.rank.place}
    assert len(found) == len(set(found))
    for drawing in drawings:
        for one, other in combinations(boxes_of(drawing).values(), 2):
            beside = one.right < other.x or other.right < one.x
            assert beside or one.bottom <= other.y or other.bottom <= one.y


@given(FAMILIES)
def test_no_line_runs_through_a_box(levels):
    for drawing in [drawing for _, drawing in drawn_bands(*levels) if drawing]:
        lines = [line for stroke in drawing.strokes for line in lines_of(stroke)]
        boxes = boxes_of(drawing).values()
        assert not [(line, box) for line in lines for box in boxes if meets(line, box)]


@given(FAMILIES)
def test_all_is_inside_the_drawing(levels):
    for drawing in [drawing for _, drawing in drawn_bands(*levels) if drawing]:
        boxes = boxes_of(drawing).values()
        points = [point for one in drawing.strokes for line in lines_of(one) for point in line]
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
    levels = [level(1, place=n) for n in (1, 2, 5)]
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
    assert drawn_bands() == []


def test_too_many_boxes_have_no_drawing():
    levels = [level(role, n) for role in range(20) for n in range(1, 6)]
    assert len(boxes_of(drawn(*levels))) == MOST_DRAWN
    assert drawn(*levels, level(99, 1)) is None


def test_too_many_rows_have_no_drawing():
    levels = [level(role, 1) for role in range(MOST_ROWS)]
    assert len(boxes_of(drawn(*levels))) == MOST_ROWS
    assert drawn(*levels, level(99, 1)) is None
