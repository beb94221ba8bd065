"""Tables of grades and pay for export."""

from capframe.base.resources import SOURCE_COLUMNS, EntryResource
from grades.models import Grade, GradeStructure, PayRange


class GradeStructureResource(EntryResource):
    """Grade structures."""

    class Meta:
        model = GradeStructure
        fields = ("slug", "title", "organisation", "description", *SOURCE_COLUMNS)


class GradeResource(EntryResource):
    """Grades."""

    class Meta:
        model = Grade
        fields = ("structure", "slug", "title", "full_title", "position", *SOURCE_COLUMNS)


class PayRangeResource(EntryResource):
    """Pay ranges."""

    class Meta:
        model = PayRange
        fields = ("grade", "location", "minimum", "maximum", "valid_from", *SOURCE_COLUMNS)
