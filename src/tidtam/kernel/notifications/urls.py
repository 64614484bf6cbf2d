from django.urls import path

from .views import notices, ways

urlpatterns = [
    path("my/notices/", notices.notices, name="notices"),
    path("my/notices/read/", notices.read_all, name="notices_read_all"),
    path("my/notices/settings/", notices.settings, name="notice_settings"),
    path("my/notices/devices/", ways.device_add, name="notice_device_add"),
    path("my/notices/destinations/<uuid:destination_id>/end/", ways.destination_end, name="notice_destination_end"),
    path("my/notices/<uuid:notice_id>/", notices.notice, name="notice"),
    path("notices/stop/<str:token>/", notices.stop, name="notice_stop"),
    path("notices/line/", ways.line_webhook, name="line_webhook"),
    path("notices-worker.js", ways.push_worker, name="push_worker"),
]
