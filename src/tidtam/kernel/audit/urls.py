from django.urls import path

from . import views

urlpatterns = [
    path("audit/", views.audit_search, name="audit_search"),
    path("my/access-log/", views.my_access_log, name="my_access_log"),
]
