"""What sections of text have in common, whatever they stand in, and their statements."""

from typing import Any

from django.db import models

from capframe.base.models import Entry, Sourced
from roles.section_texts import StatementBlock, StatementText, blocks_of


class SectionLayout(models.TextChoices):
    """How the source prints the section's statements."""

    PROSE = "prose", "Paragraphs"
    BULLETS = "bullets", "Bulleted list"


class HeadedSection(Sourced):
    """An ordered heading with statements under it."""

    title_fields = ("heading",)
    implied_fields = (*Sourced.implied_fields, "layout")

    heading = models.CharField(
        max_length=200, help_text="As the source prints it, for example “Key Responsibilities”."
    )
    position = models.PositiveSmallIntegerField(
        default=1, help_text="Its place in the list: 1 comes first."
    )
    layout = models.CharField(
        max_length=10,
        choices=SectionLayout,
        default=SectionLayout.BULLETS,
        help_text="Whether the source prints these statements as paragraphs or as bullets. Among "
        "paragraphs, begin a bullet with “- ”.",
    )

    # The relation that each model of statements gives its sections.
    statements: Any

    class Meta:
        abstract = True

    @property
    def blocks(self) -> tuple[StatementBlock, ...]:
        """Its statements as they are set."""
        statements = (StatementText(one.text, one.note) for one in self.statements.all())
        return blocks_of(statements, is_list=self.layout == SectionLayout.BULLETS)


class SectionStatement(Entry):
    """One statement under a heading. Its source and place are those of its section."""

    part_of = "section"
    title_fields = ("text",)

    position = models.PositiveSmallIntegerField(
        default=1, help_text="Its place in the list: 1 comes first."
    )
    text = models.TextField(help_text="One statement, in the source’s words.")
    note = models.TextField(
        blank=True,
        help_text="A footnote that the source hangs on this statement, without its asterisks.",
    )

    class Meta:
        abstract = True
