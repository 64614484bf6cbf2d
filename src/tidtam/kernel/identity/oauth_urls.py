"""Of the OpenID provider, what machines need."""

from django.urls import path

from .views import token

urlpatterns = [
    path("token", token.token, name="oauth_token"),
    path("revoke", token.revoke_token, name="oauth_revoke"),
]
