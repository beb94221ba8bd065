"""The page and the files say the same, because all are made from one comparison."""

import re
from html import unescape
from itertools import chain
from urllib.parse import urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from capframe.base.worddiff import WordChange
from roles.compare.comparison import compare
from roles.compare.words import HOW_TO_READ
from roles.downloads.formats import FORMATS
from roles.downloads.lines import blocks_of
from roles.loading import load_profiles
from roles.models import Statement
from tests.factories import (
    make_grade,
    make_pay,
    make_requirement,
    make_role_level,
    make_skill,
    make_skill_level,
    make_structure,
)
from tests.roles.downloads.files import bare, of_comparison, of_csv, of_docx, of_xlsx
from tests.roles.plain import TYPES, pay, profile, section, skill

# What is there for screen readers alone, but for what they and the files say in the same words.
HIDDEN = re.compile('<span class="govuk-visually-hidden">(?!Nothing stated<).*?</span>')
READERS = {"csv": of_csv, "xlsx": of_xlsx, "docx": of_docx}
LADDER = [
    f"policy-and-performance/{code}"
    for code in ("ppp07", "pap08", "pap09", "pap10", "pap11", "pap12", "pap13", "pap14")
]
HR = ["hr-project-management/seo", "hr-business-partner/grade-7"]
OTHERS = [*HR, "head-of-profession/head-of-profession", "chief-data-officer/senior-civil-service"]

TWO_BANDS = ["senior-hr-business-partner/grade-6", HR[1], *LADDER[-2:]]
ONE_GRADE = [HR[1], "deputy-head-of-capability/grade-7", "head-of-talent/grade-6"]


def loaded(references):
    return compare(load_profiles([tuple(each.split("/")) for each in references]))


@pytest.mark.usefixtures("catalogue")
@pytest.mark.parametrize(
    "references",
    [LADDER, HR, OTHERS, TWO_BANDS, ONE_GRADE],
    ids=["ladder", "hr", "others", "two bands", "one grade"],
)
def test_the_four_say_the_same(client, references):
    assert_the_four_say_the_same(client, references)


@pytest.mark.django_db
def test_what_is_not_there_all_four_say_is_not_there(client):
    """Sections, pay, behaviours and levels of skills that only some have; one that all have."""
    same = ["The very same", "In all of them"]
    sections = [{"Overview": same}, {"Overview": same, "Duties": ["Plan"]}, {"Overview": same}]
    grades = make_structure()
    levels = [make_role_level(said, grade=make_grade(structure=grades)) for said in sections]
    make_pay(levels[1].grade)
    Statement.objects.filter(text="Plan").update(note="As the others do")
    silent, spoken = make_skill(), make_skill()
    for position, level in enumerate(levels, start=1):
        make_requirement(level, silent, position)
        make_skill_level(spoken, position, [(f"Lead {position}", ""), ("", "Follow")][:position])
    make_requirement(levels[0], spoken, 1)
    make_requirement(levels[2], spoken, None)
    make_requirement(levels[1], make_skill(), None)
    assert_the_four_say_the_same(client, [level.reference for level in levels])


def assert_the_four_say_the_same(client, references):
    comparison = loaded(references)
    for name in FORMATS:
        assert read_back(name, comparison) == of_comparison(comparison), name
    response = client.get(
        "/compare/?" + urlencode([*(("level", each) for each in references), ("view", "full")])
    )
    page = re.sub(HIDDEN, "", response.content.decode())
    cells = [cell for line in lines_on_the_page(comparison) for cell in line.cells]
    shown = text_without("del", page), text_without("ins", page)
    said = {bare(text) for cell in cells for text in (cell.text, cell.note)}
    assert {text for text in said if not any(text in each for each in shown)} == set()
    for tag, change in (("del", WordChange.REMOVED), ("ins", WordChange.ADDED)):
        how_to_read = HOW_TO_READ if comparison.steps else ()
        pieces = chain(how_to_read, *(cell.pieces for cell in cells))
        marked = [piece.text for piece in pieces if piece.change is change]
        assert sorted(words_in(tag, page)) == sorted(map(bare, marked))


def read_back(name, comparison):
    return list(READERS[name](FORMATS[name](comparison)))


def lines_on_the_page(comparison):
    """The lines that the page has in the same words: not the facts and the sources' headings."""
    facts, *blocks = blocks_of(comparison)
    yield from (line for line in facts.lines if line.label.startswith(("Salary,", "Quali")))
    for block in blocks:
        yield from (line for line in block.lines if line.label != "Heading in the source")


def words_in(tag, page):
    return [
        bare(unescape(each)) for each in re.findall(f"<{tag}.*?>(.*?)</{tag}>", page, re.DOTALL)
    ]


def text_without(tag, page):
    shown = re.sub(f"<{tag} .*?</{tag}>", "", page, flags=re.DOTALL)
    return bare(unescape(re.sub("<[^>]*>", "", shown)))


# What spreadsheets and XML trip over.
NASTY = [
    "=1+1",
    '=HYPERLINK("https://example.org")',
    "'=1+1",
    "@SUM(A1)",
    "-1+1",
    "\tTab",
    "\rReturn",
    "- a point",
    "#N/A",
    "_x0041_",
    "a\x00b\x0bc\ufffe",
    'One "two",\nthree; four\r\nfive\t<six> & seven',
    "007",
    "1e5",
]
texts = st.sampled_from(NASTY) | st.text(min_size=1).filter(str.strip)
# Brackets are how a CSV marks words: in a text of its own they would be read as marks here.
words = texts.map(lambda text: text.translate(str.maketrans("", "", "[]{}:")) or "x")
sections = st.dictionaries(st.sampled_from(TYPES), st.lists(words, max_size=3), max_size=3)
pairs = st.lists(st.tuples(words | st.just(""), words | st.just("")).filter(any), max_size=2)
skills = st.lists(st.tuples(st.sampled_from([None, 1, 2, 3]), pairs), max_size=1)
structures = st.sampled_from([1, 1, 1, 2, None])
ladders = st.lists(st.tuples(structures, sections, skills), min_size=2, max_size=4)


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=25, deadline=None)
@given(ladder=ladders)
def test_no_text_is_lost_whatever_it_is(name, ladder):
    columns = [
        profile(
            n,
            *(section(slug, *those) for slug, those in said.items()),
            skills=[skill("pace", level, pairs) for level, pairs in asked],
            position=n,
            structure=structure,
            pay=[pay("London", n, n + 1)] if n % 2 else [],
        )
        for n, (structure, said, asked) in enumerate(ladder, start=1)
    ]
    comparison = compare(columns)
    assert read_back(name, comparison) == of_comparison(comparison)


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("text", ["word " * 8_000, "x" * 40_000, "😀" * 20_000, "line\n" * 900])
def test_a_long_text_is_not_cut_off(name, text):
    columns = [profile(n, section("overview", each)) for n, each in enumerate([text, "Short"])]
    comparison = compare(columns)
    assert read_back(name, comparison) == of_comparison(comparison)
