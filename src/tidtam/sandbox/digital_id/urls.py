from django.urls import path

from .views import console, openid, registration, sign_in

app_name = "digital_id_sandbox"
urlpatterns = [
    path("", console.front, name="front"),
    path("control", console.control, name="control"),
    path(".well-known/openid-configuration", openid.discovery, name="discovery"),
    path(".well-known/openid-configuration/jwks", openid.keys, name="keys"),
    path("connect/authorize", openid.authorize, name="authorize"),
    path("connect/token", openid.token, name="token"),
    path("connect/userinfo", openid.userinfo, name="userinfo"),
    path("connect/endsession", openid.end_session, name="end_session"),
    path("connect/revocation", openid.revocation, name="revocation"),
    path("sign-in/<uuid:sign_in_id>/", sign_in.sign_in, name="sign_in"),
    path("sign-in/<uuid:sign_in_id>/consent", sign_in.consent, name="consent"),
    path("sign-in/<uuid:sign_in_id>/cancel", sign_in.cancel, name="cancel"),
    path("register/", registration.begin, name="register_begin"),
    path("register/code/again", registration.send_again, name="send_again"),
    path("register/<slug:key>", registration.register, name="register"),
]
