"""Job families in the admin."""

from django.contrib import admin

from capframe.base.admin import SOURCE_FIELDS, STATUS_FIELDS, BulkField, RelatedEntriesMixin
from capframe.base.admin.form_parts import ORIGIN
from capframe.base.admin.new_entries import NewEntriesInline
from capframe.base.querysets import order_in_whole
from capframe.plans.admin import EntryAdmin, MergeMixin, StatusAdmin
from roles.admin.order_page import OrderPageMixin
from roles.admin.sections import HeadedSectionInline, SavesStatementsMixin, StatementInline
from roles.models import FamilySection, FamilyStatement, JobFamily, Role


class FamilySectionInline(HeadedSectionInline):
    """What sources say of the whole family, under their own headings."""

    model = FamilySection


class FamilyStatementInline(StatementInline):
    model = FamilyStatement


class NewRoleInline(NewEntriesInline):
    """New roles on the form of their family."""

    model = Role
    fields = ("title", "slug", "role_type", *ORIGIN)
    pasted_fields = ("title", "role_type")
    second_column = "the role type"


@admin.register(JobFamily)
class JobFamilyAdmin(
    MergeMixin, OrderPageMixin, SavesStatementsMixin, RelatedEntriesMixin, StatusAdmin
):
    """A family with what is said of it, on one page."""

    listed_relation = "roles"
    inlines = (FamilySectionInline, NewRoleInline)
    list_display = ("title", "status", "source")
    list_filter = ("status", "source")
    list_select_related = ("source",)
    search_fields = ("title", "slug", "sections__statements__text")
    autocomplete_fields = ("successor", "source")
    fieldsets = ((None, {"fields": ("title", "slug", *STATUS_FIELDS)}), SOURCE_FIELDS)


@admin.register(FamilySection)
class FamilySectionAdmin(EntryAdmin):
    """A family's section, where its statements carry notes."""

    inlines = (FamilyStatementInline,)
    list_display = ("heading", "family", "position", "layout", "source")
    list_filter = ("family", "layout", "source")
    list_select_related = ("family", "source")
    bulk_fields = (BulkField("heading", alike="heading"),)
    search_fields = ("heading", "family__title")
    ordering = ("family__title", *order_in_whole(FamilySection))
    autocomplete_fields = ("family", "source")
    fieldsets = (
        (None, {"fields": ("family", "heading", "position", "layout")}),
        SOURCE_FIELDS,
    )


@admin.register(FamilyStatement)
class FamilyStatementAdmin(EntryAdmin):
    """What is said of all families in one list. It is easier edited with the family."""

    list_display = ("text", "section", "family", "position", "note")
    list_filter = (("note", admin.EmptyFieldListFilter), "section__family")
    list_select_related = ("section__family",)
    search_fields = ("text", "note", "section__heading", "section__family__title")
    ordering = (
        "section__family__title",
        *order_in_whole(FamilySection, "section__"),
        *order_in_whole(FamilyStatement),
    )
    autocomplete_fields = ("section",)
    fields = ("section", "position", "text", "note")

    @admin.display(ordering="section__family__title")
    def family(self, obj: FamilyStatement) -> str:
        """Whose statement it is."""
        return str(obj.section.family)
