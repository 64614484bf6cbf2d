from django.urls import path

from .views import webhooks

urlpatterns = [
    path("api-clients/<uuid:client_id>/messages/", webhooks.client_webhooks, name="api_client_webhooks"),
    path("api-clients/subscriptions/<uuid:webhook_id>/resume/", webhooks.webhook_resume, name="webhook_resume"),
    path("api-clients/messages/<uuid:delivery_id>/again/", webhooks.delivery_again, name="webhook_again"),
]
