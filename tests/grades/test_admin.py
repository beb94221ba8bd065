import re
from html import unescape

import pytest
from django.urls import reverse

from grades.models import Grade
from tests.admin_forms import edit, load, problems, send
from tests.factories import make_grade, make_pay, make_role_level, make_structure

pytestmark = pytest.mark.django_db


def change_url(entry):
    meta = entry._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[entry.pk])


def pay(number, **values):
    return {f"pay_ranges-{number}-{name}": str(value) for name, value in values.items()}


def test_a_grade_is_made_with_its_pay(admin_client):
    structure = make_structure()
    add = reverse("admin:grades_grade_add")
    fields = load(admin_client, add) | {"structure": structure.pk, "title": "SEO", "slug": "seo"}
    fields |= {"position": "1", "source": structure.source.pk, "place": "Annex I"}
    fields |= {"pay_ranges-TOTAL_FORMS": "1"}
    fields |= pay(0, location="London", minimum=39_333, maximum=45_232, employer=" Home Office ")
    fields |= pay(0, period="year", currency="GBP")
    answer = send(admin_client, add, fields)
    assert answer.status_code == 302, problems(answer)
    made = Grade.objects.get().pay_ranges.get()
    assert (made.minimum, made.maximum, made.place) == (39_333, 45_232, "Annex I")
    assert made.employer == "Home Office"


def test_employers_in_use_are_suggested_once_wherever_they_are_named(admin_client):
    grade = make_grade()
    make_pay(grade, employer="home office")
    level = make_role_level(grade=grade, employer="Home Office")
    make_role_level(employer="Cabinet Office")
    for entry in (grade, grade.pay_ranges.get(), level):
        page = admin_client.get(change_url(entry)).text
        options = re.findall('<option value="([^"]*ffice)">', page)
        assert list(dict.fromkeys(options)) == ["Cabinet Office", options[-1]]
        assert options[-1].casefold() == "home office"
        assert re.search('<input type="text" [^>]*list="[^"]*employer-suggestions"', page)


def test_a_grades_pay_is_changed_with_it(admin_client):
    grade = make_grade()
    range_ = make_pay(grade)
    edit(admin_client, change_url(grade), pay(0, maximum=50_000, valid_from="2026-04-01"))
    range_.refresh_from_db()
    assert (range_.maximum, str(range_.valid_from)) == (50_000, "2026-04-01")


def test_a_minimum_above_the_maximum_is_refused(admin_client):
    grade = make_grade()
    make_pay(grade)
    fields = load(admin_client, change_url(grade)) | pay(0, minimum=90_000)
    answer = send(admin_client, change_url(grade), fields)
    assert "The minimum is more than the maximum: swap them." in answer.content.decode()


def test_a_position_taken_is_refused(admin_client):
    first, second = make_grade(), make_grade()
    fields = load(admin_client, change_url(second)) | {"position": str(first.position)}
    answer = send(admin_client, change_url(second), fields)
    assert "Another grade of this structure has this position." in answer.content.decode()


def test_a_structure_links_to_its_grades_most_junior_first(admin_client):
    structure = make_structure()
    senior = make_grade(structure=structure, position=2, title="A senior one")
    junior = make_grade(structure=structure, position=1, title="The junior one")
    page = unescape(admin_client.get(change_url(structure)).content.decode())
    assert page.index(change_url(junior)) < page.index(change_url(senior))


def test_a_structure_with_grades_is_not_deleted(admin_client):
    grade = make_grade()
    address = reverse("admin:grades_gradestructure_delete", args=[grade.structure.pk])
    page = unescape(admin_client.get(address).content.decode())
    assert "This grade structure cannot be deleted, because it is in use" in page
    assert f'Grade: <a href="{change_url(grade)}">{grade}</a>' in page


def test_a_grade_goes_with_its_pay(admin_client):
    grade = make_grade()
    make_pay(grade)
    address = reverse("admin:grades_grade_delete", args=[grade.pk])
    assert "£30,000 to £40,000" in admin_client.get(address).content.decode()
    admin_client.post(address, {"post": "yes"})
    assert not Grade.objects.exists()


def test_a_grade_in_use_stays(admin_client):
    level = make_role_level(grade=make_grade())
    admin_client.post(reverse("admin:grades_grade_delete", args=[level.grade.pk]), {"post": "yes"})
    assert Grade.objects.exists()


def test_other_names_are_tidied_found_and_kept_in_the_history(admin_client):
    grade = make_grade(title="Grade 7")
    edit(admin_client, change_url(grade), aliases=" G7 \r\n\r\nGr  7\r\n")
    grade.refresh_from_db()
    assert grade.aliases == grade.history.latest().aliases == "G7\nGr 7"
    history = reverse("admin:grades_grade_history", args=[grade.pk])
    assert "Other names" in admin_client.get(history).text
    listed = admin_client.get(reverse("admin:grades_grade_changelist"), {"q": "gr 7"}).text
    assert change_url(grade) in listed


def test_another_name_that_a_grade_beside_it_has_is_refused_by_the_fields(admin_client):
    make_grade(title="Grade 7", aliases="G7")
    other = make_grade(title="Grade 6")
    fields = load(admin_client, change_url(other))
    answer = send(admin_client, change_url(other), fields, aliases="g7", title="G7")
    errors = answer.context["adminform"].form.errors
    assert errors == {
        "aliases": ["“g7” is its name already. Remove it: once is enough."],
        "title": [
            "“G7” is another name of the grade “Grade 7”. Choose another one, or remove it from "
            "the other names there."
        ],
    }


def test_pay_is_kept_without_a_location(admin_client):
    grade = make_grade()
    range_ = make_pay(grade)
    edit(admin_client, change_url(grade), pay(0, location=" "))
    range_.refresh_from_db()
    assert range_.location == ""
    assert str(range_) == f"{grade.title}: £30,000 to £40,000 a year"
    assert str(range_) in admin_client.get(change_url(range_)).text
