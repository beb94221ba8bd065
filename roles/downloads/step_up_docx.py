"""The step-up sheet as a Word document, in the order of the page."""

from docx.document import Document

from capframe.base.worddiff import Piece, WordChange
from roles.compare.words import HOW_TO_READ, REWRITTEN
from roles.downloads.word import (
    add_heading,
    add_paragraph,
    add_pieces,
    add_row,
    add_table,
    add_text,
    as_bytes,
    new_document,
)
from roles.step_up.sheet import StatementGroup, StepUpSheet
from roles.step_up.skill_groups import SkillGroup, SkillLine


def step_up_docx(sheet: StepUpSheet) -> bytes:
    document = new_document(f"Step-up sheet: {sheet.title}", table_size=9)
    for paragraph in sheet.summary:
        add_text(document.add_paragraph(), paragraph)
    add_facts(document, sheet)
    *how_to_read, _ = HOW_TO_READ
    against = Piece(WordChange.SAME, f", compared with {sheet.step.names[0]}. {REWRITTEN}")
    add_pieces(document.add_paragraph(), (*how_to_read, against))
    add_remark(document, sheet.skills_remark)
    for skills in sheet.skills:
        add_heading(document, f"Skills and competencies: {skills.title}", 2)
        add_skills(document, skills)
    add_remark(document, sheet.sections_remark)
    groups = (sheet.qualifications, sheet.asking)
    asking = (group for group in groups if group.lines)
    for statements in (*asking, *sheet.sections):
        add_heading(document, statements.title, 2)
        add_statements(document, statements, sheet.step.names[0])
    add_sources(document, sheet)
    return as_bytes(document)


def add_remark(document: Document, remark: str) -> None:
    """What the sources do not say, if anything."""
    if remark:
        add_text(document.add_paragraph(), remark, italic=True)


def add_facts(document: Document, sheet: StepUpSheet) -> None:
    table = add_table(document, ["", *sheet.step.names, "Difference"], [2, 3, 3, 4])
    for fact in sheet.facts:
        texts = (fact.label, fact.before, fact.after, fact.difference)
        for cell, text in zip(add_row(table), texts, strict=True):
            add_text(add_paragraph(cell), text, bold=text is fact.label)
    for note in sheet.step.pay_notes:
        add_text(document.add_paragraph(), note)


def add_skills(document: Document, group: SkillGroup) -> None:
    """Skills that share one outcome: with their behaviours, or as a list of names."""
    for line in group.lines:
        if group.in_full:
            add_heading(document, skill_and_levels(line), 3)
            add_behaviours(document, line)
        else:
            add_text(document.add_paragraph(style="List Bullet"), skill_and_levels(line))


def skill_and_levels(line: SkillLine) -> str:
    return ": ".join(filter(None, (line.skill.marked_title, line.levels)))


def add_behaviours(document: Document, line: SkillLine) -> None:
    for one in line.behaviours:
        paragraph = document.add_paragraph(style="List Bullet")
        add_text(paragraph, f"{one.label}: " if one.label else "", bold=True)
        add_pieces(paragraph, one.pieces)
        if one.before:
            add_text(paragraph, f" (At {one.level_before}: {one.before})", italic=True)


def add_statements(document: Document, group: StatementGroup, start: str) -> None:
    if group.lines:
        table = add_table(document, ["Change", "Statement"], [1, 4])
    for line in group.lines:
        label, text = add_row(table)
        add_text(add_paragraph(label), line.label, bold=True)
        add_pieces(add_paragraph(text), line.pieces)
        if line.asks:
            add_text(add_paragraph(text), line.asks.capitalize(), italic=True)
        if line.before:
            add_text(add_paragraph(text), f"At {start}: {line.before}", italic=True)
        if line.note:
            add_text(add_paragraph(text), f"Note: {line.note}", italic=True)


def add_sources(document: Document, sheet: StepUpSheet) -> None:
    add_heading(document, "Sources", 2)
    for level in (sheet.step.start, sheet.step.goal):
        source = f"{level.source.title} ({level.source.publisher}), {level.place}"
        add_text(document.add_paragraph(), f"{level.title}: {source}")
