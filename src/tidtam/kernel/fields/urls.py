from django.urls import path

from . import views

urlpatterns = [
    path("fields/", views.field_list, name="fields_of_study"),
    path("fields/find", views.find, name="fields_find"),
]
