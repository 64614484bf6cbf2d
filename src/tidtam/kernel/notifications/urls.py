from django.urls import path

from . import views

urlpatterns = [
    path("my/notices/", views.notices, name="notices"),
    path("my/notices/read/", views.read_all, name="notices_read_all"),
    path("my/notices/settings/", views.settings, name="notice_settings"),
    path("my/notices/<uuid:notice_id>/", views.notice, name="notice"),
    path("notices/stop/<str:token>/", views.stop, name="notice_stop"),
]
