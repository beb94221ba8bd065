import re
from html import unescape
from urllib.parse import urlencode

import pytest

from roles.models import SkillRequirement
from tests.factories import (
    make_grade,
    make_requirement,
    make_role,
    make_role_level,
    make_role_levels,
    make_skill,
    make_source,
)

pytestmark = pytest.mark.django_db

SEO, GRADE_7 = "hr-project-management/seo", "hr-business-partner/grade-7"


def get(client, *values, **named):
    """The answer to these parameters; those that are given as pairs may come twice."""
    query = [*values, *((name.rstrip("_"), value) for name, value in named.items())]
    return client.get("/step-up/?" + urlencode(query))


def text_of(answer):
    """What a reader sees: tags taken out, white space as one space."""
    return " ".join(unescape(re.sub(r"<[^>]*>", "", answer.content.decode())).split())


def ladder(number, **values):
    role = make_role()
    return [make_role_level(role=role, grade=make_grade(), **values) for _ in range(number)]


@pytest.fixture
def sheet(client, catalogue):
    return text_of(get(client, from_=SEO, to=GRADE_7))


def test_it_works(client):
    low, high = ladder(2, sections={"Responsibilities": ["The same text"]})
    answer = get(client, from_=low.reference, to=high.reference)
    assert answer.status_code == 200
    assert f"From {low.full_title} to {high.full_title}" in text_of(answer)
    assert "Kept The same text" in text_of(answer)


def test_the_five_competencies_that_rise_are_named(sheet):
    assert (
        "HR Business Partner, Grade 7 asks for 6 competencies. 5 rise from Level 3 to Level 4: "
        "Leading and Communicating, Collaborating and Partnering, Seeing the Big Picture, "
        "Delivering at Pace and Managing a Quality Service. "
        "1 is new: Changing and Improving (Level 4)."
    ) in sheet


@pytest.mark.parametrize(
    ("skill", "behaviour"),
    [
        ("Leading and Communicating", "Confidently engage with stakeholders and colleagues"),
        ("Collaborating and Partnering", "Actively build and maintain a network of colleagues"),
        ("Seeing the Big Picture", "Adopt a Government-wide perspective to ensure alignment"),
        ("Delivering at Pace", "Clarify business priorities, roles and responsibilities"),
        ("Managing a Quality Service", "Exemplify positive customer service behaviours"),
    ],
)
def test_what_level_4_adds_stands_under_each(sheet, skill, behaviour):
    _, raised, added = sheet.rpartition(f"{skill}: from Level 3 to Level 4")
    assert raised
    assert behaviour in added


def test_changing_and_improving_is_new(sheet):
    _, new, asked = sheet.partition("New Changing and Improving: Level 4")
    assert new
    assert "Understand and identify the role of technology in public service delivery" in asked


def test_the_qualifications_for_what_they_are(sheet):
    _, _, below = sheet.rpartition(" Qualifications ")
    assert below.startswith(
        "Kept CIPD: required Not stated at HR Business Partner, Grade 7 "
        "Prince 2: ideal or equivalent Statements that ask for qualifications "
        "Kept Be CIPD qualified. Not stated at HR Business Partner, Grade 7 "
        "Ideally be Prince 2 qualified, or equivalent. "
        "Other statements"
    )
    assert "qualified" not in below.partition("Other statements")[2]


def test_a_qualification_rises_where_the_two_documents_differ_in_strength(client, catalogue):
    goal = "organisation-design-and-development-consultant/grade-6"
    text = text_of(get(client, from_="deputy-head-of-capability/grade-7", to=goal))
    assert "The qualification CIPD rises from ideal or working towards it to required." in text
    assert "Raised CIPD: from ideal or working towards it to required" in text
    assert "Rewritten Be CIPD qualified." in text


def test_pay_before_and_after(sheet):
    assert "London salary, £39,333 to £45,232 a year, becomes £52,969 to £62,239 a year." in sheet
    assert (
        "Salary, London (Home Office, date not stated) "
        "£39,333 to £45,232 a year £52,969 to £62,239 a year "
        "£13,636 more at the minimum, £17,007 more at the maximum"
    ) in sheet


