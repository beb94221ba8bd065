"""The levels of the catalogue's scales: which of them a row of a file means, or a heading."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from functools import cached_property, partial

from django.db.models import QuerySet

from capframe.plans.files.choices import Choices
from capframe.plans.files.name_index import Key, NameIndex, index_within
from capframe.plans.files.questions import Option
from capframe.plans.files.value_columns import MEANS, ValueColumn
from capframe.plans.files.wide_tables import Matched, TableHead
from capframe.spreadsheets import names
from capframe.spreadsheets.placeholders import is_placeholder
from capframe.spreadsheets.table import Record
from skills.columns import (
    FRAMEWORK,
    LEVEL,
    LEVEL_AS_HEADING,
    LEVEL_DESCRIPTION,
    SKILL,
    SkillColumns,
)
from skills.importing.scale import WORDS, Scale
from skills.models import ProficiencyLevel, Skill, SkillFramework

# Below this many characters a text is a name or a note rather than what a skill asks for.
SHORTEST_TEXT = 40


class KnownLevels:
    """The scales of all frameworks, read in two queries, and the skills in a third where needed."""

    def __init__(self, columns: SkillColumns, choices: Choices) -> None:
        self.columns = columns
        self.default = choices.defaults.get(columns.framework.name)
        frameworks = SkillFramework.objects.order_by("pk").values_list("pk", "title", "slug")
        self.frameworks = NameIndex(frameworks)
        levels = read_levels(ProficiencyLevel.objects.all())
        self.scales: dict[Key, Scale] = {
            framework: Scale(self.frameworks.titles[framework], levels[framework], ())
            for framework in levels
        }
        self._titles = {title for scale in self.scales.values() for title in scale.titles.values()}

    @cached_property
    def _skills(self) -> Mapping[int, NameIndex]:
        return index_within(Skill.objects.all(), "framework_id")

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


def read_levels(entries: QuerySet) -> dict[int, dict[int, tuple[str, int]]]:
    """Title and position of these levels, by framework and primary key."""
    levels: dict[int, dict[int, tuple[str, int]]] = defaultdict(dict)
    columns = ("pk", "framework_id", "title", "position")
    for pk, framework, title, position in entries.values_list(*columns):
        levels[framework][pk] = title, position
    return levels


def list_levels(scale: Scale) -> list[Option]:
    """What a value can mean among the levels of a scale, the lowest first."""
    keys = sorted(scale.titles, key=scale.positions.__getitem__)
    return [Option(f"{MEANS}{scale.titles[key]}", scale.titles[key]) for key in keys]


def level_values(
    columns: SkillColumns, nothing: Option | None = None, nothing_cell: str = ""
) -> ValueColumn:
    """The column of a kind of file that names levels of skills.

    ``nothing`` is the option of a row that can do without a level, with what stands in its cell.
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


def match_level_headings(head: TableHead) -> Matched:
    """The columns with those whose headings are levels of a scale: a known one, or a likely one."""
    if SKILL.name not in head.matched or {LEVEL.name, LEVEL_DESCRIPTION.name} & {*head.matched}:
        return head.matched
    unknown = head.unknown_headings
    found = find_known_levels([head.headings[place] for place in unknown], head)
    places = [place for place in unknown if head.headings[place] in found]
    if not places and head.is_guessing:
        places = [place for place in unknown if holds_texts(head.samples[place])]
        places = places if len(places) > 1 else []
    return head.match(places, LEVEL_AS_HEADING.name)


def find_known_levels(headings: Sequence[str], head: TableHead) -> set[str]:
    """The headings that are levels of one scale: of the chosen framework, else of that with most.

    One alone is a level only where the framework was chosen.
    """
    chosen = head.defaults.get(FRAMEWORK.name)
    levels = ProficiencyLevel.objects.order_by("pk")
    scales: dict[int, set[str]] = defaultdict(set)
    for framework, title in levels.values_list("framework_id", "title"):
        scales[framework].add(names.folded(title))
    if chosen is not None and chosen in scales:
        return {one for one in headings if names.folded(one) in scales[chosen]}
    found = [
        {one for one in headings if names.folded(one) in scale}
        for scale in (set(WORDS), *scales.values())
    ]
    most = max(found, key=len)
    return most if len(most) > 1 else set()


def holds_texts(samples: Sequence[str]) -> bool:
    """Whether the values are texts of some length, but for cells that say nothing."""
    texts = [one for one in samples if not is_placeholder(one)]
    return bool(texts) and all(len(one) >= SHORTEST_TEXT for one in texts)
