from django.urls import path

from . import views

urlpatterns = [path("processes/<slug:key>/estimate/", views.process_estimate, name="process_estimate")]