def test_statements_of_each_outcome(sheet):
    for said in (
        "New Be experienced in guiding leaders through effective organisational change;",
        "Kept Have operational and strategic HR experience;",
        "Not stated at HR Business Partner, Grade 7 Have proven project management experience "
        "and a track record of delivery",
    ):
        assert said in sheet


def test_reworded_statements_are_marked(client, catalogue):
    text = get(client, from_=SEO, to=GRADE_7).content.decode()
    assert '<ins class="cap-ins"><span class="govuk-visually-hidden">added: </span>have' in text


def test_a_renamed_role_level_is_found_by_its_old_address(client):
    low, high = ladder(2)
    old = low.reference
    low.slug = "renamed"
    low.save()
    answer = get(client, from_=old, to=high.reference)
    assert answer.context["sheet"].step.start.pk == low.pk


def test_a_renamed_role_level_that_is_a_draft_is_missing(client):
    low, high = ladder(2)
    old = low.reference
    low.slug, low.status = "renamed", "draft"
    low.save()
    answer = get(client, from_=old, to=high.reference)
    assert answer.status_code == 404
    assert old in text_of(answer)


def test_an_old_and_the_new_address_of_one_are_the_same_role_level(client):
    (level,) = ladder(1)
    old = level.reference
    level.slug = "renamed"
    level.save()
    answer = get(client, from_=old, to=level.reference)
    assert answer.status_code == 400
    assert "to itself" in text_of(answer)


def test_without_a_start_there_is_no_file(client):
    answer = client.get("/step-up/?format=docx")
    assert answer.status_code == 400
    assert "does not say from which role level" in text_of(answer)


@pytest.mark.parametrize("name", ["from", "to", "format"])
def test_a_repeated_parameter_is_named(client, name):
    low, high = ladder(2)
    answer = get(client, (name, "a/b"), from_=low.reference, to=high.reference, format="docx")
    assert answer.status_code == 400
    assert f"The address says “{name}=” 2 times: “a/b”, “" in text_of(answer)


def test_the_same_twice_is_refused(client):
    (level,) = ladder(1)
    answer = get(client, from_=level.reference, to=level.reference)
    assert answer.status_code == 400
    assert f"leads from {level.full_title} to itself" in text_of(answer)


@pytest.mark.parametrize("name", ["from", "to"])
@pytest.mark.parametrize("text", ["x", "/", "a/", "/b", "a/b/c", "a\0/b", "<script>/x/"])
def test_what_is_no_reference(client, name, text):
    (level,) = ladder(1)
    answer = get(client, *({"from": level.reference, "to": level.reference} | {name: text}).items())
    assert answer.status_code == 400
    assert "does not name a role level" in text_of(answer)
    assert "<script>" not in answer.content.decode()


@pytest.mark.parametrize("name", ["from", "to"])
def test_a_huge_reference_is_missing_and_shown_short(client, name):
    (level,) = ladder(1)
    huge = {"from": level.reference, "to": level.reference} | {name: "a" * 7_500 + "/b"}
    answer = get(client, *huge.items())
    assert answer.status_code == 404
    assert len(answer.content) < 20_000


@pytest.mark.parametrize("name", ["from", "to"])
@pytest.mark.parametrize("status", ["draft", "withdrawn"])
def test_an_unpublished_one_is_named(client, name, status):
    (level,) = ladder(1)
    hidden = make_role_level(status=status).reference
    answer = get(
        client, *({"from": level.reference, "to": level.reference} | {name: hidden}).items()
    )
    assert answer.status_code == 404
    assert f"no role level at “{hidden}”" in text_of(answer)


def test_the_address_to_copy_says_only_what_makes_the_sheet(client):
    low, high = ladder(2)
    answer = get(client, from_=low.reference, to=high.reference, colour="x" * 5000)
    named = f"?from={low.reference}&amp;to={high.reference}"
    assert f'value="http://testserver/step-up/{named}"' in answer.text
    assert "xxx" not in answer.text
    assert "asks for “colour”, which this page does not know" in answer.text
    assert "asks for" not in text_of(get(client, from_=low.reference, format="", colour=" "))


def test_a_deleted_one_is_named(client):
    low, high = ladder(2)
    gone = high.reference
    high.delete()
    answer = get(client, from_=low.reference, to=gone)
    assert answer.status_code == 404
    assert gone in text_of(answer)


