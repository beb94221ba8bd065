"""Tables of skills for export."""

from capframe.base.resources import SOURCE_COLUMNS, EntryResource
from skills.models import (
    Indicator,
    LeadershipExample,
    ProficiencyLevel,
    Skill,
    SkillFramework,
    SkillLevel,
)


class SkillFrameworkResource(EntryResource):
    """Skill frameworks."""

    class Meta:
        model = SkillFramework
        fields = ("slug", "title", "description", *SOURCE_COLUMNS)


class ProficiencyLevelResource(EntryResource):
    """The levels of frameworks' scales."""

    class Meta:
        model = ProficiencyLevel
        fields = ("framework", "position", "title", "description", *SOURCE_COLUMNS)


class SkillResource(EntryResource):
    """Skills."""

    class Meta:
        model = Skill
        fields = (
            "framework",
            "slug",
            "title",
            "kind",
            "definition",
            "position",
            "status",
            *SOURCE_COLUMNS,
        )


class SkillLevelResource(EntryResource):
    """Skills at levels."""

    class Meta:
        model = SkillLevel
        fields = ("skill", "level", "description", *SOURCE_COLUMNS)


class IndicatorResource(EntryResource):
    """Behaviours that show a skill at a level."""

    class Meta:
        model = Indicator
        fields = ("skill_level", "position", "effective", "ineffective", "editors_note")


class LeadershipExampleResource(EntryResource):
    """Examples of leadership."""

    class Meta:
        model = LeadershipExample
        fields = ("skill", "position", "text", *SOURCE_COLUMNS)
