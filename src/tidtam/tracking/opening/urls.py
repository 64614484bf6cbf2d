from django.urls import path

from . import views

urlpatterns = [
    path("work/new/", views.work_new, name="work_new"),
    path("work/new/<slug:key>/", views.work_new_process, name="work_new_process"),
    path("my/new/", views.my_new, name="my_new"),
    path("my/new/<slug:key>/", views.my_new_process, name="my_new_process"),
]
