from django.urls import path

from . import views

app_name = "dossier_papers"

urlpatterns = [
    path("requests/<uuid:dossier_id>/dossier/check.pdf", views.checklist, name="checklist"),
    path("requests/<uuid:dossier_id>/dossier/form.pdf", views.form, name="form"),
    path("requests/<uuid:dossier_id>/dossier/editions/<uuid:edition_id>/form.pdf", views.edition, name="edition"),
    path("requests/<uuid:dossier_id>/dossier/summary.pdf", views.summary, name="summary"),
]
