from django.urls import path

from . import views

app_name = "civil_registry"
urlpatterns = [
    path("", views.start, name="start"),
    path("behaviour", views.behave, name="behave"),
    path("CheckCardService.asmx", views.service, name="service"),
]
