"""Addresses under /import/."""

from django.urls import path

from capframe.imports.views import (
    columns,
    detail,
    files,
    listing,
    notes,
    preview,
    questions,
    undo,
    upload,
    values,
)

app_name = "imports"

urlpatterns = [
    path("", listing.listing, name="list"),
    path("remembered/", values.remembered, name="remembered"),
    path("new/<slug:kind>/", upload.upload, name="new"),
    path("<uuid:pk>/", detail.detail, name="import"),
    path("<uuid:pk>/columns/", columns.columns, name="columns"),
    path("<uuid:pk>/questions/<slug:group>/", questions.questions, name="questions"),
    path("<uuid:pk>/questions/<slug:group>/answers/", values.upload_values, name="upload-values"),
    path(
        "<uuid:pk>/questions/<slug:group>/values.<slug:ending>", values.values_file, name="values"
    ),
    path("<uuid:pk>/notes/<slug:sort>/", notes.notes, name="notes"),
    path("<uuid:pk>/preview/", preview.preview, name="preview"),
    path("<uuid:pk>/undo/", undo.undo, name="undo"),
    path("<uuid:pk>/undo/edited/", undo.edited, name="undo-edited"),
    path("<uuid:pk>/messages.<slug:ending>", files.messages, name="messages"),
    path("<uuid:pk>/left-open.csv", files.left_open_csv, name="left-open"),
    path("<uuid:pk>/differences.csv", files.differences_csv, name="differences"),
    path("<slug:kind>/<slug:what>.<slug:ending>", files.kind_file, name="file"),
]
