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
    path(f"{_OF_A_REQUEST}signatures/", views.signatures, name="signatures"),
    path(f"{_OF_A_REQUEST}signatures/print/", views.print_to_sign, name="print_to_sign"),
    path(f"{_OF_A_REQUEST}signatures/entered/", views.confirm_typed, name="confirm_typed"),
    path(f"{_OF_A_REQUEST}signatures/open/<slug:part>/", views.open_signed_part, name="open_signed_part"),
    path(f"{_OF_A_REQUEST}signatures/<slug:signer>/record/", views.record_signature, name="record_signature"),
    path(f"{_OF_A_REQUEST}signatures/<slug:signer>/correction/", views.confirm_correction, name="confirm_correction"),
    path(f"{_OF_A_REQUEST}signatures/<slug:signer>/refusal/", views.refuse_to_sign, name="refuse_to_sign"),
    path(f"{_OF_A_REQUEST}signatures/<slug:signer>/changes/", views.signature_changes, name="signature_changes"),
    path(f"{_OF_A_REQUEST}<path:place>/remove/", views.remove, name="remove"),
    path(f"{_OF_A_REQUEST}<path:place>/", views.page, name="page"),
]
