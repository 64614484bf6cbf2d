"""Pages: one's own services, and those that administrators register."""

from django.urls import path

from .views import consents, services

urlpatterns = [
    path("", consents.my_services, name="my_services"),
    path("withdraw/<uuid:consent_id>/", consents.withdraw, name="service_withdraw"),
    path("register/", services.service_list, name="service_list"),
    path("register/new/", services.service_new, name="service_new"),
    path("register/<uuid:service_id>/", services.service_detail, name="service"),
    path("register/<uuid:service_id>/change/", services.service_change, name="service_change"),
    path("register/<uuid:service_id>/secret/", services.service_rotate, name="service_rotate"),
    path("register/<uuid:service_id>/old-secret/", services.service_end_old, name="service_end_old"),
    path("register/<uuid:service_id>/end/", services.service_end, name="service_end"),
]
