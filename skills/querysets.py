"""Questions about skill frameworks, skills and their levels."""

from typing import Self

from django.db.models import Prefetch

from capframe.base.querysets import EntryQuerySet


class SkillFrameworkQuerySet(EntryQuerySet):
    def with_sections(self) -> Self:
        """Each with what is said of it, heading by heading, and the sources of that."""
        sections = self.entries_of("sections").in_order().select_related("source")
        return self.prefetch_related(Prefetch("sections", sections))

    def with_scale(self) -> Self:
        """Each with the levels of its scale and their sources, the lowest first."""
        scale = self.entries_of("levels").in_order().select_related("source")
        return self.prefetch_related(Prefetch("levels", scale))


class SkillQuerySet(EntryQuerySet):
    def with_framework(self) -> Self:
        return self.select_related("framework")

    def in_framework_order(self) -> Self:
        """Framework by framework, in each as its source has them."""
        return self.order_by("framework__title", "framework", "position", "title")


class SkillLevelQuerySet(EntryQuerySet):
    def with_indicators(self) -> Self:
        """The lowest level first, each with its behaviours in order and its source."""
        indicators = self.entries_of("indicators").in_order()
        return (
            self.in_order()
            .select_related("level", "source")
            .prefetch_related(Prefetch("indicators", indicators))
        )
