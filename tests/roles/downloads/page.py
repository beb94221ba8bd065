"""Reads a comparison back from its page, in the view of the full text."""

from lxml import html

from tests.roles.downloads.said import OUTCOME_WORDS, SKILLS, Read, Said, bare

HIDDEN = ".//*[contains(concat(' ', @class, ' '), ' govuk-visually-hidden ')]"
ASIDE = ".//*[starts-with(@class, 'cap-fate') or @class='cap-compare__alike']"
NOTE = "./span[@class='cap-note']"
STATEMENT = ".//li | .//p[not(contains(@class, 'cap-compare__label'))]"


def of_page(page: str) -> Read:
    (table,) = html.fromstring(page).xpath("//table[contains(@class, 'cap-compare ')]")
    for hidden in table.xpath(HIDDEN):
        if hidden.text_content() != "Not asked for":
            hidden.drop_tree()
    read = Read([said_by(link) for link in table.xpath("./thead//th/a")])
    facts, *bodies = table.xpath("./tbody")
    take_pay(read, facts)
    for body in bodies:
        titles = [said_by(title) for title in body.xpath(".//*[@class='cap-compare__title']")]
        if not titles:
            take_same(read, body)
        elif titles == [SKILLS]:
            take_skills(read, body)
        else:
            take_section(read, body, *titles)
    return read


def said_by(element) -> str:
    return " ".join(element.text_content().split())


def columns_of(cell) -> int:
    return int(cell.get("colspan", 1))


def take_pay(read: Read, body) -> None:
    for head, *cells in body:
        if said_by(head).startswith("Pay a year"):
            texts = [bare(each.text_content()) for each in cells for _ in range(columns_of(each))]
            read.pay[said_by(head)] = [text.removesuffix("foranyofthem") for text in texts]


def take_same(read: Read, body) -> None:
    """A section that all columns have word for word."""
    others = len(read.columns) - 1
    for number, one in enumerate(body.xpath(STATEMENT), start=1):
        text = bare(one.text_content())
        read.statements[said_by(body[0][0]), number] = [Said(text), *[Said(text, "kept")] * others]


def take_section(read: Read, body, title: str) -> None:
    for head, *cells in body[1:]:
        number = int(said_by(head).split(".")[0])
        read.statements[title, number] = [said for cell in cells for said in of_cell(cell)]


def of_cell(cell):
    """What the columns say that share the cell."""
    drop(cell, ASIDE)
    change, said = OUTCOME_WORDS[cell.get("data-fate")], marked(cell)
    yield said._replace(change=change)
    for _ in range(1, columns_of(cell)):
        yield Said(said.text, "kept" if said.text else "")


def drop(cell, path: str) -> str:
    """Take elements out of a cell, and return their text."""
    found = cell.xpath(path)
    text = " ".join(map(said_by, found))
    for element in found:
        element.drop_tree()
    return text


def marked(cell) -> Said:
    """The text of a cell, what was removed and what was added."""
    removed, added = (bare("".join(cell.xpath(f".//{tag}//text()"))) for tag in ("del", "ins"))
    return Said(without("del", cell), "", removed, added)


def without(tag: str, cell) -> str:
    return bare("".join(cell.xpath(f".//text()[not(ancestor::{tag})]")))


def take_skills(read: Read, body) -> None:
    for head, *cells in body[1:]:
        if cells:
            skill = said_by(head)
            read.levels[skill] = [of_level(cell) for cell in cells]
            continue
        raised = [number for number, (_, more) in enumerate(read.levels[skill]) if more]
        for number, increase in zip(raised, head.xpath("./details"), strict=True):
            pairs = increase.xpath(".//tbody/tr")
            if not pairs:
                level, more = read.levels[skill][number]
                read.levels[skill][number] = level + bare(increase[1].text_content()), more
            for pair in pairs:
                take_pair(read, skill, number, pair)


def of_level(cell) -> tuple[str, bool]:
    raised = drop(cell, ASIDE)
    return bare(cell.text_content()), raised == "Raised"


def take_pair(read: Read, skill: str, number: int, row) -> None:
    """A pair of behaviours."""
    only_at = drop(row, ASIDE)
    for kind, cell in zip(("effective", "ineffective"), row, strict=True):
        note = bare(drop(cell, NOTE))
        upper = marked(cell)
        upper = upper._replace(text=upper.text + note)
        where = (skill, kind, number)
        read.take_behaviour(row.get("data-fate"), where, without("ins", cell), upper, only_at)
