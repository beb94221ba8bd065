"""What a file of skills, or of roles with skills, may leave open: the framework, and its scale."""

from collections import Counter
from collections.abc import Mapping, Sequence

from django.db.models import Count

from capframe.plans.files.desired import DesiredEntry
from capframe.plans.files.import_kinds import FileCheck
from capframe.plans.files.questions import Option, Question
from capframe.plans.files.unnamed import PLACES, find_places, words_of
from capframe.spreadsheets import names
from capframe.spreadsheets.faults import shown
from capframe.spreadsheets.table import Record
from skills.importing.scale import Scale, find_open_words
from skills.models import ProficiencyLevel, SkillFramework

FRAMEWORK_QUESTION = "skill-framework"
SCALE_QUESTION = "scale"
FRAMEWORK_COMMAND = (
    "Say --skill-framework and the address of one, or --new-skill-framework and its title, with "
    "--scale and its levels, the lowest first."
)
SCALE_COMMAND = (
    "Say --scale and its levels, the lowest first: --scale basic,advanced,expert; or --scale '' "
    "where their order is not known."
)

ORDER_NOT_SAID = (
    "1 is the lowest. Number them as the framework does; leave all empty where the order is not "
    "known: then pages list them by name and say so."
)
ORDER_SAID = (
    "1 is the lowest. Leave all empty to take the order that their names say, or number them as "
    "the framework does."
)


def framework_question(rows: Sequence[Record], skill: str, levels: Mapping[str, int]) -> Question:
    """Which framework these skills are in, whose rows name none, but how often these levels."""
    titles = Counter(record.get(skill) for record in rows if record.get(skill))
    number = names.count_things(len(titles), "skill")
    return Question(
        FRAMEWORK_QUESTION,
        group=FRAMEWORK_QUESTION,
        title="Which skill framework are these skills in?",
        about=f"The file asks for {number} and names no framework.",
        entries=tuple(_describe_frameworks(levels)),
        rows=len(rows),
        examples=tuple(title for title, _ in titles.most_common(3)),
        command=FRAMEWORK_COMMAND,
        words=words_of(levels.items()),
        about_words=ORDER_SAID if levels and not find_open_words((), levels) else ORDER_NOT_SAID,
    )


def _describe_frameworks(levels: Mapping[str, int]) -> list[Option]:
    """The frameworks that there are, each with its skills and whether its scale has the levels."""
    scales: dict[int, list[str]] = {}
    for framework, title in ProficiencyLevel.objects.in_order().values_list("framework", "title"):
        scales.setdefault(framework, []).append(title)
    counted = SkillFramework.objects.annotate(number=Count("skills")).order_by("title", "pk")
    found = []
    columns = ("pk", "title", "number", "levels_in_order")
    for pk, title, number, in_order in counted.values_list(*columns):
        scale = scales.get(pk, [])
        known = set(map(names.folded, scale))
        effect = [names.count_things(number, "skill")]
        effect += [_describe_scale(scale, in_order)] if scale else []
        words = f"{', '.join(effect)}."
        if scale and known.isdisjoint(map(names.folded, levels)) and levels:
            words += " The file’s levels are not in this scale."
        found.append(Option(str(pk), title, words))
    return found


def _describe_scale(titles: Sequence[str], in_order: bool) -> str:
    if not titles[1:]:
        return titles[0]
    if not in_order:
        return f"{len(titles)} levels whose order is not known"
    return f"{titles[0]} to {titles[-1]}"


def read_scale(
    file: FileCheck,
    framework: DesiredEntry,
    existing: Mapping[int, tuple[str, int]],
    named: Mapping[str, int],
    *,
    in_order: bool,
) -> Scale:
    """The scale of a framework with the levels that a file adds; asks where they stand in it.

    ``named`` are the levels that the file names, each with how often; ``existing`` the title and
    position of each that is there; ``in_order``, whether their order is known.
    """
    given = find_places(file, FRAMEWORK_QUESTION, framework.title) if framework.is_new else None
    words = find_open_words(existing, named)
    if given is not None and not existing:
        if not given and not words:
            return Scale(framework.title, existing, named)
        if not given or all(names.folded(word) in given for word in named):
            return Scale(framework.title, existing, named, given)
    if not words:
        return Scale(framework.title, existing, named, in_order=in_order)
    return Scale(framework.title, existing, named, _ask_places(file, framework, words, named))


def _ask_places(
    file: FileCheck, framework: DesiredEntry, words: Sequence[str], named: Mapping[str, int]
) -> Mapping[str, int] | None:
    """Where the levels of a new scale stand; none where that is not known, None while it is open.

    The first scale of a file is asked under a key that a command can answer.
    """
    is_first = all(question.group != SCALE_QUESTION for question in file.questions)
    folded = {names.folded(word) for word in words}
    question = Question(
        SCALE_QUESTION if is_first else f"{SCALE_QUESTION}|{names.folded(framework.title)}",
        group=SCALE_QUESTION,
        title=f"In what order are the levels of “{shown(framework.title)}”?",
        about="These levels stand in the file, which gives them no order.",
        rows=sum(named[word] for word in words),
        command=SCALE_COMMAND,
        words=words_of((word, named[word]) for word in words),
        about_words=ORDER_NOT_SAID,
    )
    answer = file.ask(question, lambda given: _says_places(given, folded))
    return None if answer is None else answer[PLACES]


def _says_places(answer: object, words: set[str]) -> bool:
    """Whether an answer gives all of these words a place, or none."""
    places = answer.get(PLACES) if isinstance(answer, Mapping) else None
    return isinstance(places, Mapping) and (not places or words <= places.keys())
