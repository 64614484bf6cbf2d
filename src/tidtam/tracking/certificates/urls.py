from django.urls import path

from . import views

urlpatterns = [
    path("my/certificates/for/<uuid:case_id>/", views.certificates, name="certificates"),
    path("my/certificates/<uuid:certificate_id>/", views.certificate, name="certificate"),
    path("my/certificates/<uuid:certificate_id>/end/", views.end, name="certificate_end"),
    path("verify/", views.verify_start, name="certificate_verify_start"),
    path("verify/<str:code>/", views.verify, name="certificate_verify"),
]
