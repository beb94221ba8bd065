"""What the view of one step says in words, the same on its page and in its files."""

from roles.compare.step_view import Part, StepPart, StepView
from roles.compare.steps import StepSummary
from roles.compare.words import count_statements


def part_title(part: StepPart) -> str:
    if part.is_unmatched:
        return "In a section that only one has"
    if part.part is Part.ONE_SIDED:
        titles = [title for title, number in one_sided(part) if number]
        return " and ".join(titles).capitalize()
    return TITLES[part.part]


TITLES = {
    Part.REWORDED: "Reworded",
    Part.REWRITTEN: "Rewritten",
    Part.KEPT: "The same",
}
REMARKS = {
    Part.REWORDED: "; the words that differ are marked",
    Part.REWRITTEN: "; fewer than half of the words are the same",
    Part.KEPT: "",
}
BESIDE_EACH_OTHER = "; beside each other where a note, a strength or the last words differ"


def part_remark(part: StepPart, step: StepView) -> str:
    """How many statements it holds, and how to read them."""
    before, after = step.summary.names
    if part.is_one_sided:
        numbers = ((part.new, after), (part.not_stated, before))
        only = ", ".join(f"{number} only at {name}" for number, name in numbers if number)
        return f"{only}; the other may ask for it all the same" if part.is_unmatched else only
    remark = count_statements(len(part.statements)) + REMARKS[part.part]
    differs = part.part is Part.KEPT and any(section.pairs for section in part.sections)
    return remark + (BESIDE_EACH_OTHER if differs else "")


def part_numbers(part: StepPart) -> str:
    """How many statements it holds, in two or three words: “12 new, 9 not stated”."""
    if part.part is Part.ONE_SIDED:
        return ", ".join(f"{number} {word}" for word, number in one_sided(part) if number)
    return f"{len(part.statements)} {part_title(part).lower()}"


def one_sided(part: StepPart) -> tuple[tuple[str, int], tuple[str, int]]:
    return ("new", part.new), ("not stated", part.not_stated)


def step_numbers(step: StepSummary) -> str:
    """All its numbers: “5 the same, 13 changed, 12 new, 12 not stated”."""
    numbers = {
        "the same": step.kept,
        "changed": step.changed,
        "new": step.new,
        "not stated": step.not_stated,
        "in a section that only one has": step.unmatched,
    }
    return ", ".join(f"{number} {what}" for what, number in numbers.items() if number)
