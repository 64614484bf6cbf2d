from django.urls import path

from .root import addresses, interface
from .views import documents

app_name = "tracking_api"
urlpatterns = [
    path("docs/", documents.documentation, {"interface": interface}, name="docs"),
    path("openapi.json", documents.openapi, {"interface": interface}, name="openapi"),
    *addresses(),
]
