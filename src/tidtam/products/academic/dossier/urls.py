from django.urls import path

from . import views

app_name = "dossier"

_OF_A_REQUEST = "requests/<uuid:dossier_id>/dossier/"

urlpatterns = [
    path(_OF_A_REQUEST, views.tasks, name="tasks"),
    path(f"{_OF_A_REQUEST}check/", views.check, name="check"),
    path(f"{_OF_A_REQUEST}export/", views.export, name="export"),
    path(f"{_OF_A_REQUEST}import/", views.import_file, name="import"),
    path(f"{_OF_A_REQUEST}override/", views.override, name="override"),
    path(f"{_OF_A_REQUEST}files/<uuid:file_id>/", views.file, name="file"),
    path(f"{_OF_A_REQUEST}<path:place>/remove/", views.remove, name="remove"),
    path(f"{_OF_A_REQUEST}<path:place>/", views.page, name="page"),
]
