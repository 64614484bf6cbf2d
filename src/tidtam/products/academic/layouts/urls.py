from django.urls import path

from . import views

app_name = "academic_layouts"

urlpatterns = [
    path("", views.layouts, name="layouts"),
    path("upload/", views.upload, name="upload"),
    path("samples/<slug:paper>.json", views.sample_data, name="sample_data"),
    path("samples/<slug:paper>.typ", views.starter, name="starter"),
    path("<uuid:layout_id>/", views.layout, name="layout"),
    path("<uuid:layout_id>/template.typ", views.layout_file, name="layout_file"),
    path("<uuid:layout_id>/preview.pdf", views.preview, name="preview"),
    path("<uuid:layout_id>/publish/", views.publish, name="publish"),
    path("<uuid:layout_id>/end/", views.end, name="end"),
    path("<uuid:layout_id>/change/", views.change, name="change"),
]
