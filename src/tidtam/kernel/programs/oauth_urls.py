"""What clients of all kinds ask, those of people and those of programs."""

from django.urls import path

from .views import token

urlpatterns = [
    path("token", token.token, name="oauth_token"),
    path("revoke", token.revoke_token, name="oauth_revoke"),
    path("introspect", token.introspect_token, name="oauth_introspect"),
]