@pytest.mark.parametrize("name", ["pdf", "DOCX", "a\0b", "x" * 7_500])
def test_an_unknown_format_is_refused_by_name(client, name):
    low, high = ladder(2)
    answer = get(client, from_=low.reference, to=high.reference, format=name)
    assert answer.status_code == 400
    assert "is not a format of a step-up sheet. Use one of these: docx" in text_of(answer)
    assert len(answer.content) < 20_000


def test_a_file_of_where_next_is_refused(client):
    (level,) = ladder(1)
    answer = get(client, from_=level.reference, format="docx")
    assert answer.status_code == 400
    assert "to which role level" in text_of(answer)


def test_the_sheet_is_downloaded_under_its_name(client):
    low, high = ladder(2)
    answer = get(client, from_=low.reference, to=high.reference, format="docx")
    assert answer.content.startswith(b"PK")
    assert answer["Content-Type"].endswith("wordprocessingml.document")
    assert re.fullmatch(
        r'attachment; filename="step-up-role-\d+-level-\d+-to-role-\d+-level-\d+.docx"',
        answer["Content-Disposition"],
    )


def test_the_longest_addresses_make_a_name_that_file_systems_take(client):
    low, high = ladder(2)
    high.slug = "very-" * 19 + "long"
    high.save()
    answer = get(client, from_=low.reference, to=high.reference, format="docx")
    assert re.search(r'"step-up-[-a-z\d]{1,92}[a-z]\.docx"', answer["Content-Disposition"])


def test_where_next_lists_the_next_grades_and_roles_elsewhere(client, catalogue):
    answer = get(client, from_=SEO)
    ups = [step.goal.reference for step, _, _ in answer.context["up"]]
    assert ups[0] == GRADE_7
    assert len(ups) == 5
    assert {step.goal.grade.title for step, _, _ in answer.context["elsewhere"]} == {"Grade 6"}
    text = text_of(answer)
    assert (
        "41% of its skills and 55% of its statements carry over. Asks for 5 of the 5 competencies"
        " asked for here, 5 of them at a higher level. 1 is new: Changing and Improving (Level 4)."
        " It has 9 statements: 3 are worded the same here, 4 are changed and 2 are new."
    ) in text
    assert f'href="/step-up/?from={SEO}&amp;to={GRADE_7}"' in answer.content.decode()


def test_what_has_no_skills_says_that_there_is_nothing_to_measure_by(client):
    (level,) = ladder(1)
    text = text_of(get(client, from_=level.reference))
    assert "This source lists no skills for this role, so nothing can be matched by skills." in text
    assert "The catalogue has no higher grade of this role or family." in text


def test_two_documents_are_named_both(client):
    low, high = ladder(2)
    high.source = make_source(title="Another document")
    high.save()
    text = text_of(get(client, from_=low.reference, to=high.reference))
    assert "The two come from different documents" in text
    assert f"Source of {high.title}: Another document" in text


def test_a_role_levels_page_leads_to_the_sheet_and_to_where_next(client, catalogue):
    text = client.get(f"/roles/{SEO}/").content.decode()
    assert f'href="/step-up/?from={SEO}&amp;to={GRADE_7}"' in text
    assert f'href="/step-up/?from={SEO}"' in text


@pytest.mark.parametrize("statements", [3, 60])
def test_a_sheet_takes_four_queries(client, django_assert_num_queries, statements):
    low, high = ladder(2, sections={"Overview": [f"Text {n}" for n in range(statements)]})
    # The role levels, their sections, their skills; and the order of the role that they are of.
    with django_assert_num_queries(4):
        get(client, from_=low.reference, to=high.reference)


@pytest.mark.parametrize("others", [8, 800])
def test_where_next_takes_eight_queries_however_many(client, django_assert_num_queries, others):
    skill = make_skill()
    low, _ = ladder(2)
    make_requirement(low, skill, 3)
    requirements = [
        SkillRequirement(role_level=level, skill=skill, source=level.source, place="Skills")
        for level in make_role_levels(others)
    ]
    SkillRequirement.objects.bulk_create(requirements)
    with django_assert_num_queries(8):
        get(client, from_=low.reference)
