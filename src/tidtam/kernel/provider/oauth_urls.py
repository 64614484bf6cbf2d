"""What services and the browsers they send here ask; the token endpoint is identity's, shared with programs."""

from django.urls import path, re_path

from .views import authorize, endpoints, logout

urlpatterns = [
    path(".well-known/openid-configuration", endpoints.openid_configuration, name="openid_configuration"),
    path("oauth/authorize", authorize.authorize, name="oauth_authorize"),
    path("oauth/agree", authorize.agree, name="oauth_agree"),
    re_path(r"^oauth/continue/(?P<goal>authorize|logout)$", authorize.go_on, name="oauth_continue"),
    path("oauth/userinfo", endpoints.userinfo, name="oauth_userinfo"),
    path("oauth/jwks", endpoints.jwks, name="oauth_jwks"),
    path("oauth/logout", logout.logout, name="oauth_logout"),
    path("oauth/sign-out", logout.sign_out_here_too, name="oauth_sign_out"),
]
