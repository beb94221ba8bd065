import pytest

from capframe.base.models import Status
from capframe.search.fulltext import CAP
from capframe.search.index import rebuild
from capframe.search.kinds import SEARCH_KINDS
from roles.models import RoleLevel, Statement
from tests.factories import (
    make_family,
    make_grade,
    make_role,
    make_role_level,
    make_section,
    make_skill,
    make_structure,
    make_workstream,
)
from tests.search.asking import heading, headings, page

pytestmark = pytest.mark.django_db


def test_it_works(client):
    make_role_level(
        {"Key responsibilities": ["Manage the café."]},
        role=make_role(title="Keeper", family=make_family(title="Keeping")),
        title="Senior",
        slug="senior",
        grade=make_grade(title="Grade 7", structure=make_structure(title="Zoo")),
        description="Keeps on managing.",
    )
    html = page(client, q="managing")
    assert heading(html) == "2 results for “managing”"
    assert headings(html)[:2] == ["Roles (1)", "Statements (1)"]
    assert (
        '<a class="govuk-link" href="/roles/keeper/senior/" dir="auto">Keeper, Senior</a>' in html
    )
    assert "Grade 7 (Zoo) · Keeping · Home Office" in html
    assert "Keeps on <mark>managing</mark>." in html
    assert (
        'href="/roles/keeper/senior/#section-key-responsibilities" dir="auto">Keeper, Senior</a>'
        in html
    )
    assert "<mark>Manage</mark> the café." in html


def test_one_result_is_one(client):
    make_skill(title="Riding")
    assert heading(page(client, q="riding")) == "1 result for “riding”"


def test_titles_and_details_are_marked_too(client):
    make_skill(title="Riding <zebras>")
    assert "Riding &lt;<mark>zebras</mark>&gt;" in page(client, q="zebra")


def test_kinds_with_the_words_in_a_title_come_first(client):
    make_role_level(role=make_role(title="Keeper"), description="Rides.")
    make_workstream(title="Riding")
    make_skill(title="Riding")
    html = page(client, q="riding")
    assert headings(html)[:3] == ["Skills (1)", "Workstreams (1)", "Roles (1)"]


def test_the_first_ten_of_a_kind_lead_to_all(client):
    for number in range(12):
        make_skill(title=f"Riding {number}")
    html = page(client, q="riding & more <b>")
    assert heading(html) == "12 results for “riding & more <b>”"
    assert html.count("cap-entries__item") == 10
    assert (
        '<a class="govuk-link" href="?q=riding%20%26%20more%20%3Cb%3E&amp;kind=skills">'
        "All 12 skills</a>" in html
    )


def test_all_of_a_kind_come_by_pages(client):
    for number in range(26):
        make_skill(title=f"Riding {number}")
    make_workstream(title="Riding")
    first, second = (page(client, q="riding", kind="skills", page=number) for number in (1, 2))
    assert heading(first) == "Skills: 26 results for “riding”"
    assert first.count("cap-entries__item") == 25
    assert "?q=riding&amp;kind=skills&amp;page=2" in first
    assert second.count("cap-entries__item") == 1
    assert "<title>Skills: 26 results for “riding”, page 2 – Capframe</title>" in second
    assert '<a class="govuk-link" href="?q=riding">Results of every kind</a>' in second


def test_more_than_the_cap_is_said(client):
    section = make_section(make_role_level())
    Statement.objects.bulk_create(
        Statement(section=section, position=n, text=f"Zebra {n}") for n in range(CAP + 1)
    )
    make_skill(title="Zebra")
    rebuild()
    html = page(client, q="zebra")
    assert heading(html) == "More than 101 results for “zebra”"
    assert "Statements (more than 100)" in headings(html)
    assert "The first 100 statements</a>" in html
    html = page(client, q="zebra", kind="statements")
    assert heading(html) == "Statements: more than 100 results for “zebra”"
    assert "Only 100 of them are listed. Add a word to find fewer." in html


def test_where_nothing_has_all_words_some_are_enough_and_it_says_so(client):
    make_skill(title="Riding")
    html = page(client, q="riding unicorns")
    assert heading(html) == "1 result for “riding unicorns”"
    assert "No result has all of these words. These results have some of them." in html


@pytest.mark.parametrize("kind", ["", "skills"])
@pytest.mark.parametrize(
    ("query", "message"),
    [("unicorn", "has this word"), ("unicorns graze", "has any of these words")],
)
def test_no_results_say_what_to_try(client, kind, query, message):
    html = page(client, q=query, kind=kind)
    assert f"no results for “{query}”" in heading(html).lower()
    assert message in html
    assert 'href="/roles/"' in html


@pytest.mark.parametrize("query", [{}, {"q": ""}, {"q": " \n"}, {"q": "\x00"}, {"kind": "skills"}])
def test_an_empty_query_says_what_can_be_searched(client, query):
    html = page(client, **query)
    assert heading(html) == "Search"
    assert "You can search for words in:" in html


