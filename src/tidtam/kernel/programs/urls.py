from django.urls import path

from .views import clients

urlpatterns = [
    path("api-clients/", clients.client_list, name="api_client_list"),
    path("api-clients/new/", clients.client_new, name="api_client_new"),
    path("api-clients/<uuid:client_id>/", clients.client_detail, name="api_client"),
    path("api-clients/<uuid:client_id>/secret/", clients.client_rotate, name="api_client_rotate"),
    path("api-clients/<uuid:client_id>/old-secret/", clients.client_end_old, name="api_client_end_old"),
    path("api-clients/<uuid:client_id>/end/", clients.client_end, name="api_client_end"),
]
