"""The levels of the catalogue's scales: which of them a row of a file means."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from functools import cached_property, partial

from capframe.plans.files.choices import Choices
from capframe.plans.files.name_index import Key, NameIndex
from capframe.plans.files.questions import Option
from capframe.plans.files.value_columns import MEANS, ValueColumn
from capframe.spreadsheets.table import Record
from skills.columns import SkillColumns
from skills.importing.scale import Scale
from skills.models import ProficiencyLevel, Skill, SkillFramework


class KnownLevels:
    """The scales of all frameworks, read in two queries, and the skills in a third where needed.

    Args:
        columns: what the kind of file calls what it says of skills.
        choices: of whoever imports.
    """

    def __init__(self, columns: SkillColumns, choices: Choices) -> None:
        self.columns = columns
        self.default = choices.defaults.get(columns.framework.name)
        frameworks = SkillFramework.objects.order_by("pk").values_list("pk", "title", "slug")
        self.frameworks = NameIndex(frameworks)
        levels: dict[int, dict[int, tuple[str, int]]] = defaultdict(dict)
        named = ("pk", "framework_id", "title", "position")
        for pk, framework, title, position in ProficiencyLevel.objects.values_list(*named):
            levels[framework][pk] = (title, position)
        self.scales: dict[Key, Scale] = {
            framework: Scale(self.frameworks.titles[framework], levels[framework], ())
            for framework in levels
        }
        self._titles = {title for scale in self.scales.values() for title in scale.titles.values()}

    @cached_property
    def _skills(self) -> Mapping[int, NameIndex]:
        skills: dict[int, NameIndex] = defaultdict(NameIndex)
        columns = ("pk", "title", "slug", "aliases", "framework_id")
        for pk, title, slug, aliases, framework in Skill.objects.values_list(*columns):
            skills[framework].add(pk, title, slug)
            skills[framework].add_aliases(pk, aliases)
        return skills

    def is_known(self, record: Record) -> bool:
        """Whether the scale of a row's framework, if there is one, has its level."""
        scales = [self.scales[key] for key in self._frameworks_of(record) if key in self.scales]
        name = record.get(self.columns.level.name)
        return all(scale.find_level(name) is not None for scale in scales)

    def _frameworks_of(self, record: Record) -> Collection[Key]:
        """The framework that a row names, that was chosen, or that the skill's name says."""
        if name := record.get(self.columns.framework.name):
            return self.frameworks.find_keys(name)
        if self.default is not None:
            return [self.default]
        skill = record.get(self.columns.skill.name)
        return [key for key, index in self._skills.items() if index.find_keys(skill)]

    def cells_of(self, meant: str) -> Mapping[str, str] | None:
        """The cells of a row at the level of this title."""
        return {self.columns.level.name: meant} if meant in self._titles else None

    def list_options(self, record: Record | None = None) -> list[Option]:
        """The levels of the scale of a row's framework; none without a row: scales differ."""
        keys = self._frameworks_of(record) if record else ()
        options = [
            one for key in keys if key in self.scales for one in list_levels(self.scales[key])
        ]
        return list(dict.fromkeys(options))


def list_levels(scale: Scale) -> list[Option]:
    """What a value can mean among the levels of a scale, the lowest first."""
    keys = sorted(scale.titles, key=scale.positions.__getitem__)
    return [Option(f"{MEANS}{scale.titles[key]}", scale.titles[key]) for key in keys]


def level_values(
    columns: SkillColumns, nothing: Option | None = None, nothing_cell: str = ""
) -> ValueColumn:
    """The column of a kind of file that names levels of skills.

    Args:
        columns: what the kind calls what it says of skills.
        nothing: that a value is no level, where a row can do without one.
        nothing_cell: what stands in a cell without one.
    """
    return ValueColumn(
        group="level-names",
        noun="level",
        name=columns.level.name,
        within=columns.framework.name,
        example=columns.skill.name,
        read=partial(KnownLevels, columns),
        nothing=nothing,
        nothing_cells={columns.level.name: nothing_cell},
    )
