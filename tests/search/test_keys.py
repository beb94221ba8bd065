"""The words that search knows, where lists, choices and the admin ask for them."""

import pytest

from capframe.base.models import Status
from capframe.base.word_search import has_title_words, has_words
from grades.models import Grade
from roles.models import Qualification, RoleLevel
from skills.models import Skill
from tests.factories import make_family, make_role, make_role_level, make_skill

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper():
    role = make_role(title="Keeper", family=make_family(title="Zoo"))
    return make_role_level({"Duties": ["Co-ordinates feeding."]}, role=role, title="Senior")


def found(model, *arguments, **options):
    return set(model.objects.filter(has_words(model, *arguments, **options)))


@pytest.mark.parametrize("typed", ["coordinate", "keepers feed", "duties zoo", "senior"])
def test_a_role_level_has_the_words_of_its_statements(keeper, typed):
    make_role_level({"Other": ["Nothing."]})
    assert found(RoleLevel, typed) == {keeper}


def test_titles_alone_may_be_asked(keeper):
    assert found(RoleLevel, "keeper", in_title=True) == {keeper}
    assert found(RoleLevel, "feeding", in_title=True) == set()


def test_drafts_are_found_for_whoever_may_see_them():
    draft = make_skill(title="Riding", status=Status.DRAFT)
    assert found(Skill, "ride") == {draft}


@pytest.mark.parametrize(
    ("model", "typed"), [(Qualification, "cipd"), (Grade, "* 🙂"), (Grade, "")]
)
def test_what_no_index_knows_is_not_answered(model, typed):
    assert has_words(model, typed) is None


@pytest.mark.parametrize("typed", ["Managing", "manag", "ris", "risk manage", ""])
def test_a_few_letters_are_enough_to_choose(typed):
    skill = make_skill(title="Risk managing")
    assert set(Skill.objects.filter(has_title_words(Skill, typed, "title"))) == {skill}
    assert not Skill.objects.filter(has_title_words(Skill, "camel", "title"))


def test_the_admin_finds_by_the_same_words(admin_client):
    make_skill(title="Co-ordinating zebras", status=Status.DRAFT)
    text = admin_client.get("/admin/skills/skill/", {"q": "coordinates"}).text
    assert "Co-ordinating zebras" in text
    term = {"term": "coordinate", "app_label": "roles", "model_name": "skillrequirement"}
    answer = admin_client.get("/admin/autocomplete/", term | {"field_name": "skill"})
    assert [one["text"] for one in answer.json()["results"]] == ["Co-ordinating zebras"]


def test_the_list_finds_as_search_does(client, keeper):
    for typed in ("coordinate", "co-ordinate", "keeper’s", "keeper's"):
        assert "Keeper" in client.get("/roles/", {"q": typed}).text
    assert "Keeper" not in client.get("/roles/", {"q": "camel"}).text
