"""Asks whether what is new in a file is what it no longer names, under another name."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Generic

from capframe.plans.files.desired import D, DesiredEntry
from capframe.plans.files.desired_entries import DesiredEntries
from capframe.plans.files.new_names import EXISTING, RENAMES, question_key
from capframe.plans.files.questions import Option, Question
from capframe.plans.files.renames import HALF_ALIKE, Traits, find_gone, pair_renamed, share
from capframe.spreadsheets.faults import Remark, shown


@dataclass(frozen=True, slots=True)
class RenameQuestions(Generic[D]):
    """Asks about the entries of a kind.

    Args:
        stays: what becomes of one that the file leaves out where it was not renamed, as the end of
            a sentence.
        users: what one that refers to it does, and several, up to its title: “role level asks for”.
    """

    entries: DesiredEntries[D]
    stays: str
    users: tuple[str, str] = ("", "")

    def ask_about_new(
        self,
        find_left_out: Callable[[DesiredEntry], Collection[int]],
        read: Callable[[Collection[int]], Mapping[int, Traits]],
        tell: Callable[[D], Traits],
    ) -> None:
        """Ask about what the file adds to wholes of the catalogue.

        Args:
            find_left_out: gives the primary keys of what it leaves out in a whole.
            read: gives the traits of these.
            tell: gives those of a new one.
        """
        new: dict[DesiredEntry, list[D]] = defaultdict(list)
        for one in self.entries.found:
            if one.is_new and not one.within.is_new:
                new[one.within].append(one)
        gone = {whole: left for whole in new if (left := find_left_out(whole))}
        told = {whole: {one: tell(one) for one in new[whole]} for whole in gone}
        asked = [w for w in gone if any(traits.can_be_known for traits in told[w].values())]
        left_out = read({pk for whole in asked for pk in gone[whole]}) if asked else {}
        for whole in asked:
            self.ask(whole, {pk: left_out[pk] for pk in gone[whole]}, told[whole])

    def left_out(self, statuses: Collection[str]) -> Callable[[DesiredEntry], set[int]]:
        """What gives, of a whole that the file names most of, the rest that has such a status."""
        entries, named = self.entries, {one.key for one in self.entries.found}

        def is_there(pk: int) -> bool:
            return entries.existing[pk]["status"] in statuses

        return lambda whole: find_gone(entries.index(whole), named, is_there)

    def ask(self, within: Any, gone: Mapping[int, Traits], new: Mapping[D, Traits]) -> None:
        """Ask about a whole, of which the file leaves some out and has others anew."""
        index, new_names = self.entries.index(within), self.entries.new_names
        for one, pk in pair_renamed(gone, new).items():
            titles = index.titles[pk], one.title
            key = question_key(self.entries.column, within, one.title)
            asked = new_names.ask_renamed(titles, one.record, key, index.slugs[pk], one.slug)
            about = [
                *self._describe(gone[pk], new[one]),
                f"If not, “{shown(titles[0])}” {self.stays}.",
            ]
            if number := len(gone[pk].users):
                uses = f"{number:,} use{'s' if number > 1 else ''}"
                yes = replace(asked.options[0], effect=f"It keeps its history, address and {uses}.")
                asked = replace(asked, options=(yes, *asked.options[1:]))
            self._ask(one, titles, replace(asked, about=" ".join(about)))

    def _ask(self, one: D, titles: tuple[str, str], question: Question) -> None:
        """Ask; where it was asked already whether the name means its near one, as one question."""
        file, column = self.entries.file, self.entries.column
        for place, asked in enumerate(file.questions):
            if asked.key == question.key:
                file.questions[place] = join_questions(asked, question)
                return
        if file.ask(question) is None:
            old, new = map(shown, titles)
            message = (
                f"The file has no {column.noun} “{old}”, and “{new}” is new: it may be the same."
            )
            remedy = f"If it is, say that it was renamed, or write “{old}”."
            file.report.warn(Remark.NEAR, one.record, column.name, message, remedy, RENAMES)

    def _describe(self, gone: Traits, new: Traits) -> Iterator[str]:
        """What of two entries is the same, in sentences."""
        old, number, both = shown(gone.title), len(gone.users), len(gone.users & new.users)
        if both:
            of_all = f"{both:,} of {number:,}" if both < number else f"{number:,}"
            asking = self.users[number > 1]
            yield f"{of_all} {asking} “{old}” now and would ask for “{shown(new.title)}”."
        if gone.code and gone.code == new.code:
            yield f"Both have the code “{shown(gone.code)}”."
        texts, same = gone.folded_texts.total(), (gone.folded_texts & new.folded_texts).total()
        if same == texts == 1:
            yield "What is said of them is the same, word for word."
        elif same == texts:
            yield f"All {texts:,} texts are the same, word for word."
        elif same:
            verb = "are" if same > 1 else "is"
            yield f"{same:,} of its {texts:,} texts {verb} the same, word for word."
        elif (part := share(gone.words, new.words)) >= HALF_ALIKE:
            yield f"{part:.0%} of the words in them are the same."


def join_questions(near: Question, renamed: Question) -> Question:
    """One question instead of two: does a name mean what is nearly called so, or was it renamed?

    Where these are two entries, the question about the near one stays: it has room for one.
    """
    yes, no = renamed.options
    if yes.value not in [option.value for option in near.options]:
        return near
    same = next(one for one in near.options if one.value.startswith(EXISTING))
    keeps = Option(same.value, "Yes, the same, and the catalogue’s name stays")
    about = f"{near.about} {renamed.about}"
    return replace(renamed, about=about, options=(yes, keeps, no), answer=near.answer)