@pytest.mark.parametrize("query", ["🙂", '"""', "* - ()"])
def test_a_query_without_words_says_so(client, query):
    assert "There is no word to search for" in page(client, q=query)


@pytest.mark.parametrize(
    "query",
    [
        "AND OR NOT",
        "NEAR(a b, 2)",
        'title_stems : "riding"',
        "riding* -riding ^riding",
        "'riding':A & !x | (y)",
        "riding'; DROP TABLE search_searchentry; --",
        "riding\x00riding",
        "%s %(q)s {q} \\",
        "<script>riding</script>",
        "🙂 riding",
    ],
)
def test_operators_are_words(client, query):
    make_skill(title="Riding")
    html = page(client, q=query)
    assert "<script>riding" not in html
    assert "\x00" not in html


@pytest.mark.parametrize("query", ["riding " * 1_100, "x" * 7_900, "🙂" * 650, " " * 7_900])
def test_a_very_long_query_is_a_page(client, query):
    make_skill(title="Riding")
    html = page(client, q=query)
    assert len(html) < 20_000
    assert ("Your search was too long" in html) == bool(query.strip())


def test_more_than_twelve_words_are_left_off_and_it_says_so(client):
    html = page(client, q="one two three four five six seven eight nine ten eleven twelve thirteen")
    assert "only its first 12 words" in html


@pytest.mark.parametrize("kind", ["unicorns", "Skills", "skills\x00", "rolelevels,skills"])
def test_an_unknown_kind_is_refused(client, kind):
    html = page(client, status=400, q="riding", kind=kind)
    assert "is not a kind of result" in html
    for name in SEARCH_KINDS:
        assert name in html


@pytest.mark.parametrize("kind", ["", "skills"])
@pytest.mark.parametrize(("number", "status"), [("x", 400), ("0", 404), ("999999", 404)])
def test_a_page_that_is_not_there_is_refused(client, kind, number, status):
    make_skill(title="Riding")
    page(client, status=status, q="riding", kind=kind, page=number)


def test_what_is_withdrawn_vanishes_at_once(client):
    level = make_role_level({"Duties": ["Ride."]}, role=make_role(title="Riding"))
    assert heading(page(client, q="riding")) == "2 results for “riding”"
    level.role.status = Status.WITHDRAWN
    level.role.save()
    assert heading(page(client, q="riding")) == "No results for “riding”"


@pytest.mark.parametrize(("number", "queries"), [(8, 1), (800, 2)])
def test_one_query_finds_all_and_a_second_the_best_of_too_many(
    client, django_assert_num_queries, number, queries
):
    role = make_role(title="Rider", family=make_family(title="Riding"))
    level = make_role_level({"Duties": ["Ride."]}, role=role)
    shared = {"role": role, "family": role.family, "source": level.source, "status": level.status}
    RoleLevel.objects.bulk_create(
        RoleLevel(title=f"Riding {n}", slug=f"riding-{n}", place="Page 1", **shared)
        for n in range(number)
    )
    make_skill(title="Riding")
    rebuild()
    for query in ({"q": "riding"}, {"q": "ride", "kind": "rolelevels"}):
        with django_assert_num_queries(queries):
            page(client, **query)
    with django_assert_num_queries(2 + queries):
        page(client, q="ride unicorns")
    with django_assert_num_queries(0):
        page(client, q="")


def test_a_statement_of_several_levels_says_where_it_stands(client, django_assert_num_queries):
    role = make_role(title="Keeper", slug="keeper")
    for order, title in enumerate(("K1", "K2", "K3"), start=1):
        make_role_level(
            {"Duties": ["Feed the <zebra>."]},
            role=role,
            title=title,
            slug=title.lower(),
            level_order=order,
        )
    with django_assert_num_queries(2):
        html = page(client, q="feed zebra")
    assert '<span dir="auto">Keeper, K1 to K3</span>' in html
    assert "Feed</mark> the &lt;<mark>zebra" in html
    assert '<span class="govuk-visually-hidden">Keeper, </span>K2</a>' in html
    assert "<details class" not in html.split("</header>")[1]
    other = make_role(title="Guard", slug="guard")
    for title in ("G1", "G2", "G3"):
        make_role_level(
            {"Duties": ["Feed the <zebra>."]}, role=other, title=title, slug=title.lower()
        )
    with django_assert_num_queries(1):
        html = page(client, q="feed zebra")
    assert '<span dir="auto">Keeper, K1 and 5 more roles</span>' in html
    assert ">6 places where it stands<" in html


def test_a_name_in_the_address_that_is_not_known_is_said_and_a_blank_value_is_none(client):
    assert "asks for “knd”, which" in " ".join(page(client, q="plan", knd="roles").split())
    text = page(client, q="plan", kind="", colour="")
    assert "which this page does not know" not in text
