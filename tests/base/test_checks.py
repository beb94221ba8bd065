import pytest
from django.core.checks import run_checks
from django.db import models
from django.test.utils import isolate_apps

from capframe.base.checks import check_part_of, check_title_fields
from capframe.base.models import Entry, Source, entry_models
from roles.models import Section


def found(model):
    return [error.id for error in check_part_of(model)]


def part(**declared):
    """A model that declares this, beside what every entry has."""
    attributes = {"__module__": __name__, "natural_key_fields": ("source__slug",), **declared}
    attributes["Meta"] = type("Meta", (), {"abstract": True})
    return type("Part", (Entry,), attributes)


def test_every_model_declares_rightly_what_it_is_part_of():
    assert not [error for error in run_checks() if error.id.startswith("capframe.")]
    assert not [error for model in entry_models() for error in model.check()]


def test_what_every_model_declares():
    declared = {model.__name__: model.part_of for model in entry_models() if model.part_of}
    assert declared == {
        "FamilySection": "family",
        "FamilyStatement": "section",
        "FrameworkSection": "framework",
        "Indicator": "skill_level",
        "LeadershipExample": "skill",
        "Milestone": "workstream",
        "PayRange": "grade",
        "ProficiencyLevel": "framework",
        "QualificationRequirement": "statement",
        "Section": "role_level",
        "SkillLevel": "skill",
        "SkillRequirement": "role_level",
        "Statement": "section",
    }


def test_a_model_that_declares_nothing():
    assert found(part()) == ["capframe.E001"]


@pytest.mark.parametrize(
    "field",
    [
        models.TextField(),
        models.ForeignKey(Source, models.CASCADE, null=True, related_name="+"),
        models.ForeignKey("sites.Site", models.CASCADE, related_name="+"),
    ],
    ids=["text", "may be empty", "no entry"],
)
@isolate_apps("tests")
def test_a_field_that_names_no_whole(field):
    assert found(part(part_of="source", source=field)) == ["capframe.E002"]


def test_a_field_that_is_not_there(monkeypatch):
    monkeypatch.setattr(Section, "part_of", "level")
    assert found(Section) == ["capframe.E002"]


def test_an_entry_with_pages_of_its_own(monkeypatch):
    monkeypatch.setattr(Section, "get_absolute_url", str, raising=False)
    assert found(Section) == ["capframe.E003"]


def test_a_natural_key_without_the_whole(monkeypatch):
    monkeypatch.setattr(Section, "natural_key_fields", ("section_type__slug",))
    assert found(Section) == ["capframe.E004"]


@pytest.mark.parametrize("name", ["title", "position", "section_type"])
def test_a_title_that_is_no_text_of_the_model(name, monkeypatch):
    monkeypatch.setattr(Section, "title_fields", ("heading", name))
    assert [error.id for error in check_title_fields(Section)] == ["capframe.E005"]
