from django.urls import path

from . import views

urlpatterns = [
    path("work/dashboard/", views.dashboard, name="dashboard"),
    path("statistics/", views.public_statistics, name="public_statistics"),
]
