from django.urls import path

from . import views

urlpatterns = [
    path("contact/", views.contact, name="contact"),
    path("contact/edit/", views.contact_offices, name="contact_offices"),
    path("contact/edit/office/<uuid:organization_id>/", views.contact_office, name="contact_office"),
    path("contact/edit/office/<uuid:organization_id>/add/", views.contact_add, name="contact_add"),
    path("contact/edit/<uuid:contact_id>/", views.contact_change, name="contact_change"),
    path("contact/edit/<uuid:contact_id>/remove/", views.contact_end, name="contact_end"),
]
