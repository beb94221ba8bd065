"""The questions that files leave open, by what they are about: what each group is called."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from capframe.imports.questions.forms import AnswersForm, OptionsForm
from capframe.imports.questions.order_forms import NewEntryForm, PlacesForm
from capframe.imports.questions.value_forms import ValuesForm
from capframe.plans.files.new_names import NEAR_DUPLICATES, RENAMES
from capframe.plans.files.questions import Question

PER_PAGE = 10


@dataclass(frozen=True, slots=True)
class QuestionGroup:
    """How the questions of a group are asked.

    Args:
        title: of the page that asks them.
        one: what a line that counts them calls one, for example “grade to match”; empty where the
            question itself says it.
        many: what it calls several.
        form: in which they are answered.
        template: of the page, in ``templates/imports``.
    """

    title: str = "Questions about the file"
    one: str = ""
    many: str = "questions"
    form: type[AnswersForm] = OptionsForm
    template: str = "questions"

    def count(self, asked: Sequence[Question]) -> str:
        """Some of them: “12 grades to match”."""
        if asked[1:]:
            return f"{len(asked):,} {self.many}"
        return f"1 {self.one}" if self.one else asked[0].title


# By the name that questions and addresses have; a group that is not here is called questions.
QUESTION_GROUPS: dict[str, QuestionGroup] = {
    NEAR_DUPLICATES: QuestionGroup(
        title="Names that are nearly another’s",
        one="name that is nearly another’s",
        many="names that are nearly another’s",
        template="question_names",
    ),
    "grade-names": QuestionGroup(
        title="Which grades are these?",
        one="grade to match",
        many="grades to match",
        form=ValuesForm,
        template="values",
    ),
    "level-names": QuestionGroup(
        title="Which levels of skills are these?",
        one="level of skills to match",
        many="levels of skills to match",
        form=ValuesForm,
        template="values",
    ),
    "skill-framework": QuestionGroup(
        title="Which skill framework are these skills in?",
        form=NewEntryForm,
        template="question_entry",
    ),
    "grade-structure": QuestionGroup(
        title="Which grade structure are these grades in?",
        form=NewEntryForm,
        template="question_entry",
    ),
    "role-families": QuestionGroup(
        title="Are these one role each?",
        one="role with several job families",
        many="roles with several job families",
    ),
    "scale": QuestionGroup(
        title="In what order are these levels?",
        many="scales of levels to put in order",
        form=PlacesForm,
        template="question_places",
    ),
    RENAMES: QuestionGroup(
        title="Names that may have been changed",
        one="name that may have been changed",
        many="names that may have been changed",
        template="question_names",
    ),
}


def find_group(name: str) -> QuestionGroup:
    return QUESTION_GROUPS.get(name, QuestionGroup())


@dataclass(frozen=True, slots=True)
class AnsweredQuestion:
    """A question that was answered.

    Args:
        title: the question.
        answer: in words.
        query: of the group's address, where it can be changed.
    """

    title: str
    answer: str
    query: str


@dataclass(slots=True)
class AskedGroup:
    """What a file was asked in one group.

    Args:
        name: of the group, in its address.
        group: how it is asked.
        open: the questions without an answer.
        answered: those with one.
    """

    name: str
    group: QuestionGroup
    open: list[Question] = field(default_factory=list)
    answered: list[AnsweredQuestion] = field(default_factory=list)

    @property
    def count(self) -> str:
        """How many are open, in words: “12 grades to match”."""
        return self.group.count(self.open)

    @property
    def is_required(self) -> bool:
        return any(question.is_required for question in self.open)

    @property
    def listed(self) -> Sequence[AnsweredQuestion]:
        """The answered ones, where they are few enough to be listed one by one."""
        return self.answered if len(self.answered) <= PER_PAGE else ()

    @property
    def answered_count(self) -> str:
        return f"{len(self.answered):,} answered"


def group_questions(questions: Iterable[Question]) -> list[AskedGroup]:
    """The questions by group, in the order in which they were asked."""
    found: dict[str, AskedGroup] = {}
    for question in questions:
        asked = found.setdefault(
            question.group, AskedGroup(question.group, find_group(question.group))
        )
        if question.is_open:
            asked.open.append(question)
        else:
            number = len(asked.open) + len(asked.answered)
            answer = asked.group.form.describe(question, question.answer)
            query = f"?page={number // PER_PAGE + 1}"
            asked.answered.append(AnsweredQuestion(question.title, answer, query))
    return list(found.values())


def questions_of(name: str, questions: Iterable[Question]) -> list[Question]:
    """Those of one group."""
    return [question for question in questions if question.group == name]


def is_answered_since(questions: Iterable[Question], answers: Mapping[str, Any]) -> bool:
    """Whether a question has another answer now than the file was checked with."""
    return any(one.find_answer(answers) != one.answer for one in questions)
