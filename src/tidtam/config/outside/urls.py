from django.urls import include, path

from . import views
from .sandboxes import SANDBOXES

urlpatterns = [
    path("", views.start, name="start"),
    path("health/live", views.live, name="live"),
    path("language", views.set_language, name="language"),
    *(path(sandbox.place, include(f"{sandbox.name}.urls")) for sandbox in SANDBOXES),
]
handler403 = views.forged_form
handler404 = views.not_found
handler500 = views.server_error
