from django.conf import settings
from django.urls import URLPattern, URLResolver, path
from django.views.i18n import set_language

from . import errors, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    path("about", views.about, name="about"),
    path("language", set_language, name="set_language"),
    path("maintenance", errors.maintenance, name="maintenance"),
    path("robots.txt", views.robots, name="robots"),
]
if not settings.ENVIRONMENT.is_production:
    urlpatterns.append(path("_components", views.components_gallery, name="components_gallery"))
