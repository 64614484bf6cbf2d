from django.urls import path

from . import views

app_name = "dpis"
urlpatterns = [
    path("", views.start, name="start"),
    path("behaviour", views.behave, name="behave"),
    path("staff.csv", views.staff_file, name="staff_file"),
    path("v1/persons/search", views.search, name="search"),
]
