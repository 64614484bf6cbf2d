from django.urls import path

from .views import asking, copies, mine

app_name = "datarights"

urlpatterns = [
    path("", mine.overview, name="mine"),
    path("kinds/<str:key>/", mine.kind, name="kind"),
    path("how-long/", mine.how_long, name="how_long"),
    path("stated/", mine.stated, name="stated"),
    path("consent/", mine.consent, name="consent"),
    path("copies/", copies.downloads, name="downloads"),
    path("copies/schema.json", copies.schema, name="schema"),
    path("copies/<uuid:download_id>/json/", copies.download_json, name="download_json"),
    path("copies/<uuid:download_id>/pdf/", copies.download_pdf, name="download_pdf"),
    path("correct/", asking.correct, name="correct"),
    path("delete/", asking.delete, name="delete"),
    path("delete/stop/", asking.stop, name="stop"),
]
